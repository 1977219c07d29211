"""Groups of models and of attributes, and substitution groups, that are defined by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import field, frozen

from finmodel.diagnostic import Diagnostic
from finmodel.formats.circle import CIRCULAR_DEFINITION, circle_message, circles
from finmodel.formats.taxonomy_xml.schema import ElementDeclaration, Schema
from finmodel.qname import QName
from finmodel.source import Source

Definitions = Mapping[QName, tuple[Iterable[QName], Source | None]]
"""What each definition refers to, and where it is."""


@frozen
class Circles:
    """What is to be said of circles, and the groups of models that are in them."""

    diagnostics: list[Diagnostic] = field(factory=list)
    groups: set[QName] = field(factory=set)

    @classmethod
    def among(
        cls, schemas: Iterable[Schema], elements: Mapping[QName, ElementDeclaration]
    ) -> Circles:
        """Find the circles that schemas and their elements have."""
        found = cls()
        models: dict[QName, tuple[Iterable[QName], Source | None]] = {}
        attributes: dict[QName, tuple[Iterable[QName], Source | None]] = {}
        for schema in schemas:
            for name, group in schema.groups.items():
                models.setdefault(name, (group.groups(), group.source))
            for name, owner in schema.attribute_groups.items():
                attributes.setdefault(name, (owner.groups, owner.source))
        found.groups.update(found._add("group", models))
        found._add("group of attributes", attributes)
        found._add("substitution group of", _substitutions(elements))
        return found

    def _add(self, what: str, definitions: Definitions) -> list[QName]:
        """Report the circles of some definitions, and return what is in them."""
        circular: list[QName] = []
        for circle in circles({name: above for name, (above, _) in definitions.items()}):
            source = definitions[circle[0]][1]
            self.diagnostics.append(CIRCULAR_DEFINITION(circle_message(what, circle), source))
            circular += circle
        return circular


def _substitutions(elements: Mapping[QName, ElementDeclaration]) -> Definitions:
    return {
        name: ((head,), element.source)
        for name, element in elements.items()
        if (head := element.substitution_group) is not None and head in elements
    }
