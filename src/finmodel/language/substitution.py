"""Filling in the variables of a rule's loops."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import evolve, fields

from finmodel.language.tree import Aggregate, Filter, Node, Reference

N = TypeVar("N", bound=Node)


def substituted(node: N, bindings: Mapping[str, str]) -> N:
    """Return a tree in which variables stand for what they are bound to."""
    changes: dict[str, Any] = {
        attribute.name: substituted(value, bindings)
        for attribute in fields(type(node))
        if isinstance(value := getattr(node, attribute.name), Node)
    }
    if isinstance(node, Reference):
        changes["name"] = filled(node.name, bindings)
        changes["filters"] = tuple(_filter(filter, bindings) for filter in node.filters)
    elif isinstance(node, Aggregate):
        changes["over"] = filled(node.over, bindings)
    return evolve(node, **changes)


def filled(name: str, bindings: Mapping[str, str]) -> str:
    """Return a name with its variables filled in: `{item}Change` for `acme:Cash` is
    `acme:CashChange`.
    """
    if name in bindings:
        return bindings[name]
    namespace = ""
    for variable, bound in bindings.items():
        if f"{{{variable}}}" in name:
            local_name = bound.rpartition("}" if bound.startswith("{") else ":")[2]
            namespace = namespace or bound.removesuffix(local_name)
            name = name.replace(f"{{{variable}}}", local_name)
    return name if ":" in name else namespace + name


def _filter(filter: Filter, bindings: Mapping[str, str]) -> Filter:
    member = filter.member and filled(filter.member, bindings)
    return evolve(filter, dimension=filled(filter.dimension, bindings), member=member)
