"""What notebooks show: small tables with the first rows, in the colours of the notebook itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import singledispatch
from html import escape
from itertools import chain
from typing import Final

from finmodel.comparison.comparison import Comparison
from finmodel.model.fact import Fact
from finmodel.model.facts import Facts
from finmodel.model.figure import Figures
from finmodel.model.finding import Result
from finmodel.model.report import Report
from finmodel.model.wording import amount, described, interval, listed, members, shortened
from finmodel.numeric import Interval
from finmodel.proof.explanation import Correction, Diagnosis
from finmodel.proof.prove import Conflict, Proof
from finmodel.qname import QName
from finmodel.render.comparison import Compared
from finmodel.render.conflict import ConflictText
from finmodel.render.proof import verdict_line
from finmodel.render.proven import Proven
from finmodel.render.summary import counted, relations, severities, uncovered
from finmodel.render.table import Table
from finmodel.render.terminal import visible

MOST_ROWS: Final = 10
"""How many rows of each table are shown."""

_LONGEST: Final = 300

# Notebooks are light or dark: nothing here sets a colour but half-transparent greys.
_CELL: Final = "padding:.15em .8em;border-bottom:1px solid rgba(128,128,128,.25);vertical-align:top"
_LEFT: Final = f"{_CELL};text-align:left;font-weight:normal;white-space:normal"
_RIGHT: Final = f"{_CELL};text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums"
_HEAD: Final = f"{_CELL};text-align:right;font-weight:normal;opacity:.7"
_HEAD_LEFT: Final = f"{_CELL};text-align:left;font-weight:normal;opacity:.7"
_TABLE: Final = "border-collapse:collapse;margin:.3em 0"
_MORE: Final = "opacity:.7;margin:.2em 0 .6em"

_SUSPECT: Final = ("", "likely wrong", "printed", "may be", "slip")

Cells = Sequence[str]


@singledispatch
def drawn(thing: object) -> str:
    """Return a thing as HTML that a notebook can put in itself: no script, no style sheet."""
    raise TypeError(f"notebooks are not told how to show {type(thing).__name__}")


@drawn.register
def _(report: Report) -> str:
    said = ", ".join(
        [
            counted(len(report.facts), "fact"),
            counted(len(report.columns.concepts), "line item"),
            counted(len(report.notes), "note"),
            *([severities(report.diagnostics)] if report.diagnostics else []),
        ]
    )
    name = f"{report.document} · " if report.document else ""
    return _block(_heading("Report", f"{name}{said}"), *_facts(report.facts))


@drawn.register
def _(facts: Facts) -> str:
    return _block(_heading("Facts", f"{len(facts):,}"), *_facts(facts))


@drawn.register
def _(result: Result) -> str:
    verdict = "VALID" if result.ok else "INVALID" if result.has_taxonomy else "NOT CHECKED"
    coverage = result.coverage
    said = " · ".join([severities(result.findings), relations(coverage), uncovered(coverage)])
    rows = [
        (str(found.severity), found.code, found.message) for found in result.findings[:MOST_ROWS]
    ]
    table = _table(("", "code", "message"), rows, numbers=False)
    return _block(_heading(verdict, said), *table, *_more(len(result.findings), "finding"))


@drawn.register
def _(proof: Proof) -> str:
    proven = Proven("", proof)
    verdict, _, said = verdict_line(proven).partition("  ")
    rows = [
        (str(number), ConflictText(conflict, proven).summary, _involved(conflict, proof))
        for number, conflict in enumerate(proof.conflicts[:MOST_ROWS], 1)
    ]
    table = _table(("conflict", "", "between"), rows, numbers=False)
    return _block(_heading(verdict, said), *table, *_more(len(proof.conflicts), "conflict"))


@drawn.register
def _(diagnosis: Diagnosis) -> str:
    count = len(diagnosis.alternatives)
    said = f"{counted(count, 'independent conflict')}, {diagnosis.explained_by_one:,} explained by "
    return _block(
        _heading("Diagnosis", f"{said}one wrong number"),
        *_table(_SUSPECT, _suspects(diagnosis), numbers=False),
        *_more(count, "conflict"),
    )


@drawn.register
def _(comparison: Comparison) -> str:
    old, new = (report.document or "" for report in comparison.reports)
    compared = Compared((old, new), comparison, MOST_ROWS)
    parts = [_heading(compared.verdict, compared.counts)]
    for table in compared.tables():
        parts += table_html(table)
    parts += [_line(remark) for remark in compared.remarks()]
    return _block(*parts)


def table_html(table: Table) -> Iterator[str]:
    """Yield a table as HTML."""
    heads = [" ".join(filter(None, lines)) for lines in table.columns]
    yield f"<p><b>{_text(table.title)}</b></p>"
    yield from _table(("", *heads), [(row.label, *row.cells) for row in table.rows])
    for note in table.notes:
        yield _line(note)


def _facts(facts: Facts) -> Iterator[str]:
    shown = facts[:MOST_ROWS]
    rows = [
        (
            fact.concept.local_name,
            ", ".join(members(fact.dimension_set.members, _local_name)),
            str(fact.period),
            _value(fact),
        )
        for fact in shown
    ]
    yield from _table(("concept", "members", "period", "value"), rows)
    yield from _more(len(facts), "fact")


def _involved(conflict: Conflict, proof: Proof) -> str:
    """Return the numbers of a conflict by their names."""
    facts = (proof.problem.fact(number) for number in sorted(conflict.numbers))
    return listed(described(fact, _local_name) for fact in facts)


def _value(fact: Fact) -> str:
    return Figures(lambda _: False, [fact]).value(fact)


def _local_name(name: QName) -> str:
    return name.local_name


def _suspects(diagnosis: Diagnosis) -> Iterator[Cells]:
    """Yield the numbers of the best explanations."""
    for number, alternatives in enumerate(diagnosis.alternatives[:MOST_ROWS], 1):
        for correction in chain.from_iterable(each.corrections for each in alternatives.top):
            name = described(correction.fact, _local_name)
            yield str(number), name, _value(correction.fact), *_suggested(correction)


def _suggested(correction: Correction) -> tuple[str, str]:
    """Return what may be printed instead of a number, and by what slip it became the other."""
    right, unit, slip = correction.suggestion, correction.fact.unit, correction.slip
    words = interval(right, unit) if isinstance(right, Interval) else amount(right, unit)
    return words, "" if slip is None else slip.words


def _more(count: int, noun: str) -> Iterator[str]:
    if count > MOST_ROWS:
        yield _line(f"… and {counted(count - MOST_ROWS, f'more {noun}')}")


def _heading(verdict: str, said: str) -> str:
    return f"<p><b>{_text(verdict)}</b>&ensp;{_text(said)}</p>"


def _line(words: str) -> str:
    return f'<p style="{_MORE}">{_text(words)}</p>'


def _table(heads: Cells, rows: Iterable[Cells], *, numbers: bool = True) -> Iterator[str]:
    """Yield a table whose first cells are names, and the others numbers if they are such."""
    lines = [_cells("td", row, _LEFT, _RIGHT if numbers else _LEFT) for row in rows]
    if lines:
        head = _cells("th", heads, _HEAD_LEFT, _HEAD if numbers else _HEAD_LEFT)
        body = "".join(lines)
        yield f'<table style="{_TABLE}"><thead>{head}</thead><tbody>{body}</tbody></table>'


def _cells(tag: str, texts: Cells, first: str, others: str) -> str:
    cells = (
        f'<{tag} style="{others if number else first}"><bdi>{_text(text)}</bdi></{tag}>'
        for number, text in enumerate(texts)
    )
    return f"<tr>{''.join(cells)}</tr>"


def _block(*parts: str) -> str:
    return f"<div>{''.join(parts)}</div>"


def _text(text: str) -> str:
    """Return a text as HTML, cut where it is long; what would act in it is a sign."""
    return escape(visible(shortened(text, _LONGEST)))
