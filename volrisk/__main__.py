"`python -m volrisk` is the command `volrisk`"
import sys


def run() -> None:
    "Load the command line, and run it"
    try:
        from .cli import main

        main()
    except KeyboardInterrupt:  # before the command line was loaded
        print("interrupted", file=sys.stderr)
        sys.exit(130)


if __name__ == "__main__":
    run()
