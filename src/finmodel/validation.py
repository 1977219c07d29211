"""Validating a report: its taxonomy and rule files found, every check run, the results gathered."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from finmodel.bulk import uncollected
from finmodel.diagnostic import Diagnostic, Fault, Severity, UnreadableError
from finmodel.formats.compiled.cache import Cache
from finmodel.formats.document import Document, address_path, is_regular_file
from finmodel.formats.oim.fault import NO_TAXONOMY
from finmodel.formats.report import read, settled
from finmodel.formats.taxonomy import read_taxonomy
from finmodel.formats.taxonomy_xml.fault import DOCUMENT_NOT_AVAILABLE
from finmodel.formats.taxonomy_xml.resolver import Resolver, local_file
from finmodel.formats.workbook.file import is_mapping
from finmodel.formats.xbrl_csv.fault import UNRESOLVABLE_BASE
from finmodel.model.facts import Facts
from finmodel.model.finding import Checked, Coverage, Finding, Result, Tally, ordered
from finmodel.model.report import Report
from finmodel.numeric import Rounding
from finmodel.qname import QName
from finmodel.rules.case import Case
from finmodel.rules.catalogue import checks
from finmodel.rules.mode import AllowedDuplicates, Calculations
from finmodel.rules.series import picked
from finmodel.rules.typed_member import with_equal_members
from finmodel.source import Source
from finmodel.taxonomy.taxonomy import EMPTY, Taxonomy

if TYPE_CHECKING:
    from finmodel.language.rulefile import RuleFile

TAXONOMY_UNAVAILABLE: Final = Fault(
    "fm:taxonomyUnavailable",
    "The taxonomy that a report refers to cannot be had, so what needs it was not checked.",
    "Give the taxonomy with `--taxonomy`, or a package that has it with `--package`; add a package "
    "for all reports with `finmodel taxonomy add`; or allow the network with `--fetch`.",
)
UNKNOWN_STATEMENT: Final = Fault(
    "fm:unknownStatement",
    "A rule file declares the rounding of a statement or line item that the taxonomy has not.",
    "Use the last part of the statement's role, or the name of a line item.",
    severity=Severity.WARNING,
)

TaxonomyReader = Callable[[tuple[str, ...]], Taxonomy]
"""Returns the taxonomy that some addresses lead to; raises `UnreadableError`."""

_NONE_NAMED: Final = frozenset((NO_TAXONOMY.code, UNRESOLVABLE_BASE.code))
_FINDINGS: Final = "findings"
RULES_SUFFIX: Final = ".rules.toml"


def validate(
    report: Report | str | Path,
    *,
    taxonomy: Taxonomy | None = None,
    rules: Sequence[RuleFile | str | Path] | None = None,
    resolver: Resolver = local_file,
    calculations: Calculations | str = Calculations.ROUNDING,
    duplicates: AllowedDuplicates | str | None = None,
    cache: Cache | None = None,
) -> Result:
    """Check a report against its taxonomy and rules, and return everything that was found.

    Where they are not given, the taxonomy is read from where the report refers to, and rule files
    are those beside the report and beside the taxonomy's entry points that share their names with
    the suffix `.rules.toml`. `resolver` finds the documents of the taxonomy by address; by default
    those are local files. `calculations` are the rules for totals: `1.1`, `1.1-truncation` or
    `2.1`; `duplicates` those that are allowed: `none`, `complete`, `consistent` or `all`. `cache`
    keeps what was read of a taxonomy and found in it for the next time. Raises `UnreadableError`
    where the report or a rule file that was given cannot be read; everything else is a finding.
    """
    with uncollected():
        case, diagnostics = case_of(
            report,
            taxonomy=taxonomy,
            rules=rules,
            taxonomy_at=partial(read_taxonomy, resolver=resolver, cache=cache),
            calculations=calculations,
            duplicates=duplicates,
        )
        return validate_case(case, diagnostics, cache=cache)


def relations(
    report: Report | str | Path,
    *,
    taxonomy: Taxonomy | None = None,
    rules: Sequence[RuleFile | str | Path] | None = None,
    resolver: Resolver = local_file,
    calculations: Calculations | str = Calculations.ROUNDING,
    duplicates: AllowedDuplicates | str | None = None,
    cache: Cache | None = None,
) -> tuple[Checked, ...]:
    """Return every relation between the numbers of a report, those that hold as well.

    Everything is as for `validate`, which counts them and says which are broken. Each relation is
    an object of its own here, so this is for reports that a person looks at.
    """
    with uncollected():
        case, _ = case_of(
            report,
            taxonomy=taxonomy,
            rules=rules,
            taxonomy_at=partial(read_taxonomy, resolver=resolver, cache=cache),
            calculations=calculations,
            duplicates=duplicates,
        )
        from finmodel.rules.relation.checked import checked_relations

        return tuple(checked_relations(case))


def validate_taxonomy(taxonomy: Taxonomy, *, cache: Cache | None = None) -> tuple[Diagnostic, ...]:
    """Return what reading a taxonomy had to say and what checks find in it, errors first.

    It is part of what `validate` returns for each report of the taxonomy. `cache` keeps it.
    """
    return ordered([*taxonomy.diagnostics, *_taxonomy_findings(taxonomy, cache)])


def case_of(
    report: Report | str | Path,
    *,
    taxonomy: Taxonomy | None = None,
    rules: Sequence[RuleFile | str | Path] | None = None,
    taxonomy_at: TaxonomyReader = read_taxonomy,
    calculations: Calculations | str = Calculations.ROUNDING,
    duplicates: AllowedDuplicates | str | None = None,
) -> tuple[Case, list[Diagnostic]]:
    """Return a report with its taxonomy and rule files, and what finding them had to say.

    `taxonomy_at` reads the taxonomy that a report names, and may remember those that it has read.
    Raises `UnreadableError` where the report or a rule file that was given cannot be read.
    """
    if not isinstance(report, Report):
        report = read(report)
    found, diagnostics = _taxonomy_of(report, taxonomy, taxonomy_at)
    files = [read_rules(source) for source in (find_rules(report) if rules is None else rules)]
    known = found or EMPTY
    mode = Calculations(calculations)
    truncated = report.columns.concepts if mode is Calculations.TRUNCATION else ()
    rounding = dict.fromkeys(truncated, Rounding.TRUNCATED)
    rounding |= report.rounding
    for rule_file in files if known.concepts else ():
        modes, unknown = _rounding(rule_file, known)
        rounding |= modes
        diagnostics += unknown
    case = Case(
        with_equal_members(settled(report, known), known).with_rounding(rounding),
        known,
        found is not None,
        tuple(files),
        mode,
        None if duplicates is None else AllowedDuplicates(duplicates),
    )
    return case, diagnostics


def settled_report(
    report: Report, *, taxonomy: Taxonomy | None = None, taxonomy_at: TaxonomyReader = read_taxonomy
) -> tuple[Report, Taxonomy, list[Diagnostic]]:
    """Return a report as its taxonomy shows it to be, to be written again, with that taxonomy."""
    found, diagnostics = _taxonomy_of(report, taxonomy, taxonomy_at)
    known = found or EMPTY
    return settled(report, known), known, diagnostics


def validate_case(
    case: Case, diagnostics: Iterable[Diagnostic] = (), *, cache: Cache | None = None
) -> Result:
    """Run every check on a case; `diagnostics` are findings that there are already."""
    findings = [*case.report.diagnostics, *case.taxonomy.diagnostics, *diagnostics]
    tallies: list[Tally] = []
    with uncollected():
        findings += _taxonomy_findings(case.taxonomy, cache)
        of_report = [check for check in checks() if check.of_taxonomy is None]
        for outcome in (outcome for check in of_report for outcome in check.function(case)):
            if isinstance(outcome, Tally):
                tallies.append(outcome)
            else:
                findings.append(outcome)
        findings += case.relations.mistakes if case.has_relations else ()
        return Result(ordered(findings), _coverage(case, tallies), case.has_taxonomy)


def _taxonomy_findings(taxonomy: Taxonomy, cache: Cache | None) -> list[Finding]:
    """Return what checks find in a taxonomy, which were run now or when it was first read."""
    noted = cache.note(taxonomy, _FINDINGS) if cache is not None else None
    with suppress(ValueError, LookupError, TypeError, RecursionError):
        if noted is not None:
            return _findings_in(noted)
    with uncollected():
        of_it = (check.of_taxonomy for check in checks() if check.of_taxonomy is not None)
        findings = [finding for check in of_it for finding in check(taxonomy)]
    if cache is not None:
        plain = [[f.code, f.severity.name, f.message, f.remedy, f.rule] for f in findings]
        note = json.dumps(plain).encode()
        if _findings_in(note) == findings:
            cache.keep_note(taxonomy, _FINDINGS, note)
    return findings


def _findings_in(note: bytes) -> list[Finding]:
    """Return what was noted; raises `ValueError` and the like for anything else."""
    plain = json.loads(note)
    texts = [text for finding in plain for text in finding]
    if not isinstance(plain, list) or not all(isinstance(text, str) for text in texts):
        raise TypeError
    return [
        Finding(code, Severity[severity], message, remedy, rule=rule)
        for code, severity, message, remedy, rule in plain
    ]


def _coverage(case: Case, tallies: Iterable[Tally]) -> Coverage:
    columns = case.report.columns
    counts: Counter[str] = Counter()
    touched = bytearray(len(columns))
    for tally in tallies:
        for field in ("exact", "explained", "broken", "not_evaluated"):
            counts[field] += getattr(tally, field)
        for row in tally.rows:
            touched[row] = 1
    numbers = [rows for series in case.series if (rows := series.number_rows)]
    lonely = (rows for rows in numbers if not all(picked(touched, rows)))
    untouched = sorted(row for rows in lonely for row in rows if not touched[row])
    return Coverage(
        counts["exact"],
        counts["explained"],
        counts["broken"],
        counts["not_evaluated"],
        sum(map(len, numbers)),
        Facts(case.report, untouched),
    )


def _taxonomy_of(
    report: Report, given: Taxonomy | None, taxonomy_at: TaxonomyReader
) -> tuple[Taxonomy | None, list[Diagnostic]]:
    """Return the taxonomy given, else the one that a report names, and why there is none."""
    if given is not None:
        return given, []
    if not report.entry_points and any(d.code in _NONE_NAMED for d in report.diagnostics):
        return None, []  # that there is none is said already
    try:
        return taxonomy_at(report.entry_points), []
    except UnreadableError as error:
        addresses = ", ".join(report.taxonomy) or "it names none"
        said = f"The taxonomy of the report ({addresses}) cannot be read."
        source = Source(report.document) if report.document else None
        said_already = {DOCUMENT_NOT_AVAILABLE.code, *(d.code for d in report.diagnostics)}
        reasons = (d for d in error.diagnostics if d.code not in said_already)
        return None, [TAXONOMY_UNAVAILABLE(said, source), *reasons]


def find_rules(report: Report) -> list[Path]:
    """Return the rule files that belong to a report: those named like it or its entry points.

    The mapping of a workbook is one.
    """
    beside = [Path(report.document)] if report.document else []
    beside += [path for path in map(address_path, report.taxonomy) if path is not None]
    named = (path for path in beside if path.name)
    candidates = dict.fromkeys(
        path if is_mapping(path.name) else path.with_name(path.stem + RULES_SUFFIX)
        for path in named
    )
    return [_from_here(path) for path in candidates if is_regular_file(path)]


def _from_here(path: Path) -> Path:
    """Return a path as people here would write it: relative where it lies below."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def read_rules(source: RuleFile | str | Path) -> RuleFile:
    """Return the rule file at a path, what is wrong with it in its diagnostics.

    Raises `UnreadableError` where the file cannot be opened.
    """
    from finmodel.language.rulefile import RuleFile, read_rule_file

    if isinstance(source, RuleFile):
        return source
    document = Document.of(source)
    return read_rule_file(document.read(), document.name)


def _rounding(
    rule_file: RuleFile, taxonomy: Taxonomy
) -> tuple[dict[QName, Rounding], list[Diagnostic]]:
    """Return the rounding mode of each amount that a rule file declares, and unknown names.

    What is declared for a line item goes before what is for its statement.
    """
    from finmodel.language.vocabulary import Vocabulary

    vocabulary = Vocabulary(taxonomy, rule_file.namespaces, rule_file.namespace)
    modes: dict[QName, Rounding] = {}
    own: dict[QName, Rounding] = {}
    unknown: list[Diagnostic] = []
    for name, mode in rule_file.rounding.items():
        network = vocabulary.statement(name)
        concept = vocabulary.find(name)
        if network is not None:
            amounts = (taxonomy.concepts.get(r.target) for r in network.relationships)
            modes |= {c.name: mode for c in amounts if c is not None and c.data_type.is_monetary}
        elif concept is not None:
            own[concept.name] = mode
        else:
            source = rule_file.positions.of("rounding", name)
            unknown.append(UNKNOWN_STATEMENT(f"There is no statement or line item {name}.", source))
    return modes | own, unknown
