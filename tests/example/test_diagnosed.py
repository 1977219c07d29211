"""What is likely wrong in the worked example is wrong, and nothing is wrong without it."""

from __future__ import annotations

from contextlib import chdir

import pytest
from attrs import evolve, frozen

from finmodel.formats.report import read
from finmodel.proof.certificate import certificate_json, relation_code
from finmodel.proof.diagnosis import diagnose
from finmodel.proof.explanation import Alternatives, Diagnosis, Explanation, corrected
from finmodel.proof.prove import Answer, Proof, prove
from finmodel.proof.verify import verify
from finmodel.render.proof import proof_lines
from finmodel.render.proof_json import proof_json
from finmodel.render.proven import Proven
from finmodel.rules.case import Case
from finmodel.validation import case_of
from tests.golden.conftest import Golden, golden
from tools.generate import ROOT

__all__ = ["golden"]

REPORT = "instances/iij-2008q3/metadata.json"

Printed = tuple[str, str, str]
"""A line item, the slide that prints it, and the value there."""

# The mistakes of the presentation, read from its text: the numbers of which one must be wrong.
# What a slide says twice in different words is one mistake, whichever of the two is right.
MISTAKES: dict[str, set[Printed]] = {
    "the loss of the new subsidiaries is 820 and 823": {
        ("OperatingIncome", "Slide 3", "-820000000"),
        ("OperatingIncome", "Slide 4", "-823000000"),
    },
    "down JPY111 million is said to be up 2.3 %": {
        ("RevenuesGrowthQuarterly", "Slide 9", "0.023"),
        ("RevenuesChangeQuarterly", "Slide 9", "-111000000"),
    },
    "down JPY1,633 million is said to be up 27.8 %": {
        ("OrderBacklogGrowthTwoYears", "Slide 9", "0.278"),
        ("OrderBacklogChangeTwoYears", "Slide 9", "-1633000000"),
    },
    "operating income of the quarter before": {
        ("OperatingIncomeGrowthQuarterly", "Slide 13", "-0.412"),
    },
    "what is added to income before tax does not make the net loss": {
        ("IncomeTaxExpense", "Slide 13", "653000000"),
        ("MinorityInterestInLosses", "Slide 13", "120000000"),
        ("EquityMethodIncome", "Slide 13", "-44000000"),
    },
    "others: JPY602 among millions": {("OtherInvestmentsOthers", "Slide 20", "602")},
    "two parts do not make the intangible assets": {
        ("NonAmortizedIntangibles", "Slide 20", "5516000000"),
        ("AmortizedIntangibles", "Slide 20", "321000000"),
        ("GoodwillAndIntangibles", "Slide 20", "5846000000"),
    },
    "cash provided by investing, with more paid than received": {
        ("InvestingCashFlow", "Slide 21", "892000000"),
    },
    "cash provided by financing, with more repaid than borrowed": {
        ("FinancingCashFlow", "Slide 21", "811000000"),
    },
    "SG&A/R&D of 2.6 is not 14.4 % of 17.5": {("Sga", "Slide 23", "2600000000")},
}


@frozen(eq=False)
class Diagnosed:
    """The example, what is proved of it, what is likely wrong, and a proof without that."""

    case: Case
    proof: Proof
    diagnosis: Diagnosis
    better: Proof

    @property
    def proven(self) -> Proven:
        """What `finmodel prove` says of it."""
        taxonomy = self.case.taxonomy
        return Proven(REPORT, self.proof, taxonomy, diagnosis=self.diagnosis, mended=self.better)


@pytest.fixture(scope="module")
def example() -> Diagnosed:
    with chdir(ROOT):
        case, _ = case_of(read(REPORT))
    proof = prove(case)
    diagnosis = diagnose(proof)
    better = evolve(case, report=corrected(case.report, diagnosis.first))
    return Diagnosed(case, proof, diagnosis, prove(better))


def printed(explanation: Explanation) -> set[Printed]:
    return {
        (fact.concept.local_name, fact.quotes[0].split(",")[0], fact.text or "")
        for fact in explanation.facts
    }


def mistake_of(explanation: Explanation) -> str | None:
    names = printed(explanation)
    return next((said for said, numbers in MISTAKES.items() if names <= numbers), None)


def test_what_leads_is_a_mistake_of_the_text(example: Diagnosed) -> None:
    """No number that is right is blamed: not alone, and not as the first of a tie."""
    alternatives = example.diagnosis.alternatives
    blamed = {each for one in alternatives for each in (*one.explanations[:1], *one.top[:1])}
    assert [printed(each) for each in blamed if mistake_of(each) is None] == []


def test_every_conflict_is_another_mistake(example: Diagnosed) -> None:
    found = [mistake_of(each) for each in example.diagnosis.first]
    assert len(found) == len(set(found)) >= 9


def test_one_number_explains_each_conflict(example: Diagnosed) -> None:
    alternatives = example.diagnosis.alternatives
    assert all(one.complete for one in alternatives)
    assert example.diagnosis.explained_by_one == len(alternatives)
    assert all(is_in_some(conflict.numbers, alternatives) for conflict in example.proof.conflicts)


def is_in_some(numbers: frozenset[int], alternatives: tuple[Alternatives, ...]) -> bool:
    suspects = [
        {correction.number for correction in each.corrections}
        for one in alternatives
        for each in one.explanations
    ]
    return any(suspect & numbers for suspect in suspects)


def test_the_rest_is_proved_and_the_proof_verified_once_they_are_corrected(
    example: Diagnosed,
) -> None:
    better = example.better
    assert (better.conflicts, better.undecided) == ((), ())
    # its own numbers refute it, though no line states it and no conflict names it
    assert [relation_code(left.source) for left in better.broken] == [
        "iij:operatingIncomeOfQuarterBefore"
    ]
    assert better.answer is Answer.UNDECIDED
    assert verify(certificate_json(example.better).encode()) == []


def test_what_is_said_of_it(
    example: Diagnosed, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    golden("iij_proof.txt", "".join(f"{line}\n" for line in proof_lines(example.proven)))
    golden("iij_proof.json", proof_json(example.proven))
