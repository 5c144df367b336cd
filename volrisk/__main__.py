"`python -m volrisk` is the command `volrisk`"
import sys


def run() -> None:
    "Load the command line, and run it"
    try:
        from .interrupts import leave_at_once

        leave_at_once()
        from .cli import main

        main()
    except KeyboardInterrupt:  # before there was anything to handle it
        print("interrupted", file=sys.stderr)
        sys.exit(130)


if __name__ == "__main__":
    run()
