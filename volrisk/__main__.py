"`python -m volrisk` is the command `volrisk`"
from .cli import main

main()
