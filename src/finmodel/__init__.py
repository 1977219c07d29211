"""Proves that a financial report adds up before it is published.

The names below are the library; each is loaded when it is first used. What declares a taxonomy is
in `finmodel.taxonomy.declaration`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from finmodel.comparing import compare as compare
    from finmodel.comparison.comparison import Comparison as Comparison
    from finmodel.configuration.configuration import Configuration as Configuration
    from finmodel.diagnostic import Diagnostic as Diagnostic
    from finmodel.diagnostic import Severity as Severity
    from finmodel.diagnostic import UnreadableError as UnreadableError
    from finmodel.formats.compiled.cache import Cache as Cache
    from finmodel.formats.report import Format as Format
    from finmodel.formats.report import read as read
    from finmodel.formats.report import write as write
    from finmodel.formats.store.chain import Sources as Sources
    from finmodel.formats.store.library import Library as Library
    from finmodel.formats.taxonomy import read_taxonomy as read_taxonomy
    from finmodel.formats.taxonomy import write_taxonomy as write_taxonomy
    from finmodel.formats.taxonomy_xml.resolver import Resolver as Resolver
    from finmodel.model.column import ColumnBuilder as ColumnBuilder
    from finmodel.model.dimension import DimensionSet as DimensionSet
    from finmodel.model.dimension import TypedMember as TypedMember
    from finmodel.model.entity import Entity as Entity
    from finmodel.model.fact import Fact as Fact
    from finmodel.model.facts import Facts as Facts
    from finmodel.model.finding import Checked as Checked
    from finmodel.model.finding import Coverage as Coverage
    from finmodel.model.finding import Finding as Finding
    from finmodel.model.finding import Result as Result
    from finmodel.model.finding import Verdict as Verdict
    from finmodel.model.finding import Waived as Waived
    from finmodel.model.fingerprint import fingerprint as fingerprint
    from finmodel.model.link import Link as Link
    from finmodel.model.link import Note as Note
    from finmodel.model.period import Duration as Duration
    from finmodel.model.period import Instant as Instant
    from finmodel.model.period import Period as Period
    from finmodel.model.report import Report as Report
    from finmodel.model.unit import Unit as Unit
    from finmodel.model.waiver import Waiver as Waiver
    from finmodel.model.waiver import waive as waive
    from finmodel.numeric import Interval as Interval
    from finmodel.numeric import Rounding as Rounding
    from finmodel.proof.coverage import Assurance as Assurance
    from finmodel.proof.explanation import Diagnosis as Diagnosis
    from finmodel.proof.inference import Inference as Inference
    from finmodel.proof.prove import Proof as Proof
    from finmodel.proving import coverage as coverage
    from finmodel.proving import diagnose as diagnose
    from finmodel.proving import infer as infer
    from finmodel.proving import prove as prove
    from finmodel.qname import QName as QName
    from finmodel.render.html.template import TemplatesMissingError as TemplatesMissingError
    from finmodel.showing import report_html as report_html
    from finmodel.source import Source as Source
    from finmodel.table.arrow import MissingLibraryError as MissingLibraryError
    from finmodel.table.frame import to_arrow as to_arrow
    from finmodel.table.frame import to_pandas as to_pandas
    from finmodel.table.frame import to_polars as to_polars
    from finmodel.table.heading import TableError as TableError
    from finmodel.table.report import from_arrow as from_arrow
    from finmodel.taxonomy.concept import Concept as Concept
    from finmodel.taxonomy.declaration import Declaration as Declaration
    from finmodel.taxonomy.taxonomy import Taxonomy as Taxonomy
    from finmodel.validation import relations as relations
    from finmodel.validation import validate as validate
    from finmodel.validation import validate_taxonomy as validate_taxonomy

_NAMES = {
    "finmodel.comparing": "compare",
    "finmodel.comparison.comparison": "Comparison",
    "finmodel.configuration.configuration": "Configuration",
    "finmodel.diagnostic": "Diagnostic Severity UnreadableError",
    "finmodel.formats.compiled.cache": "Cache",
    "finmodel.formats.report": "Format read write",
    "finmodel.formats.store.chain": "Sources",
    "finmodel.formats.store.library": "Library",
    "finmodel.formats.taxonomy": "read_taxonomy write_taxonomy",
    "finmodel.formats.taxonomy_xml.resolver": "Resolver",
    "finmodel.model.column": "ColumnBuilder",
    "finmodel.model.dimension": "DimensionSet TypedMember",
    "finmodel.model.entity": "Entity",
    "finmodel.model.fact": "Fact",
    "finmodel.model.facts": "Facts",
    "finmodel.model.finding": "Checked Coverage Finding Result Verdict Waived",
    "finmodel.model.fingerprint": "fingerprint",
    "finmodel.model.link": "Link Note",
    "finmodel.model.period": "Duration Instant Period",
    "finmodel.model.report": "Report",
    "finmodel.model.unit": "Unit",
    "finmodel.model.waiver": "Waiver waive",
    "finmodel.numeric": "Interval Rounding",
    "finmodel.proof.coverage": "Assurance",
    "finmodel.proof.explanation": "Diagnosis",
    "finmodel.proof.inference": "Inference",
    "finmodel.proof.prove": "Proof",
    "finmodel.proving": "coverage diagnose infer prove",
    "finmodel.qname": "QName",
    "finmodel.render.html.template": "TemplatesMissingError",
    "finmodel.showing": "report_html",
    "finmodel.source": "Source",
    "finmodel.table.arrow": "MissingLibraryError",
    "finmodel.table.frame": "to_arrow to_pandas to_polars",
    "finmodel.table.heading": "TableError",
    "finmodel.table.report": "from_arrow",
    "finmodel.taxonomy.concept": "Concept",
    "finmodel.taxonomy.declaration": "Declaration",
    "finmodel.taxonomy.taxonomy": "Taxonomy",
    "finmodel.validation": "relations validate validate_taxonomy",
}
_HOME = {name: module for module, names in _NAMES.items() for name in names.split()}


if not TYPE_CHECKING:  # type checkers know the names from above, and refuse any other

    def __getattr__(name: str) -> object:
        """Load a public name from its module."""
        if name not in _HOME:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(_HOME)
