"""Pieces of Python laid out in lines, as ruff does it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from unicodedata import combining, east_asian_width

from finmodel.render.python.syntax import (
    BINDING,
    Call,
    Literal,
    Many,
    Name,
    Node,
    Operation,
    Table,
    brackets,
    labelled,
    parts,
    quoted,
    source,
)

MAX_WIDTH: Final = 100
_STEP: Final = 4


def assignment(name: str, node: Node, indent: int) -> list[str]:
    """Return the lines that give a name to a value."""
    return _lines(f"{name} = ", node, "", indent, is_bare=True)


def class_line(name: str, keywords: Sequence[tuple[str, Node]]) -> list[str]:
    """Return the lines that open the class of a declaration."""
    head = Call(name, (Name("Declaration"),), tuple(keywords))
    return _lines("class ", head, ":", 0, is_bare=True)


def _lines(prefix: str, node: Node, suffix: str, indent: int, *, is_bare: bool) -> list[str]:
    """Return a node between two texts; one that is `bare` stands in no parentheses yet."""
    flat = f"{' ' * indent}{prefix}{source(node)}{suffix}"
    if width(flat) <= MAX_WIDTH:
        return [flat]
    match node:
        case Call() | Many() | Table():
            return _bracketed(prefix, node, suffix, indent)
        case Operation():
            pieces, needs_parentheses = _operands(node), is_bare
        case Literal(str() as text):
            pieces, needs_parentheses = _pieces(text, MAX_WIDTH - indent - _STEP), bool(prefix)
        case _:
            return [flat]
    if needs_parentheses:
        return _parenthesized(prefix, pieces, suffix, indent)
    return _joined(prefix + pieces[0], pieces[1:], suffix, indent)


def _bracketed(prefix: str, node: Call | Many | Table, suffix: str, indent: int) -> list[str]:
    start, end = brackets(node)
    inside = f"{' ' * (indent + _STEP)}{', '.join(map(labelled, parts(node)))}"
    # arguments may share a line of their own, the items of lists and tuples never do
    if isinstance(node, Call) and width(inside) <= MAX_WIDTH and parts(node):
        body = [inside]
    else:
        body = [
            line
            for keyword, part in parts(node)
            for line in _lines(keyword, part, ",", indent + _STEP, is_bare=False)
        ]
    return [f"{' ' * indent}{prefix}{start}", *body, f"{' ' * indent}{end}{suffix}"]


def _operands(node: Operation) -> list[str]:
    """Return the terms of a sum, or the factors of a product, each behind its operator."""
    bound = BINDING[node.operator]
    last = f"{node.operator} {source(node.right, bound + 1)}"
    left = node.left
    if isinstance(left, Operation) and BINDING[left.operator] == bound:
        return [*_operands(left), last]
    return [source(left, bound), last]


def _parenthesized(prefix: str, inside: list[str], suffix: str, indent: int) -> list[str]:
    body = (f"{' ' * (indent + _STEP)}{line}" for line in inside)
    return [f"{' ' * indent}{prefix}(", *body, f"{' ' * indent}){suffix}"]


def _joined(first: str, rest: list[str], suffix: str, indent: int) -> list[str]:
    lines = [f"{' ' * indent}{line}" for line in (first, *rest)]
    return [*lines[:-1], lines[-1] + suffix]


def _pieces(text: str, room: int) -> list[str]:
    """Cut a text into literals that fit, at spaces where there are some."""
    found: list[str] = []
    while text:
        end = min(len(text), room)
        while width(quoted(text[:end])) > room and end > 1:
            end = (text.rfind(" ", 1, end - 1) + 1) or end - 1
        found.append(quoted(text[:end]))
        text = text[end:]
    return found


def width(text: str) -> int:
    """Return the columns that a text takes: those of East Asia are wide."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)
