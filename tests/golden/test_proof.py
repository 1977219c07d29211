"""What was proved, word for word."""

from __future__ import annotations

from collections.abc import Iterable

from finmodel.proof.prove import prove
from finmodel.render.conflict import ConflictText
from finmodel.render.proof import proof_lines
from finmodel.render.proof_json import proof_json
from finmodel.render.proven import Proven
from finmodel.validation import case_of
from tests.golden.acme import Acme, report
from tests.golden.conftest import Golden
from tests.unit.proof.known import INFEASIBLE

SEVEN = Proven("seven.json", prove(INFEASIBLE["seven"]), INFEASIBLE["seven"].taxonomy)


def text(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def test_the_seven_numbers_as_text(golden: Golden) -> None:
    golden("seven.txt", text(proof_lines(SEVEN)))


def test_the_seven_numbers_as_json(golden: Golden) -> None:
    golden("seven.json", proof_json(SEVEN))


def test_conflicts_with_quotes_and_ratios(golden: Golden) -> None:
    case, _ = case_of(report(), taxonomy=Acme.taxonomy, rules=())
    proven = Proven("acme.json", prove(case), case.taxonomy)
    texts = [ConflictText(conflict, proven) for conflict in proven.proof.conflicts]
    golden("conflicts.txt", text(line for each in texts for line in ("", *each.lines())))
