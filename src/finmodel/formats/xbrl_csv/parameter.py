"""The parameters of a report, from its metadata and from a file of their own."""

from __future__ import annotations

from attrs import frozen

from finmodel.diagnostic import UnreadableError
from finmodel.formats.document import Document
from finmodel.formats.oim.journal import Journal
from finmodel.formats.oim.shape import shown
from finmodel.formats.xbrl_csv.fault import (
    INVALID_IDENTIFIER,
    INVALID_PARAMETER_FILE,
    MISSING_PARAMETER_FILE,
    OUTSIDE_FOLDER,
    PARAMETER_REDEFINITION,
)
from finmodel.formats.xbrl_csv.metadata import Metadata, is_within_folder, local_document
from finmodel.formats.xbrl_csv.row import iter_rows
from finmodel.formats.xbrl_csv.value import is_identifier
from finmodel.source import Source


@frozen
class Parameter:
    """What a parameter says, and where."""

    value: str
    source: Source


def read_parameters(metadata: Metadata, journal: Journal) -> dict[str, Parameter]:
    """Return the report's parameters by name; the metadata's own come before the file's."""
    parameters = {
        name: Parameter(value, metadata.source("parameters", name))
        for name, value in metadata.members.get("parameters", {}).items()
    }
    for name, parameter in parameters.items():
        if not is_identifier(name):
            journal.add(INVALID_IDENTIFIER, f"{shown(name)} is no identifier.", parameter.source)
    url = metadata.members.get("parameterURL")
    if url is None:
        return parameters
    if not is_within_folder(metadata.document, url):
        message = f"The file of parameters {shown(url)} is not below the metadata."
        journal.add(OUTSIDE_FOLDER, message, metadata.source("parameterURL"))
        return parameters
    document = local_document(metadata.document, metadata.document.resolve(url))
    if document is None:
        message = f"The file of parameters {shown(url)} is not here."
        journal.add(MISSING_PARAMETER_FILE, message, metadata.source("parameterURL"))
        return parameters
    for name, parameter in _read_file(document, journal).items():
        first = parameters.setdefault(name, parameter)
        if first.value != parameter.value:
            message = f"The parameter “{name}” is {shown(parameter.value)}, but"
            message += f" {shown(first.value)} in the metadata."
            journal.add(PARAMETER_REDEFINITION, message, parameter.source)
    return parameters


def _read_file(document: Document, journal: Journal) -> dict[str, Parameter]:
    found: dict[str, Parameter] = {}
    try:
        for number, (line, cells) in enumerate(iter_rows(document, INVALID_PARAMETER_FILE)):
            source = document.source(line)
            name, value, *others = [*cells, "", ""]
            if number == 0 and (name, value) == ("name", "value") and not any(others):
                continue
            if number == 0:
                message = f"{document.name} does not start with the header `name,value`."
                journal.add(INVALID_PARAMETER_FILE, message, source)
                return found
            fault = _row_fault(name, value, others, is_known=name in found)
            if fault:
                message = f"Row {number} of {document.name} {fault}; it is left out."
                journal.add(INVALID_PARAMETER_FILE, message, source)
            elif name and not is_identifier(name):
                journal.add(INVALID_IDENTIFIER, f"{shown(name)} is no identifier.", source)
            elif name:
                found[name] = Parameter(value, source)
    except UnreadableError as error:
        journal.include(error.diagnostics)
    return found


def _row_fault(name: str, value: str, others: list[str], *, is_known: bool) -> str:
    if any(others):
        return "has more than a name and a value"
    if is_known:
        return f"gives the parameter “{name}” again"
    if value and not name:
        return "has a value without a name"
    return "has a name without a value" if name and not value else ""
