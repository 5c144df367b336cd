"`python -m volrisk` is the command `volrisk`"
import sys

try:
    from .cli import main

    main()
except KeyboardInterrupt:  # before the command line was loaded
    print("interrupted", file=sys.stderr)
    sys.exit(130)
