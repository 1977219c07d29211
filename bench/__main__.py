"""`python -m bench`: see `bench.run`; `bench proof` and `bench filings`: see these."""

import sys

from bench import filing, proof, run

if sys.argv[1:2] == ["proof"]:
    proof.main(sys.argv[2:])
elif sys.argv[1:2] == ["filings"]:
    filing.main(sys.argv[2:])
else:
    run.main()
