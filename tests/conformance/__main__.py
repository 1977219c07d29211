"""`python -m tests.conformance [SUITE…]`: run the suites and print what came out."""

from __future__ import annotations

import sys
from time import perf_counter

from tests.conformance.run import known_differences, run, table
from tests.conformance.suite import SUITES
from tests.conftest import SHARED


def main(names: list[str]) -> int:
    """Print a table for each suite; return 1 where something differs otherwise than known."""
    suites = SHARED / "suites"
    if not suites.is_dir():
        sys.stderr.write("There are no conformance suites beside the checkout, in shared/suites.\n")
        return 2
    surprises = 0
    for suite in SUITES:
        if names and suite.name not in names:
            continue
        start = perf_counter()
        verdicts = run(suite, suites)
        seconds = perf_counter() - start
        sys.stdout.writelines(f"{line}\n" for line in table(suite, verdicts))
        sys.stdout.write(f"\n{suite.name}: {seconds:.1f} s\n\n")
        differing = {verdict.variation.id for verdict in verdicts if not verdict.passed}
        surprises += len(differing ^ known_differences(suite).keys())
    return min(surprises, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
