"""Findings, relations and numbers that nothing checks as sheets of a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from finmodel.diagnostic import Diagnostic
from finmodel.formats.spreadsheet.book import new_workbook
from finmodel.formats.spreadsheet.sheet import Sheet, Value
from finmodel.model.fact import Fact
from finmodel.model.figure import number_of
from finmodel.model.finding import Checked, Finding
from finmodel.model.wording import described
from finmodel.numeric import Interval
from finmodel.render.relation import RelationWords
from finmodel.render.summary import summary_line
from finmodel.render.validated import Validated
from finmodel.render.workbook.place import Places

EXACT_NOTE: Final = (
    "Numbers are exact: those with more than 15 digits, and fractions, stand as texts."
)
_LONGEST: Final = 2_000
_MOST_DIGITS: Final = 60
_MOST_PLACES: Final = 20

_FINDING_HEADING: Final = (
    "No.", "Severity", "Finding", "Printed", "The others allow", "Misses", "Where", "Words",
    "Remedy", "Code", "Rule",
)  # fmt: skip
_FINDING_WIDTHS: Final = (6, 10, 60, 20, 26, 28, 24, 40, 40, 24, 26)
_NUMBER_HEADING: Final = (
    "Finding", "Part", "Number", "Value", "Unit", "Decimals", "Period", "From", "To", "Where",
    "Words",
)  # fmt: skip
_NUMBER_WIDTHS: Final = (8, 10, 50, 20, 14, 10, 26, 20, 20, 26, 50)
_UNTOUCHED_HEADING: Final = ("Number", "Value", "Unit", "Decimals", "Period", "Where", "Words")
_UNTOUCHED_WIDTHS: Final = (60, 20, 14, 10, 26, 26, 70)
_RELATION_HEADING: Final = (
    "Verdict", "Relation", "Number", "Printed", "The others allow", "Misses", "Where", "Rule",
)  # fmt: skip
_RELATION_WIDTHS: Final = (22, 60, 50, 20, 28, 28, 24, 30)
_LIKELY_PLACE: Final = 6
_LIKELY_WIDTH: Final = 40
_DOCUMENT: Final = "Document"
_DOCUMENT_WIDTH: Final = 30


def findings_workbook(
    documents: Iterable[Validated], relations: Mapping[str, Sequence[Checked]] | None = None
) -> bytes:
    """Return a workbook of findings, their numbers, relations, and numbers checked by nothing.

    `relations` are those of documents, by name; there is no sheet for them where none are given.
    """
    known = relations or {}
    every = list(documents)
    sheets = FindingSheets(every)
    found = [sheets.findings(), sheets.numbers()]
    if known:
        found.append(sheets.relations(known))
    return new_workbook([*found, sheets.untouched()])


class FindingSheets:
    """Makes the sheets; what was read from the `workbook` can be led to.

    `suspects` are the numbers that are likely wrong, by row, in words; `None` if nobody looked.
    """

    def __init__(
        self,
        documents: Sequence[Validated],
        workbook: str | None = None,
        notes: Sequence[str] = (),
        suspects: Mapping[int, Sequence[str]] | None = None,
    ) -> None:
        self._documents = documents
        self._several = len(documents) > 1
        self._workbook = workbook
        self._notes = notes
        self._suspects = suspects
        self._places = [Places(each.places, workbook) for each in documents]

    def findings(self) -> Sheet:
        """Return the sheet with a line for each finding."""
        notes = [*map(_verdict, self._documents), *self._notes]
        heading, widths = [*_FINDING_HEADING], [*_FINDING_WIDTHS]
        if self._suspects is not None:
            heading.insert(_LIKELY_PLACE, "Likely wrong")
            widths.insert(_LIKELY_PLACE, _LIKELY_WIDTH)
        return self._sheet("Findings", heading, self._finding_rows(), widths, "Findings", notes)

    def numbers(self) -> Sheet:
        """Return the sheet with a line for each number that a finding names."""
        return self._sheet(
            "Numbers of findings",
            _NUMBER_HEADING,
            self._number_rows(),
            _NUMBER_WIDTHS,
            "The numbers that findings are about",
            [EXACT_NOTE],
        )

    def untouched(self) -> Sheet:
        """Return the sheet with a line for each number that nothing checks."""
        return self._sheet(
            "Checked by nothing",
            _UNTOUCHED_HEADING,
            self._untouched_rows(),
            _UNTOUCHED_WIDTHS,
            "Numbers that no relation and no rule holds",
            [EXACT_NOTE],
        )

    def relations(self, relations: Mapping[str, Sequence[Checked]]) -> Sheet:
        """Return the sheet with a line for each relation, those that hold as well."""
        return self._sheet(
            "Relations",
            _RELATION_HEADING,
            self._relation_rows(relations),
            _RELATION_WIDTHS,
            "Relations between the numbers",
        )

    def _sheet(
        self,
        name: str,
        heading: Sequence[str],
        rows: Iterable[Sequence[Value]],
        widths: Sequence[int],
        title: str,
        notes: Sequence[str] = (),
    ) -> Sheet:
        """Return a sheet; the last column says the document where there are several."""
        if self._several:
            heading, widths = (*heading, _DOCUMENT), (*widths, _DOCUMENT_WIDTH)
        return Sheet(name, heading, rows, widths, title, notes)

    def _document(self, document: Validated) -> tuple[str, ...]:
        return (document.document,) if self._several else ()

    # --- lines

    def _numbered(self) -> Iterator[tuple[int, Diagnostic, Validated, Places]]:
        number = 0
        for document, places in zip(self._documents, self._places, strict=True):
            for found in document.findings:
                number += 1
                yield number, found, document, places

    def _finding_rows(self) -> Iterator[Sequence[Value]]:
        for number, found, document, places in self._numbered():
            words = _words(found, document)
            yield (
                number,
                str(found.severity),
                _cut(found.message),
                *_comparison(found, words),
                *self._likely(found, places),
                *_whereabouts(found, places),
                _cut(found.remedy),
                found.code,
                found.rule if isinstance(found, Finding) else "",
                *self._document(document),
            )

    def _likely(self, found: Diagnostic, places: Places) -> Iterator[str]:
        """Yield what is likely wrong of the numbers that a finding names, if somebody looked."""
        if self._suspects is None:
            return
        facts = found.facts if isinstance(found, Finding) else ()
        lines = (
            f"{places.words(fact.row)} {said}".strip()
            for fact in facts
            for said in self._suspects.get(fact.row, ())
        )
        yield _cut("\n".join(lines))

    def _number_rows(self) -> Iterator[Sequence[Value]]:
        for number, found, document, places in self._numbered():
            if not isinstance(found, Finding):
                continue
            for term in found.terms:
                fact = term.fact
                ends = _ends(found.expected if term.fact == found.terms[0].fact else None)
                yield (
                    number,
                    term.operation,
                    *_stated(fact, document),
                    *ends,
                    places.shown(fact.row),
                    _quotes(fact),
                    *self._document(document),
                )

    def _untouched_rows(self) -> Iterator[Sequence[Value]]:
        for document in self._documents:
            if document.coverage is None or document.report is None:
                continue
            facts = document.coverage.untouched
            sources = document.report.locate([fact.row for fact in facts])
            places = Places(sources, self._workbook)
            for fact in facts:
                yield (
                    *_stated(fact, document),
                    places.shown(fact.row),
                    _quotes(fact),
                    *self._document(document),
                )

    def _relation_rows(
        self, relations: Mapping[str, Sequence[Checked]]
    ) -> Iterator[Sequence[Value]]:
        for document in self._documents:
            known = relations.get(document.document, ())
            if document.report is None:
                continue
            rows = {relation.terms[0].fact.row for relation in known if relation.terms}
            places = Places(document.report.locate(sorted(rows)), self._workbook)
            for relation in known:
                if not relation.terms:
                    continue
                words = RelationWords(relation, document.report, document.taxonomy)
                claim = relation.terms[0].fact
                yield (
                    relation.verdict.value,
                    _cut(relation.text),
                    described(claim, document.taxonomy.label),
                    *_comparison(relation, words),
                    places.shown(claim.row),
                    relation.rule,
                    *self._document(document),
                )


def _verdict(document: Validated) -> str:
    return f"{document.document}: {summary_line(document)}"


def _words(found: Diagnostic, document: Validated) -> RelationWords | None:
    if not isinstance(found, Finding) or not found.terms or document.report is None:
        return None
    return RelationWords(found, document.report, document.taxonomy)


def _comparison(found: Diagnostic | Checked, words: RelationWords | None) -> Iterator[str | None]:
    """Yield what is printed, what the other numbers allow, and by how much it misses that."""
    if words is None or not isinstance(found, Finding | Checked):
        yield from (None, None, None)
        return
    yield words.value(words.claim)
    yield None if found.expected is None else words.number(found.expected)
    yield words.misses or None


def _whereabouts(found: Diagnostic, places: Places) -> tuple[Value, str]:
    if isinstance(found, Finding) and found.terms:
        claim = found.terms[0].fact
        return places.shown(claim.row), _quotes(claim)
    return ("" if found.source is None else str(found.source)), ""


def _stated(fact: Fact, document: Validated) -> tuple[Value, ...]:
    """Return what a fact is about, its value in full, and how it was reported."""
    number = number_of(fact)
    value: Value = _cut(fact.text or "") if number is None else _number(number)
    unit = "" if fact.unit is None else str(fact.unit)
    name = described(fact, document.taxonomy.label)
    is_exact = number is not None and fact.decimals is None
    return name, value, unit, "exact" if is_exact else fact.decimals, str(fact.period)


def _number(number: Decimal) -> Value:
    digits = number.as_tuple()
    is_short = len(digits.digits) + abs(int(digits.exponent)) <= _MOST_DIGITS
    return number if is_short else str(number)


def _ends(values: Interval | None) -> tuple[Value, Value]:
    if values is None:
        return None, None
    return _end(values.low), _end(values.high)


def _end(value: Fraction | None) -> Value:
    """Return the end of a range: a number where it has an end itself, else a fraction in words."""
    if value is None:
        return None
    for places in range(_MOST_PLACES):
        shifted = value * 10**places
        if shifted.denominator == 1:
            digits = tuple(map(int, str(abs(shifted.numerator))))
            return _number(Decimal((value < 0, digits, -places)))
    return str(value)


def _quotes(fact: Fact) -> str:
    return _cut("\n".join(fact.quotes))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
