"""Units of measure: multisets of measures above and below a line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from attrs import field, frozen

from finmodel.qname import ISO4217, XBRLI, Namespaces, QName

PURE_MEASURE: Final = QName(XBRLI, "pure")
SHARES_MEASURE: Final = QName(XBRLI, "shares")

_NAME: Final = re.compile(r"[^\s*/():]+:[^\s*/():]+")
_MOST_NAMED: Final = 8


class UnitError(ValueError):
    """A text that is no unit in the OIM's form."""


def _sorted(measures: tuple[QName, ...]) -> tuple[QName, ...]:
    return tuple(sorted(measures))


@frozen
class Unit:
    """Measures multiplied, over measures multiplied; yen per share is `Unit((JPY,), (shares,))`.

    A number without a unit, which XBRL 2.1 writes as `xbrli:pure`, has none in the OIM.
    """

    numerators: tuple[QName, ...] = field(converter=_sorted)
    denominators: tuple[QName, ...] = field(converter=_sorted, default=())

    @classmethod
    def currency(cls, code: str) -> Unit:
        """Return the unit of an ISO 4217 currency code."""
        return cls((QName(ISO4217, code),))

    @property
    def is_pure(self) -> bool:
        """Whether it is exactly `xbrli:pure`, which the OIM does not allow."""
        return self.numerators == (PURE_MEASURE,) and not self.denominators

    @property
    def is_currency(self) -> bool:
        """Whether it is exactly one ISO 4217 measure."""
        return (
            len(self.numerators) == 1
            and not self.denominators
            and self.numerators[0].namespace == ISO4217
        )

    def text(self, namespaces: Namespaces) -> str:
        """Return the OIM form, `iso4217:JPY/xbrli:shares`, binding prefixes where needed.

        Every measure has a prefix there, also one whose namespace is the default.
        """
        prefixed = Namespaces({prefix: uri for prefix, uri in namespaces.items() if prefix})
        above, below = (
            sorted(map(prefixed.name, side)) for side in (self.numerators, self.denominators)
        )
        namespaces.update(prefixed)
        if not below:
            return "*".join(above)
        return "/".join(f"({'*'.join(s)})" if len(s) > 1 else s[0] for s in (above, below))

    def __str__(self) -> str:
        above, below = (product(side, "*") for side in (self.numerators, self.denominators))
        return f"{above}/{below}" if below else above


def product(measures: Sequence[QName], sign: str) -> str:
    """Return the names of measures with a sign between them; of very many only the first few."""
    names = [measure.local_name for measure in measures[:_MOST_NAMED]]
    if len(measures) > _MOST_NAMED:
        names.append(f"{len(measures) - _MOST_NAMED:,} more")
    return sign.join(names)


def parse_unit(text: str, namespaces: Mapping[str, str]) -> Unit:
    """Read a unit in the OIM's form; raises `UnitError`, or `UnboundPrefixError`.

    The form is fixed (OIM common definitions 1.0, unit string representation): measures of a side
    sorted by their text, parentheses only where a side of a quotient has several.
    """
    sides = _sides(text)
    if sides is None or any(side != sorted(side) for side in sides):
        raise UnitError(f"{text[:60]!r} is not a unit: `prefix:name`, sorted, `*` and `/` between")
    above, below = (tuple(QName.from_prefixed(name, namespaces) for name in side) for side in sides)
    return Unit(above, below)


@lru_cache(maxsize=1024)
def _sides(text: str) -> tuple[list[str], list[str]] | None:
    """Split a unit text into the measures above and below its line; `None` where it is none."""
    texts = text.split("/")
    sides = []
    for side in texts:
        bare = side[1:-1] if side.startswith("(") and side.endswith(")") else side
        measures = bare.split("*")
        needs_parentheses = len(texts) > 1 and len(measures) > 1
        if (bare is not side) != needs_parentheses or not all(map(_NAME.fullmatch, measures)):
            return None
        sides.append(measures)
    return (sides[0], sides[1] if len(sides) > 1 else []) if len(sides) <= 2 else None
