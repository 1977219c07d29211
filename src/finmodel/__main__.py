"""`python -m finmodel` is `finmodel`."""

from finmodel.cli import main

main(prog_name="finmodel")
