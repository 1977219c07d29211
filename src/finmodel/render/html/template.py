"""What all pages are made with: templates that escape everything, and what a policy allows."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from finmodel.render.terminal import visible

if TYPE_CHECKING:
    from jinja2 import Environment

_WIDE: Final = 1000


class TemplatesMissingError(ImportError):
    """The library of templates is not installed; the message says how to get it."""


def templates() -> Environment:
    """Return templates that escape everything, and show what would act in a text as a sign.

    Raises `TemplatesMissingError` where what they need is not installed.
    """
    try:
        from jinja2 import Environment, FunctionLoader, StrictUndefined
    except ImportError as error:
        message = "this needs jinja2: pip install 'finmodel[html]'"
        raise TemplatesMissingError(message, name="jinja2") from error
    return Environment(
        loader=FunctionLoader(part),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalized,
    )


def _finalized(value: object) -> object:
    """Return what a template puts in a page; what is markup already is left as it is."""
    return visible(value) if type(value) is str else value


def part(name: str) -> str:
    """Return a file of this folder."""
    return files("finmodel.render.html").joinpath(name).read_text(encoding="utf-8")


def trusted(text: str) -> Any:  # noqa: ANN401 - the library is only there when it is used
    """Return a text that a template takes as it is."""
    from markupsafe import Markup

    return Markup(text)  # noqa: S704 - it is ours, or JSON in which everything is escaped


def allowing(text: str) -> str:
    """Return what allows exactly this text in a content security policy."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


@frozen
class Share:
    """A part of a bar, from a position of a thousand on."""

    style: str
    words: str
    count: int
    start: int
    width: int


def shares(counts: Iterable[tuple[str, str, int]]) -> list[Share]:
    """Return the parts of a bar, from their styles, words and counts; none is too thin to see."""
    shown = [each for each in counts if each[2]]
    total = sum(count for _, _, count in shown)
    found, done = [], 0
    for style, words, count in shown:
        start = done * _WIDE // total
        done += count
        width = max(done * _WIDE // total - start, 4)
        found.append(Share(style, words, count, start, width))
    return found
