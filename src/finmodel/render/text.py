"""What validation found, as text for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from finmodel.render.excerpt import excerpt
from finmodel.render.finding import finding_lines, waived_lines
from finmodel.render.summary import prospect_line, summary_line, total_line
from finmodel.render.terminal import visible
from finmodel.render.validated import Conclusion, Validated


def report_lines(
    documents: Iterable[Validated], *, several: bool = False, show_waived: bool = False
) -> Iterator[str]:
    """Yield the findings of each document and its verdict, which is the last line.

    Of very many findings of one kind the first are shown, and how many more there are. Of
    `several` documents each is named first, and the last line is the verdict on all of them. With
    `show_waived` the findings that are waived follow, each with who answers for it.
    """
    conclusions: list[Conclusion] = []
    for validated in documents:
        if several:
            yield visible(validated.document)
            yield ""
        for found in excerpt(validated.findings):
            if isinstance(found, str):
                yield visible(f"{found}; all of them are in --format json")
                yield ""
            else:
                yield from finding_lines(found, validated)
        for waived in validated.waived if show_waived else ():
            yield from waived_lines(waived, validated)
        if validated.coverage is not None and (prospect := prospect_line(validated.coverage)):
            yield prospect
        yield summary_line(validated)
        if several:
            yield ""
        conclusions.append(validated.conclusion)
    if several:
        yield total_line(conclusions)
