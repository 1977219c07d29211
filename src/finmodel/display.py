"""What notebooks show of an object, which a room far above draws."""

from __future__ import annotations

from importlib import import_module
from typing import Final

_DRAWING: Final = "finmodel.render.notebook"
"""Where objects are drawn: the one name that leads upward, followed only when somebody looks."""


class Displayed:
    """An object that notebooks show as more than a line of text."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        """Return the object as HTML, which is what notebooks ask for."""
        drawn = import_module(_DRAWING).drawn(self)
        assert isinstance(drawn, str)  # noqa: S101 - that is what the module is for
        return drawn
