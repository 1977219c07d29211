"""Modules that declare a taxonomy."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from types import new_class
from typing import Any, Final

from attrs import frozen

from finmodel.qname import Namespaces, QName
from finmodel.render.python.attribute import Attributes
from finmodel.render.python.difference import differences
from finmodel.render.python.identifier import Identifiers
from finmodel.render.python.layout import MAX_WIDTH, assignment, class_line
from finmodel.render.python.syntax import (
    At,
    Call,
    Many,
    Name,
    Negation,
    Node,
    Operation,
    evaluate,
    parts,
    plain,
    printable,
)
from finmodel.taxonomy import declaration
from finmodel.taxonomy.datatype import DataType, Facets, item_type
from finmodel.taxonomy.declaration import Declaration
from finmodel.taxonomy.declaration.naming import name_from
from finmodel.taxonomy.taxonomy import Taxonomy

_DECLARATION: Final = {name: getattr(declaration, name) for name in declaration.__all__}
_OTHERS: Final[Mapping[str, tuple[str, Any]]] = {
    "Decimal": ("decimal", Decimal),
    "QName": ("finmodel.qname", QName),
    "DataType": ("finmodel.taxonomy.datatype", DataType),
    "Facets": ("finmodel.taxonomy.datatype", Facets),
    "item_type": ("finmodel.taxonomy.datatype", item_type),
}


@frozen
class Module:
    """The source of a module, and what it could not say of the taxonomy that it came from."""

    source: str
    left_out: tuple[str, ...]


def module_source(taxonomy: Taxonomy, class_name: str = "") -> str:
    """Return a Python module with a class that declares a taxonomy.

    Of a taxonomy that was declared it says everything; of another one, every concept that can be
    reported, with a comment on what a declaration has no words for. The class is named after the
    taxonomy's prefix where no name is given.
    """
    return module(taxonomy, class_name).source


def module(taxonomy: Taxonomy, class_name: str = "") -> Module:
    """Return the module that declares a taxonomy, with what it leaves out."""
    identifiers = Identifiers((*_DECLARATION, *_OTHERS, "taxonomy"))
    prefix = Namespaces(taxonomy.namespaces).prefix(taxonomy.namespace)
    name = identifiers.claim(class_name or name_from(prefix) or "Taxonomy")
    attributes = Attributes(taxonomy, identifiers)
    left_out = tuple(differences(taxonomy, _built(taxonomy, name, attributes)))
    lines = _lines(taxonomy.documentation, name, attributes, left_out)
    return Module("\n".join(lines) + "\n", left_out)


def _built(taxonomy: Taxonomy, class_name: str, attributes: Attributes) -> Taxonomy:
    """Return the taxonomy that the module declares, made without running its text."""
    known = dict(_DECLARATION) | {name: value for name, (_, value) in _OTHERS.items()}
    for name, node in attributes.constants.items():
        known[name] = evaluate(node, known)
    members: dict[str, Any] = {"__doc__": taxonomy.documentation}
    for name, node in attributes.nodes.items():
        members[name] = known[name] = evaluate(node, known)
    keywords = {key: evaluate(node, {}) for key, node in attributes.keywords}
    made = new_class(class_name, (Declaration,), keywords, lambda body: body.update(members))
    assert issubclass(made, Declaration)  # noqa: S101 - it is made from it
    return made.taxonomy


def _lines(
    documentation: str, class_name: str, attributes: Attributes, left_out: Iterable[str]
) -> Iterator[str]:
    yield f'"""The taxonomy {printable(plain(attributes.namespace))}."""'
    yield from ("", "from __future__ import annotations", "")
    yield from _imports(attributes)
    yield ""
    for said in left_out:
        text = printable(f"Not said here: {said}.")
        for line in textwrap.wrap(text, MAX_WIDTH - 2, subsequent_indent="  "):
            yield f"# {line}".rstrip()
    for name, node in attributes.constants.items():
        yield from assignment(name, node, 0)
    yield from ("", "") if attributes.constants else ("",)
    yield from class_line(class_name, attributes.keywords)
    yield from _docstring(documentation)
    for name, node in attributes.nodes.items():
        yield from assignment(name, node, 4)
    if not attributes.nodes and not documentation:
        yield "    pass"


def _imports(attributes: Attributes) -> Iterator[str]:
    nodes = (*attributes.constants.values(), *attributes.nodes.values())
    used = {name for node in nodes for name in _names(node)}
    modules: defaultdict[str, list[str]] = defaultdict(list)
    modules["finmodel.taxonomy.declaration"].append("Declaration")
    for name in sorted(used, key=lambda name: (not name[0].isupper(), name.lower())):
        if name in _DECLARATION:
            modules["finmodel.taxonomy.declaration"].append(name)
        elif name in _OTHERS:
            modules[_OTHERS[name][0]].append(name)
    for index, module_name in enumerate(sorted(modules)):
        if index == 1 and modules["decimal"]:
            yield ""
        yield from _import(module_name, modules[module_name])


def _import(module_name: str, names: list[str]) -> list[str]:
    flat = f"from {module_name} import {', '.join(names)}"
    if len(flat) <= MAX_WIDTH:
        return [flat]
    return [f"from {module_name} import (", *(f"    {name}," for name in names), ")"]


def _names(node: Node) -> Iterator[str]:
    """Yield the names that a piece of Python uses."""
    match node:
        case Name(id):
            yield id
        case Call():
            if node.of is None:
                yield node.function
            else:
                yield from _names(node.of)
            for _, part in parts(node):
                yield from _names(part)
        case Many(items):
            for item in items:
                yield from _names(item)
        case Operation(_, left, right):
            yield from _names(left)
            yield from _names(right)
        case Negation(operand) | At(operand):
            yield from _names(operand)


def _docstring(documentation: str) -> Iterator[str]:
    """Yield the docstring of the class; it reads as the documentation once it is unindented."""
    if not documentation:
        return
    first, *rest = plain(documentation).split("\n")
    lines = [f'    """{first}', *(f"    {line}" if line else "" for line in rest)]
    if rest:
        yield from lines
        yield '    """'
    else:
        yield f'{lines[0]}"""'
    yield ""
