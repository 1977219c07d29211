"""Reports in any format, told apart by their content."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Set
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import evolve

from finmodel.bulk import uncollected
from finmodel.diagnostic import Diagnostic, Fault, UnreadableError
from finmodel.formats.document import Document
from finmodel.formats.foreign import NOT_A_REPORT, folder, foreign, hypertext
from finmodel.formats.oim.enumeration import expanded_values
from finmodel.formats.output import UnwritableError
from finmodel.formats.workbook.file import is_workbook
from finmodel.formats.xbrl_csv.locator import CsvLocator
from finmodel.model.column import ABSENT, EXACT, NONE, Columns
from finmodel.model.dimension import DimensionSet, Member, TypedMember
from finmodel.model.report import Report
from finmodel.qname import Namespaces, QName
from finmodel.source import Source
from finmodel.taxonomy.taxonomy import EMPTY, Taxonomy

if TYPE_CHECKING:
    from finmodel.formats.oim.dialect import Dialect
    from finmodel.formats.spreadsheet.sheet import Sheet

UNKNOWN_SUFFIX: Final = Fault(
    "fm:unknownSuffix",
    "The name of the file to write does not say in which format.",
    "End it in .xml or .xbrl, .json, -metadata.json for xBRL-CSV or .xlsx, or give the format.",
)


class Format(Enum):
    """The formats of reports."""

    XML = "xml"
    JSON = "json"
    CSV = "csv"
    WORKBOOK = "xlsx"


_HEAD: Final = 4096
_TAXONOMY_ROOTS: Final = ("schema", "linkbase")


def read(
    source: str | Path | bytes | Document,
    *,
    format: Format | None = None,
    taxonomy: Taxonomy | None = None,
) -> Report:
    """Read a report: a path, bytes, or a document, in the format that its content shows.

    A report in CSV is read from its metadata, and a workbook by the mapping beside it. What is
    wrong with it is in `Report.diagnostics`; raises `UnreadableError` where nothing can be read.
    With a taxonomy the report is `settled`.
    """
    document = Document.from_bytes(source) if isinstance(source, bytes) else Document.of(source)
    found = _sniffed(document) if format is None else format
    if found is Format.XML:
        from finmodel.formats.xbrl_xml.reader import read_report

        report = read_report(document)
    elif found is Format.WORKBOOK:
        from finmodel.formats.workbook.reader import read_report as read_workbook

        report = read_workbook(document)
    else:
        from finmodel.formats.json_report import read_json_report

        with uncollected():  # until all of the JSON is gone again
            report = read_json_report(document, taxonomy or EMPTY, is_csv=_is_csv(format))
    return report if taxonomy is None else settled(report, taxonomy)


def _is_csv(format: Format | None) -> bool | None:
    return None if format is None else format is Format.CSV


def _sniffed(document: Document) -> Format:
    """Return the format of a document by how it starts; JSON for all that is JSON."""
    said = folder(document)
    if said is None:
        with document.open() as stream:
            head = stream.read(_HEAD)
        if is_workbook(document.name, head):
            return Format.WORKBOOK
        said = foreign(document, head)
    if said is not None:
        raise UnreadableError(said)
    bare = head.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").lstrip(b"\xff\xfe \t\r\n")
    if bare.startswith(b"<"):
        return _sniffed_xml(document, bare)
    if bare.startswith((b"{", b"[")):
        return Format.JSON
    remedy = None
    message = f"{document.name} is neither XML nor JSON."
    if document.name.lower().endswith(".csv"):
        message = f"{document.name} is a table, which says nothing without its metadata."
        remedy = "Name the metadata of the report, which is JSON."
    elif not head.strip():
        message = f"{document.name} is empty."
    raise UnreadableError(NOT_A_REPORT(message, document.source(), remedy=remedy))


def _sniffed_xml(document: Document, head: bytes) -> Format:
    said = hypertext(document, head)
    if said is not None:
        raise UnreadableError(said)
    from finmodel.formats.xml.parser import read_root_name

    name = read_root_name(document).local_name
    if name in _TAXONOMY_ROOTS:
        message = f"{document.name} is part of a taxonomy."
        raise UnreadableError(NOT_A_REPORT(message, document.source()))
    return Format.XML


def settled(report: Report, taxonomy: Taxonomy) -> Report:
    """Return a report as its taxonomy shows it to be, where the format alone could not tell.

    JSON and CSV write an exact number without a unit as they write a text, a typed value as they
    write a member, and members of enumerations with prefixes. CSV gives units, decimals and
    languages to whole tables, which facts of some types do not have; so it is read again. In XML a
    language holds for all facts inside an element, and only texts have one.
    """
    if not (taxonomy.concepts or taxonomy.linkbases):
        return report
    report = _read_again(report, taxonomy)
    columns = report.columns
    is_instance = not report.is_oim
    if is_instance:
        from finmodel.formats.xbrl_xml.settlement import settled_instance

        report = settled_instance(report, taxonomy)
        columns = report.columns
    values = expanded_values(report, taxonomy)
    settled_columns = evolve(
        columns,
        decimals=columns.decimals if is_instance else _settled_decimals(columns, taxonomy),
        language=_settled_languages(columns, taxonomy) if is_instance else columns.language,
        dimension_sets=columns.dimension_sets if is_instance else _settled_sets(report, taxonomy),
        value=values if isinstance(values, list) else list(values),
    )
    changed = ("decimals", "language", "dimension_sets", "value")
    if all(getattr(settled_columns, name) is getattr(columns, name) for name in changed):
        return report
    return evolve(report, columns=settled_columns)


def _read_again(report: Report, taxonomy: Taxonomy) -> Report:
    locator = report.locator
    if not isinstance(locator, CsvLocator) or not locator.needs_taxonomy(report):
        return report
    from finmodel.formats.xbrl_csv.reader import read_report

    try:
        return evolve(read_report(locator.document, taxonomy), rounding=report.rounding)
    except UnreadableError:
        return report


def _settled_decimals(columns: Columns, taxonomy: Taxonomy) -> array[int]:
    """Return the decimals: exact for a number without any, none for a text that has a unit."""
    concepts = list(map(taxonomy.concepts.get, columns.concepts))
    numbers = {i for i, found in enumerate(concepts) if found is not None and found.is_numeric}
    texts = {i for i, found in enumerate(concepts) if found is not None and not found.is_quantity}
    wrong = {(index, ABSENT) for index in numbers} | {(index, EXACT) for index in texts}
    if wrong.isdisjoint(zip(columns.concept, columns.decimals, strict=True)):
        return columns.decimals
    rows = zip(columns.concept, columns.decimals, columns.unit, columns.value, strict=True)
    return array("i", [_digits(*row, numbers, texts) for row in rows])


def _digits(
    concept: int, digits: int, unit: int, value: str | None, numbers: Set[int], texts: Set[int]
) -> int:
    if concept in numbers and digits == ABSENT and unit == NONE and value is not None:
        return EXACT
    return ABSENT if concept in texts and digits == EXACT and unit != NONE else digits


def _settled_languages(columns: Columns, taxonomy: Taxonomy) -> array[int]:
    """Return the languages, none where the fact is known to be no text."""
    concepts = map(taxonomy.concepts.get, columns.concepts)
    texts = [concept is None or concept.data_type.is_text for concept in concepts]
    used = set(zip(columns.concept, columns.language, strict=True))
    if all(texts[concept] or language == NONE for concept, language in used):
        return columns.language
    pairs = zip(columns.concept, columns.language, strict=True)
    return array("i", [language if texts[concept] else NONE for concept, language in pairs])


def _settled_sets(report: Report, taxonomy: Taxonomy) -> list[DimensionSet]:
    """Return the sets of dimensions, with values where a typed dimension seems to have members."""
    dimensional = taxonomy.dimensional
    typed = {name for name in dimensional.dimensions if dimensional.is_typed(name)}
    sets = report.columns.dimension_sets
    if not any(name in typed for shared in sets for name, _ in shared.members):
        return sets
    namespaces = Namespaces(report.namespaces)

    def member(dimension: QName, found: Member) -> Member:
        if isinstance(found, QName) and dimension in typed:
            return TypedMember(namespaces.name(found))
        return found

    return [
        shared._replace(members=tuple((name, member(name, m)) for name, m in shared.members))
        for shared in sets
    ]


def write(
    report: Report,
    target: str | Path,
    *,
    format: Format | None = None,
    taxonomy: Taxonomy | None = None,
    sheets: Iterable[Sheet] = (),
) -> tuple[Diagnostic, ...]:
    """Write a report, and return what could not be written as the format wants it.

    Without a format the name decides: `.xml` and `.xbrl` are XML, `-metadata.json` is CSV (the
    metadata, with its tables beside it), any other `.json` is JSON, and `.xlsx` a workbook, in
    which `sheets` stand first. Every file is written whole or not at all. The taxonomy tells what
    the format needs and the report does not say. What the OIM has not, such as tuples, or could not
    be read again, such as an identifier with white space, is left out of all but XML, and named as
    an error. Raises `UnwritableError`, or `OSError`.
    """
    path = Path(target)
    found = _named(path) if format is None else format
    if found is Format.XML:
        return _writer(found)(report, path, taxonomy or EMPTY)
    from finmodel.formats.reduction import reduced

    kept, left_out = reduced(report, _dialect(found), taxonomy or EMPTY)
    if found is Format.WORKBOOK:
        from finmodel.formats.workbook.fact_writer import write_report

        return (*left_out, *write_report(kept, path, taxonomy or EMPTY, sheets))
    return (*left_out, *_writer(found)(kept, path, taxonomy or EMPTY))


def _named(path: Path) -> Format:
    name = path.name.lower()
    if name.endswith((".xml", ".xbrl")):
        return Format.XML
    if name.endswith(".json"):
        return Format.CSV if name.endswith("-metadata.json") else Format.JSON
    if name.endswith(".xlsx"):
        return Format.WORKBOOK
    message = f"“{path.name}” does not say in which format to write."
    raise UnwritableError(UNKNOWN_SUFFIX(message, Source(str(path))))


def _dialect(format: Format) -> Dialect:
    if format is Format.CSV:
        from finmodel.formats.xbrl_csv.fault import DIALECT as CSV_DIALECT

        return CSV_DIALECT
    from finmodel.formats.xbrl_json.fault import DIALECT as JSON_DIALECT

    return JSON_DIALECT


def _writer(format: Format) -> Callable[[Report, Path, Taxonomy], tuple[Diagnostic, ...]]:
    if format is Format.XML:
        from finmodel.formats.xbrl_xml.writer import write_report as write_xml

        return write_xml
    if format is Format.CSV:
        from finmodel.formats.xbrl_csv.writer import write_report as write_csv

        return write_csv
    from finmodel.formats.xbrl_json.writer import write_report as write_json

    return write_json
