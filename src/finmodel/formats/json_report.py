"""Reports in JSON: xBRL-JSON, and xBRL-CSV by its metadata."""

from __future__ import annotations

from finmodel.diagnostic import Diagnostic, UnreadableError
from finmodel.formats.document import Document
from finmodel.formats.foreign import NOT_A_REPORT
from finmodel.formats.oim.fault import UNSUPPORTED_DOCUMENT_TYPE
from finmodel.formats.oim.info import document_type
from finmodel.formats.oim.jsontext import JsonText, parse
from finmodel.formats.xbrl_csv.fault import DIALECT as CSV_DIALECT
from finmodel.formats.xbrl_json.fault import DIALECT as JSON_DIALECT
from finmodel.model.report import Report
from finmodel.taxonomy.taxonomy import Taxonomy


def read_json_report(document: Document, taxonomy: Taxonomy, *, is_csv: bool | None) -> Report:
    """Read JSON, parsed once, by its document type unless `is_csv` tells of what format it is.

    Raises `UnreadableError`.
    """
    text = parse(document, (CSV_DIALECT if is_csv else JSON_DIALECT).json)
    if is_csv or (is_csv is None and _is_of(text, CSV_DIALECT.document_type)):
        from finmodel.formats.xbrl_csv.reader import report_of as csv_report

        return csv_report(text, taxonomy)
    if is_csv is None and not _is_of(text, JSON_DIALECT.document_type):
        raise UnreadableError(_unknown_type(text))
    from finmodel.formats.xbrl_json.reader import report_of as json_report

    return json_report(text)


def _is_of(text: JsonText, wanted: str) -> bool:
    return document_type(text.value) == wanted


def _unknown_type(text: JsonText) -> Diagnostic:
    from finmodel.formats.taxonomy_json.document import DOCUMENT_TYPE

    found, name = document_type(text.value), text.document.name
    source = text.source("documentInfo", "documentType")
    if found == DOCUMENT_TYPE:
        return NOT_A_REPORT(f"{name} is a taxonomy.", source)
    if found is None:
        return NOT_A_REPORT(f"{name} is JSON, but says nothing of being a report.", source)
    return UNSUPPORTED_DOCUMENT_TYPE(f"{name} is of the document type {found[:200]}.", source)
