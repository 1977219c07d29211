"""What validation found, as commands of GitHub workflows, which show it beside the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from finmodel.diagnostic import Diagnostic, Severity
from finmodel.model.finding import Finding
from finmodel.render.excerpt import excerpt
from finmodel.render.finding import finding_lines
from finmodel.render.place import Workplace
from finmodel.render.summary import summary_line, total_line
from finmodel.render.terminal import visible
from finmodel.render.validated import Conclusion, Validated
from finmodel.source import Source

_COMMANDS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}


def github_lines(
    documents: Iterable[Validated], *, workplace: Workplace, several: bool = False
) -> Iterator[str]:
    """Yield a command for each finding and the verdicts as plain lines of the log.

    Of very many findings of one kind the first are shown, and how many more there are. Paths are
    relative to the root of the workplace, which is that of the repository.
    """
    conclusions: list[Conclusion] = []
    for validated in documents:
        for found in excerpt(validated.findings):
            if isinstance(found, str):
                yield visible(found)
            else:
                yield _command(found, validated, workplace)
        # the verdict first: a name could be a command
        yield visible(f"{summary_line(validated)} · {validated.document}")
        conclusions.append(validated.conclusion)
    if several:
        yield total_line(conclusions)


def _command(found: Diagnostic, validated: Validated, workplace: Workplace) -> str:
    source = _source(found, validated)
    properties = {"file": workplace.relative_path(source.document) or source.document}
    if source.line is not None:
        properties["line"] = str(source.line)
        if source.column is not None:
            properties["col"] = str(source.column)
    properties["title"] = found.code
    named = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    _, *others = finding_lines(found, validated)
    text = "\n".join([visible(found.message), *others]).rstrip()
    return f"::{_COMMANDS[found.severity]} {named}::{_data(text)}"


def _source(found: Diagnostic, validated: Validated) -> Source:
    """Return the place of the number that a finding speaks about, or its own."""
    if isinstance(found, Finding) and found.terms:
        place = validated.places.get(found.terms[0].fact.row)
        return place or Source(validated.document)
    return found.source or Source(validated.document)


def _data(text: str) -> str:
    """Return a text that ends no command; its line breaks are shown as such."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")
