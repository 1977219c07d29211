"""What there is to know about a code: what `finmodel explain` prints and `docs/rules/` keeps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from inspect import cleandoc
from textwrap import wrap
from typing import Final

from attrs import frozen

from finmodel.diagnostic import Fault, Severity
from finmodel.language.rulefile import Rule
from finmodel.render.terminal import visible

HEADINGS: Final = ("Why", "Tolerance", "Silent when", "Example", "Reference")
"""The headings that the docstring of every check has, in this order."""

_WIDTH: Final = 88


@frozen
class Page:
    """One code: a sentence that says what is wrong, and sections of a heading and a text each."""

    code: str
    severity: Severity
    says: str
    sections: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of_check(cls, code: str, severity: Severity, docstring: str) -> Page:
        """Return the page that the docstring of a check makes."""
        sentence, *paragraphs = (
            " ".join(paragraph.split()) for paragraph in cleandoc(docstring).split("\n\n")
        )
        sections: list[tuple[str, str]] = []
        for paragraph in paragraphs:
            heading, colon, text = paragraph.partition(": ")
            if colon and heading in HEADINGS:
                sections.append((heading, text[:1].upper() + text[1:]))
            else:
                sections.append(("", paragraph))
        return cls(code, severity, sentence, tuple(sections))

    @classmethod
    def of_fault(cls, fault: Fault) -> Page:
        """Return the page of a fault that readers and loaders find."""
        sections = [("Remedy", fault.remedy), ("Reference", fault.reference)]
        return cls(fault.code, fault.severity, fault.says, _filled(sections))

    @classmethod
    def of_rule(cls, rule: Rule) -> Page:
        """Return the page of a rule, in the words of its rule file."""
        sections = [
            ("Rule", rule.text),
            ("Why", rule.why),
            ("Reference", rule.reference),
            ("Stated in", str(rule.source or "")),
        ]
        says = "The rule of a rule file does not hold."
        return cls(rule.code, rule.severity, says, _filled(sections))

    @property
    def stem(self) -> str:
        """The name of its file, which no file system minds: `fm-totalMismatch`."""
        return self.code.replace(":", "-")

    def lines(self) -> Iterator[str]:
        """Yield the page as lines for a terminal."""
        yield visible(f"{self.code} ({self.severity})")
        yield ""
        yield from wrap(visible(self.says), _WIDTH)
        for heading, text in self.sections:
            yield ""
            if heading:
                yield heading
            for line in text.splitlines():
                yield from (f"    {part}" for part in wrap(visible(line), _WIDTH))

    def markdown(self) -> str:
        """Return the page as Markdown."""
        parts = [f"# `{self.code}`", f"{self.says}", f"Severity: {self.severity}."]
        for heading, text in self.sections:
            parts += [f"## {heading}", text] if heading else [text]
        return "\n\n".join(parts) + "\n"


def _filled(sections: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((heading, text) for heading, text in sections if text)


def index_markdown(pages: Iterable[Page]) -> str:
    """Return the list of pages as Markdown, with a link to each."""
    parts = ["# Codes", "What `finmodel explain CODE` prints, code by code."]
    rows = ["| code | severity | what is wrong |", "|---|---|---|"]
    for page in pages:
        says = page.says.replace("|", "\\|")
        rows.append(f"| [`{page.code}`]({page.stem}.md) | {page.severity} | {says} |")
    return "\n\n".join([*parts, "\n".join(rows)]) + "\n"
