"""`python -m bench`: see `bench.run`; `python -m bench proof`: see `bench.proof`."""

import sys

from bench import proof, run

if sys.argv[1:2] == ["proof"]:
    proof.main(sys.argv[2:])
else:
    run.main()
