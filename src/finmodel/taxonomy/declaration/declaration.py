"""Taxonomies written as Python classes."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import cleandoc
from typing import ClassVar

from finmodel.taxonomy.declaration.attribute import DeclarationError
from finmodel.taxonomy.declaration.construction import Construction
from finmodel.taxonomy.declaration.structure import Structure
from finmodel.taxonomy.taxonomy import Taxonomy


class Declaration:
    """A taxonomy written down: subclass it, with a line item, member or statement per attribute.

    `taxonomy` is what the class says, immutable and complete when the class is; every attribute
    but a statement, asked for through the class, is its concept. The class's docstring documents
    the taxonomy. A mistake raises `DeclarationError` where the class is created, and names the
    attribute.

    `prefix` and `namespace` are of the concepts that it declares; `language` is that of labels
    which say no other; `namespaces` are further prefixes, for concepts of other taxonomies.
    """

    taxonomy: ClassVar[Taxonomy]

    def __init_subclass__(
        cls,
        *,
        prefix: str,
        namespace: str,
        language: str = "en",
        namespaces: Mapping[str, str] | None = None,
    ) -> None:
        super().__init_subclass__()
        if Declaration not in cls.__bases__:
            raise DeclarationError(f"{cls.__name__}: a declaration cannot be extended by another")
        construction = Construction(cls, prefix, namespace, language, namespaces or {})
        structure = Structure(construction)
        roles = structure.roles
        cls.taxonomy = Taxonomy(
            namespace=namespace,
            namespaces=construction.namespaces,
            concepts=construction.concepts,
            roles=roles,
            networks=structure.networks,
            labels=construction.labels,
            references=tuple(construction.references),
            typed_domains=construction.typed_domains,
            documentation=cleandoc(vars(cls).get("__doc__") or ""),
        )
        for statement, uri in structure.statement_roles.items():
            statement.role = roles.get(uri) or structure.role(uri)
