"""Moments that a formula reaches from the period it stands at."""

from __future__ import annotations

from typing import Final

from attrs import frozen


@frozen
class Moment:
    """A period or an instant, in the words of the rule language."""

    text: str


@frozen
class Shift(Moment):
    """A period as long, some time earlier."""


opening: Final = Moment("opening")
closing: Final = Moment("closing")
prior_year: Final = Shift("prior_year")
prior_quarter: Final = Shift("prior_quarter")


def years_earlier(count: int) -> Shift:
    """Return the moment that many years earlier."""
    return prior_year if count == 1 else Shift(f"{count} years earlier")


def quarters_earlier(count: int) -> Shift:
    """Return the moment that many quarters earlier."""
    return prior_quarter if count == 1 else Shift(f"{count} quarters earlier")


def months_earlier(count: int) -> Shift:
    """Return the moment that many months earlier."""
    return Shift(f"{count} months earlier")
