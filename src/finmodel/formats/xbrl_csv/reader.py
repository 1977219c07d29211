"""xBRL-CSV → `Report`."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import filterfalse

from finmodel.bulk import uncollected
from finmodel.formats.document import Document
from finmodel.formats.oim.info import Info, read_info
from finmodel.formats.oim.journal import Journal
from finmodel.formats.oim.jsontext import JsonText, parse
from finmodel.formats.oim.linkset import AliasedLink, LinkReader
from finmodel.formats.oim.name import Names
from finmodel.formats.oim.shape import shown
from finmodel.formats.xbrl_csv.aspect import Scope
from finmodel.formats.xbrl_csv.fault import (
    DIALECT,
    INVALID_JSON,
    MISSING_TABLE,
    OUTSIDE_FOLDER,
    UNKNOWN_TEMPLATE,
    UNREFERENCED_PARAMETER,
)
from finmodel.formats.xbrl_csv.harvest import Harvest
from finmodel.formats.xbrl_csv.locator import CsvLocator
from finmodel.formats.xbrl_csv.metadata import Metadata, is_within_folder, local_document
from finmodel.formats.xbrl_csv.parameter import Parameter, read_parameters
from finmodel.formats.xbrl_csv.table import TableReader
from finmodel.formats.xbrl_csv.template import (
    Properties,
    PropertyReader,
    Template,
    TemplateReader,
    references,
)
from finmodel.model.report import Report
from finmodel.taxonomy.taxonomy import EMPTY, Taxonomy


def read_report(document: Document, taxonomy: Taxonomy = EMPTY) -> Report:
    """Read the report whose metadata a document is; raises `UnreadableError` if it is none.

    Tables, and metadata that it extends, are read from where it says, but only local files.
    """
    return report_of(parse(document, INVALID_JSON), taxonomy)


def report_of(text: JsonText, taxonomy: Taxonomy = EMPTY) -> Report:
    """Return the report of parsed metadata; raises `UnreadableError` where it is none."""
    journal = Journal()
    with uncollected():
        return _Reader(Metadata(text, journal), taxonomy, journal).read()


class _Reader:
    def __init__(self, metadata: Metadata, taxonomy: Taxonomy, journal: Journal) -> None:
        self._metadata = metadata
        self._taxonomy = taxonomy
        self._journal = journal
        self._harvest = Harvest(journal)

    def read(self) -> Report:
        metadata, journal, harvest = self._metadata, self._journal, self._harvest
        address = metadata.document.address
        members = metadata.members["documentInfo"]
        info = read_info(
            members, address, metadata.source, DIALECT, journal, is_whole=metadata.is_whole
        )
        self._read_tables(info)
        columns = harvest.intake.finished()
        links = LinkReader(info, metadata.source, DIALECT, journal).links(
            self._links(), set(columns.id), harvest.notes, harvest.note_source
        )
        return Report(
            taxonomy=info.taxonomy,
            columns=columns,
            notes=harvest.notes,
            links=links,
            namespaces=info.namespaces,
            document=metadata.document.name,
            diagnostics=journal.diagnostics,
            features=info.features,
            locator=CsvLocator(
                metadata.document, self._taxonomy is not EMPTY, columns, harvest.places
            ),
        )

    def _read_tables(self, info: Info) -> None:
        metadata, journal = self._metadata, self._journal
        names = Names(info.namespaces, DIALECT)
        reader = TemplateReader(metadata, names, journal)
        templates = reader.templates()
        inherited = reader.properties(metadata.members, ())
        parameters = read_parameters(metadata, journal)
        self._check_parameters(parameters, templates, inherited)
        values = PropertyReader(names)
        given = {name: parameter.value for name, parameter in parameters.items()}
        for name, table in metadata.members.get("tables", {}).items():
            reader.check_identifier(name, ("tables", name))
            template = templates.get(table.get("template", name))
            if template is None:
                missing = table.get("template", name)
                message = (
                    f"The table “{name}” uses the template {shown(missing)}, which is missing."
                )
                journal.add(UNKNOWN_TEMPLATE, message, metadata.source("tables", name))
                continue
            own = table.get("parameters", {})
            self._check_table_parameters(name, own, template, inherited)
            document = self._table(name, table)
            if document is not None:
                scope = Scope(template, (own, given), names, values, self._taxonomy)
                TableReader(name, document, scope, inherited, self._harvest).read()

    def _table(self, name: str, members: Mapping[str, object]) -> Document | None:
        metadata, url = self._metadata, members.get("url")
        if not isinstance(url, str):
            return None
        if not is_within_folder(metadata.document, url):
            message = f"The file {shown(url)} of the table “{name}” is not below the metadata."
            self._journal.add(OUTSIDE_FOLDER, message, metadata.source("tables", name, "url"))
            return None
        document = local_document(metadata.document, metadata.document.resolve(url))
        if document is None and not members.get("optional", False):
            message = f"The file {shown(url)} of the table “{name}” is not here."
            self._journal.add(MISSING_TABLE, message, metadata.source("tables", name, "url"))
        return document

    def _check_parameters(
        self,
        parameters: Mapping[str, Parameter],
        templates: Mapping[str, Template],
        inherited: Properties,
    ) -> None:
        used = set(references(inherited))
        used.update(*(template.references() for template in templates.values()))
        for name in filterfalse(used.__contains__, parameters):
            message = f"Nothing refers to the parameter “{name}”."
            self._journal.add(UNREFERENCED_PARAMETER, message, parameters[name].source)

    def _check_table_parameters(
        self, table: str, parameters: Mapping[str, str], template: Template, inherited: Properties
    ) -> None:
        used = {*references(inherited), *template.references()}
        for name in filterfalse(used.__contains__, parameters):
            message = f"Nothing in the template of “{table}” refers to the parameter “{name}”."
            place = self._metadata.source("tables", table, "parameters", name)
            self._journal.add(UNREFERENCED_PARAMETER, message, place)

    def _links(self) -> list[AliasedLink]:
        return [
            AliasedLink(type_, group, source, tuple(targets), ("links", type_, group, source))
            for type_, groups in self._metadata.members.get("links", {}).items()
            for group, sources in groups.items()
            for source, targets in sources.items()
        ]
