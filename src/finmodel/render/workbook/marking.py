"""Which cells of a workbook are marked how: its numbers, by the relations that hold them.

A number has the worst verdict of its relations. Of a relation that is broken all numbers are red,
unless the diagnosis says which ones are likely wrong; then another one keeps the verdict of its
other relations, where it has any.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from attrs import Factory, frozen

from finmodel.model.finding import Checked, Finding, Verdict
from finmodel.model.report import Report
from finmodel.model.wording import shortened
from finmodel.render.explanation import ExplanationText
from finmodel.render.proven import Proven
from finmodel.render.relation import RelationWords
from finmodel.render.validated import Validated
from finmodel.render.workbook.annotate import Mark
from finmodel.render.workbook.place import Cell, Places

LEGEND: Final = (
    "Green with a line on the left: its relations hold exactly. Amber with a broken line: only "
    "rounding explains them. Red in a double frame: what is printed cannot be. No mark: checked "
    "by nothing.",
)
_BADNESS: Final = (Verdict.NOT_EVALUATED, Verdict.EXACT, Verdict.EXPLAINED, Verdict.BROKEN)
_MOST_RELATIONS: Final = 3
_MOST_NUMBERS: Final = 12
_LONGEST_NAME: Final = 70
_LONGEST_TEXT: Final = 300


def marks_of(
    validated: Validated,
    relations: Sequence[Checked],
    workbook: str,
    proven: Proven | None = None,
) -> dict[Cell, Mark]:
    """Return the marks on the cells of a workbook from which the numbers of a report were read."""
    report = validated.report
    if report is None:
        return {}
    marking = _Marking.of(validated, report, relations, workbook, proven)
    marks: dict[Cell, Mark] = {}
    for row in sorted(marking.relations):
        cell = marking.places.cell(row)
        mark = marking.mark(row)
        if cell is not None and mark is not None:
            known = marks.get(cell)
            marks[cell] = mark if known is None else _both(known, mark)
    return marks


def _both(one: Mark, other: Mark) -> Mark:
    """Return the mark of a cell from which two facts were read."""
    worst = max(one.verdict, other.verdict, key=_BADNESS.index)
    texts = dict.fromkeys(filter(None, (one.comment, other.comment)))
    return Mark(worst, "\n\n".join(texts))


@frozen
class _Marking:
    """The relations of each number, by row, and what is likely wrong."""

    validated: Validated
    report: Report
    places: Places
    relations: Mapping[int, Sequence[Checked]]
    suspects: Mapping[int, Sequence[str]] = Factory(dict)

    @classmethod
    def of(
        cls,
        validated: Validated,
        report: Report,
        relations: Iterable[Checked],
        workbook: str,
        proven: Proven | None,
    ) -> _Marking:
        """Sort the relations by the numbers that they hold."""
        by_row: defaultdict[int, list[Checked]] = defaultdict(list)
        for relation in relations:
            if relation.verdict is not Verdict.NOT_EVALUATED:
                for row in dict.fromkeys(term.fact.row for term in relation.terms):
                    by_row[row].append(relation)
        for finding in validated.findings:
            if isinstance(finding, Finding):
                for row in dict.fromkeys(fact.row for fact in finding.facts):
                    by_row.setdefault(row, [])
        places = Places(report.locate(sorted(by_row)), workbook)
        suspects = {} if proven is None else suspects_of(proven)
        return cls(validated, report, places, dict(by_row), suspects)

    def mark(self, row: int) -> Mark | None:
        """Return the mark of a number, `None` where only a finding names it."""
        relations = self.relations[row]
        broken = [each for each in relations if each.verdict is Verdict.BROKEN]
        others = [each for each in relations if each.verdict is not Verdict.BROKEN]
        said = self.suspects.get(row)
        blamed = [each for each in broken if said or not self._is_blamed(each)]
        if said or blamed or (broken and not others):
            return Mark(Verdict.BROKEN, "\n".join(self._broken(row, broken, said or ())))
        if not others:
            return None
        worst = max((each.verdict for each in others), key=_BADNESS.index)
        if worst is Verdict.EXACT:
            return Mark(worst)
        rounded = [each for each in others if each.verdict is worst]
        return Mark(worst, "\n".join(self._rounded(rounded)))

    def _is_blamed(self, relation: Checked) -> bool:
        """Tell whether some number of a relation is likely the wrong one."""
        return any(term.fact.row in self.suspects for term in relation.terms)

    def _broken(self, row: int, relations: Sequence[Checked], said: Sequence[str]) -> Iterator[str]:
        yield "✗ does not add up"
        yield from (f"This number {each}" for each in said)
        for relation in relations[:_MOST_RELATIONS]:
            yield from self._told(relation)
            if not said:
                yield from self._instead(row, relation)
        yield from _more(relations)

    def _instead(self, row: int, relation: Checked) -> Iterator[str]:
        """Yield the cells of a relation whose numbers are likelier to be wrong."""
        rows = dict.fromkeys(term.fact.row for term in relation.terms)
        cells = [self.places.words(each) for each in rows if each in self.suspects and each != row]
        if any(cells):
            yield f"Likelier wrong: {', '.join(filter(None, cells))}"

    def _rounded(self, relations: Sequence[Checked]) -> Iterator[str]:
        yield "≈ holds only within rounding"
        for relation in relations[:_MOST_RELATIONS]:
            yield from self._told(relation)
        yield from _more(relations)

    def _told(self, relation: Checked) -> Iterator[str]:
        """Yield a relation, its numbers, what they allow and by how much that is missed."""
        words = RelationWords(relation, self.report, self.validated.taxonomy)
        yield ""
        yield shortened(relation.text or relation.code, _LONGEST_TEXT)
        yield from self._numbers(relation, words)
        if relation.expected is not None:
            yield f"The others allow {words.number(relation.expected)}"
        if words.misses:
            yield f"It misses {words.misses}"

    def _numbers(self, relation: Checked, words: RelationWords) -> Iterator[str]:
        for term in relation.terms[:_MOST_NUMBERS]:
            name = shortened(words.name(term), _LONGEST_NAME)
            parts = (term.operation, words.value(term.fact), name)
            place = self.places.words(term.fact.row)
            yield "  " + " ".join(filter(None, parts)) + (f" ({place})" if place else "")
        left = len(relation.terms) - _MOST_NUMBERS
        if left > 0:
            yield f"  and {left:,} more"


def _more(relations: Sequence[Checked]) -> Iterator[str]:
    left = len(relations) - _MOST_RELATIONS
    if left > 0:
        yield f"\nand {left:,} more relations"


def suspects_of(proven: Proven) -> Mapping[int, Sequence[str]]:
    """Return the rows of numbers that are likely wrong, with what each should be."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    alternatives = () if proven.diagnosis is None else proven.diagnosis.alternatives
    for each in alternatives:
        text = ExplanationText(each, proven)
        for explanation in each.top:
            is_doubtful = explanation.rank.doubtful > 0
            for correction in explanation.corrections:
                said = text.said(correction, is_doubtful=is_doubtful)
                if len(each.top) > 1:
                    said = f"may be the wrong one of several: {said}"
                found[correction.fact.row].append(said)
    return {row: tuple(dict.fromkeys(texts)) for row, texts in found.items()}
