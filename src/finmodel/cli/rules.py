"""`finmodel rules`: what is checked, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Set
from pathlib import Path
from typing import TYPE_CHECKING

import click

from finmodel.cli.exit import complain
from finmodel.cli.given import Given
from finmodel.cli.option import A_PATH, rules_option, taxonomy_option
from finmodel.cli.output import put
from finmodel.render.terminal import visible

if TYPE_CHECKING:
    from finmodel.language.rulefile import Rule
    from finmodel.model.finding import Tally
    from finmodel.rules.case import Case
    from finmodel.rules.catalogue import Check
    from finmodel.rules.relation.assertion import Assertion
    from finmodel.rules.relation.relation import Relation

_RULE_FILE = ".toml"
_MARGIN = "    "


@click.command("rules")
@click.argument("file", type=A_PATH, metavar="FILE")
@taxonomy_option
@rules_option
@click.option("--unchecked", is_flag=True, help="List the numbers, too, that nothing checks.")
@click.pass_context
def command(
    ctx: click.Context,
    file: Path,
    taxonomy_path: Path | None,
    rule_paths: tuple[Path, ...],
    unchecked: bool,
) -> None:
    """List what is checked, and what came of it.

    FILE is a rule file, or a report: then each formula, rule and check comes with the number of
    its relations and their verdicts.
    """
    if file.suffix == _RULE_FILE:
        from finmodel.validation import read_rules

        rule_file = read_rules(file)
        code = complain(rule_file.diagnostics)
        put(line for rule in rule_file.rules for line in _rule_lines(rule))
    else:
        case, found = Given.at(taxonomy_path, rule_paths).case(file)
        code = complain([*case.report.diagnostics, *found, *case.relations.mistakes])
        put(_case_lines(case, unchecked=unchecked))
    ctx.exit(code)


def _rule_lines(rule: Rule) -> Iterator[str]:
    yield visible(f"{rule.code}  {rule.text}")
    if rule.why:
        yield visible(f"{_MARGIN}{rule.why}")


def _case_lines(case: Case, *, unchecked: bool) -> Iterator[str]:
    """Yield formulas and rules, then checks that have relations of their own, then the sum."""
    from finmodel.language.wording import write_text
    from finmodel.model.wording import described
    from finmodel.render.summary import relations, uncovered
    from finmodel.validation import validate_case

    stated = _by_assertion(case)
    for (code, text), found in stated.items():
        yield visible(f"{code}  {text}")
        yield f"{_MARGIN}{relations(_tally(found))}"
        missing = Counter(write_text(relation.missing) for relation in found if relation.missing)
        for reference, count in missing.items():
            yield visible(f"{_MARGIN}not reported: {reference} ({count:,} ×)")
    for check, tally in _other_tallies(case, {code for code, _ in stated}):
        yield visible(f"{check.code}  {check.page.splitlines()[0]}")
        yield f"{_MARGIN}{relations(tally)}"
    coverage = validate_case(case).coverage
    yield ""
    for fact in coverage.untouched if unchecked else ():
        yield visible(f"checked by nothing: {described(fact, case.label)}: {fact.text}")
    yield f"{relations(coverage)} · {uncovered(coverage)}"


def _by_assertion(case: Case) -> dict[tuple[str, str], list[Relation]]:
    """Return the relations of every formula and rule, a rule's loops together."""
    found: dict[tuple[str, str], list[Relation]] = {
        _name(assertion): [] for assertion in case.relations.assertions
    }
    for relation in case.relations.all:
        found[_name(relation.assertion)].append(relation)
    return found


def _name(assertion: Assertion) -> tuple[str, str]:
    from finmodel.language.wording import write_text

    rule = assertion.rule
    return assertion.code, rule.text if rule else write_text(assertion.asserted)


def _tally(relations: Iterable[Relation]) -> Tally:
    from finmodel.model.finding import Tally, Verdict

    counts = Counter(relation.verdict for relation in relations)
    exact, explained, broken, not_evaluated = (counts[verdict] for verdict in Verdict)
    return Tally(exact, explained, broken, not_evaluated)


def _other_tallies(case: Case, stated: Set[str]) -> Iterator[tuple[Check, Tally]]:
    """Yield the tallies of the checks that look at neither formulas nor rules."""
    from finmodel.model.finding import Tally
    from finmodel.rules.catalogue import checks
    from finmodel.rules.rule_broken import RULE_BROKEN

    for check in checks():
        if check.code not in stated and check.code != RULE_BROKEN:
            for outcome in check.function(case):
                if isinstance(outcome, Tally) and (outcome.evaluated or outcome.not_evaluated):
                    yield check, outcome
