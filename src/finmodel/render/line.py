"""Lines of findings and proofs: a role, a number, what it is, and where it was read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from finmodel.model.fact import Fact
from finmodel.model.wording import placed, shortened
from finmodel.qname import QName
from finmodel.render.terminal import visible
from finmodel.source import Source

if TYPE_CHECKING:
    from finmodel.proof.problem import Quantity

_MOST_QUOTES: Final = 2
_LONGEST_QUOTE: Final = 160
_MARGIN: Final = "    "
_ROLE_WIDTH: Final = 10
_WIDTH: Final = 96


def line(role: str, text: str) -> str:
    """Return a line below the first one of a finding, safe to be shown."""
    return visible(f"{_MARGIN}{role:<{_ROLE_WIDTH}}{text}".rstrip())


def entry(role: str, number: str, details: str, origin: str) -> Iterator[str]:
    """Yield the line of one number, or two where one would be too long."""
    whole = " · ".join(filter(None, (details, origin)))
    if details and origin and len(number) + len(whole) > _WIDTH:
        yield line(role, f"{number}   {details}")
        yield line("", f"{'':>{len(number)}}   {origin}")
    else:
        yield line(role, f"{number}   {whole}")


def origin_of(fact: Fact, source: Source | None) -> str:
    """Return the words in which a fact was printed, and where it was read."""
    return " · ".join([*quotes_of(fact), place_of(fact, source)])


def quotes_of(fact: Fact) -> list[str]:
    """Return the words in which a fact was printed; of very many the first, and how many more."""
    quotes = [quoted(shortened(quote, _LONGEST_QUOTE)) for quote in fact.quotes]
    more = len(quotes) - _MOST_QUOTES
    if more > 0:
        quotes[_MOST_QUOTES:] = [f"{more:,} more quotes"]
    return quotes


def place_of(fact: Fact, source: Source | None) -> str:
    """Return where a fact was read, or else its identifier."""
    return f"fact {fact.id}" if source is None else str(source)


def quantity_name(quantity: Quantity, label: Callable[[QName], str]) -> str:
    """Return what a quantity is: its label, members and period, and the currency it is seen in."""
    seen_in = [] if quantity.seen_in is None else [f"seen in {quantity.seen_in.local_name}"]
    return ", ".join([*placed(quantity.concept, quantity.place, label), *seen_in])


def quoted(words: str) -> str:
    """Return words in quotation marks, where they do not bring their own."""
    return words if "“" in words else f"“{words}”"
