"""`python -m bench`: see `bench.run`; `bench proof`, `filings` and `suites`: see these."""

import sys

from bench import filing, proof, run, suite

PARTS = {"proof": proof.main, "filings": filing.main, "suites": suite.main}

if sys.argv[1:] and sys.argv[1] in PARTS:
    PARTS[sys.argv[1]](sys.argv[2:])
else:
    run.main()
