"""Small reports of which it is known whether they can be true."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from attrs import evolve

from finmodel.language.rulefile import read_rule_file
from finmodel.model.column import NONE
from finmodel.model.report import Report
from finmodel.model.tuple import Tuple
from finmodel.numeric import Rounding
from finmodel.rules.case import Case
from finmodel.taxonomy.taxonomy import Taxonomy
from tests.unit.rules.sheet import make_report, make_taxonomy, name

AMOUNTS = "Total Left Right LeftOne LeftTwo RightOne RightTwo Cost Profit".split()
RATIOS = "Margin Growth Share".split()
NOW, BEFORE = "2008-04-01/2009-04-01", "2007-04-01/2008-04-01"


def taxonomy(*formulas: str, networks: Sequence[str] = ()) -> Taxonomy:
    """Return a taxonomy of amounts and ratios with formulas."""
    amounts = (f"{amount} monetary duration" for amount in AMOUNTS)
    ratios = (f"{ratio} percent duration" for ratio in RATIOS)
    return make_taxonomy("\n".join([*amounts, *ratios]), formulas=formulas, networks=networks)


def report(*numbers: str) -> Report:
    """Return a report of numbers, each its concept, value and decimals, and `before` behind it."""
    lines = []
    for index, number in enumerate(numbers):
        concept, value, decimals, *when = number.split()
        unit = "-" if concept in RATIOS else "JPY"
        lines.append(f"f{index} {concept} {BEFORE if when else NOW} {unit} {value} {decimals}")
    return make_report("\n".join(lines))


def case(
    numbers: Sequence[str],
    formulas: Sequence[str],
    rules: str = "",
    networks: Sequence[str] = (),
    truncated: Sequence[str] = (),
) -> Case:
    """Return the case of numbers, formulas and the text of a rule file."""
    rounding = {name(concept): Rounding.TRUNCATED for concept in truncated}
    files = (read_rule_file(rules, "known.rules.toml"),) if rules else ()
    known = taxonomy(*formulas, networks=networks)
    return Case(report(*numbers).with_rounding(rounding), known, rule_files=files)


def in_tuples() -> Case:
    """Return a case of a number, and of two more of its concept that are in tuples."""
    known = case(("Cost 5 0", "Cost 10 0", "Cost 20 0"), ())
    tuples = (Tuple(name("Officer"), "t1", NONE, 0, 1), Tuple(name("Officer"), "t2", NONE, 1, 2))
    columns = known.report.columns
    inside = evolve(columns, tuples=tuples, owner=array("i", [NONE, 0, 1]))
    return evolve(known, report=evolve(known.report, columns=inside))


SUMS = ("Left = LeftOne + LeftTwo", "Right = RightOne + RightTwo", "Total = Left + Right")
PARTS = ("LeftOne 1 0", "LeftTwo 1 0", "RightOne 1 0", "RightTwo 1 0")
PROFIT = ("Profit = Total - Cost", "Margin = Profit / Total")
GROWTH = "Growth = growth(Total over prior_year)"

_ABOVE = '[[rule]]\ncode = "x:above"\nassert = "Left > Right"\nwhy = "x"\n'
_BELOW = '[[rule]]\ncode = "x:below"\nassert = "Left < Right"\nwhy = "x"\n'

FEASIBLE = {
    "sums": case((*PARTS, "Left 3 0", "Right 3 0", "Total 6 0"), SUMS),
    "unreported": case((*PARTS, "Total 6 0"), SUMS),
    "truncated": case((*PARTS, "Left 3 0", "Right 3 0", "Total 7 0"), SUMS, truncated=AMOUNTS),
    "margin": case(("Total 1000 0", "Cost 812 0", "Profit 188 0", "Margin 0.188 3"), PROFIT),
    "growth": case(("Total 1100 0", "Growth 0.1 2"), (GROWTH,)),
    "loss": case(("Total 1000 0", "Cost 1100 0", "Profit -100 0", "Margin -0.1 2"), PROFIT),
    "exact": case(("Total 3 INF", "Left 1 INF", "Right 2 INF"), SUMS),
    "network": case(("Total 3 0", "Left 1 0", "Right 1 0"), (), networks=["Total = Left + Right"]),
    "nothing": case((), SUMS),
    "alone": case(("Cost 5 0",), ()),
}
"""Reports behind which there are true values."""

INFEASIBLE = {
    "seven": case((*PARTS, "Left 3 0", "Right 3 0", "Total 7 0"), SUMS),
    "two": case(("Total 5 0", "Total 8 0"), SUMS),
    "open": case((*PARTS, "Total 8 0"), SUMS, truncated=AMOUNTS),
    "margin": case(("Total 1000 0", "Profit 188 0", "Margin 0.199 3"), PROFIT),
    "growth": case(("Total 1100 0", "Total 1000 0 before", "Growth 0.2 2"), (GROWTH,)),
    "lemma": case(("Total 1100 0", "Total 1300 0 before", "Growth 0.1 2", "Left 9 0"), (GROWTH,)),
    "hidden": case(
        ("Total 1100 0", "Growth 0.1 2", "Cost 5 0", "Share 0.5 2 before", "Left 800 0 before"),
        (GROWTH, "Share = Left / Total"),
    ),
    "rules": case(("Left 5 0", "Right 5 0"), (), _ABOVE + _BELOW),
    "network": case(("Total 9 0", "Left 1 0", "Right 1 0"), (), networks=["Total = Left + Right"]),
    "several": case(
        (*PARTS, "Left 3 0", "Right 3 0", "Total 7 0", "Cost 3 0", "Profit 9 0", "Margin 0.4 1"),
        (*SUMS, *PROFIT),
    ),
}
"""Reports behind which there are none."""
