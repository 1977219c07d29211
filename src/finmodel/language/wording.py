"""Syntax trees back to text, with no more parentheses than needed."""

from __future__ import annotations

from finmodel.language.tree import (
    Aggregate,
    Call,
    Change,
    Comparison,
    Edge,
    Fixed,
    Growth,
    Logic,
    Negation,
    Node,
    Not,
    Number,
    Operation,
    Reference,
    Reported,
    Span,
    When,
)

_BINDING = {"or": 1, "and": 2, "+": 5, "-": 5, "*": 6, "/": 6}
_COMPARES, _DENIES, _NEGATES, _ATOM = 4, 3, 7, 9


def write_text(node: Node) -> str:
    """Return the text of a tree; parsing it gives an equal tree."""
    match node:
        case Number():
            return node.text
        case Reference():
            return _reference(node)
        case Negation():
            return f"-{_inside(node.operand, _NEGATES)}"
        case Operation() | Logic() | Comparison():
            binding = _binding(node)
            left = _inside(node.left, binding)
            return f"{left} {node.operator} {_inside(node.right, binding + 1)}"
        case Not():
            return f"not {_inside(node.operand, _DENIES)}"
        case _:
            return _call(node)


def write_when(when: When) -> str:
    """Return the text of a period selector."""
    if isinstance(when, Edge | Span):
        return str(when.value)
    if isinstance(when, Fixed):
        return str(when.period).replace(" to ", "..")
    if when.months in _NAMED:
        return _NAMED[when.months]
    length, unit = next(pair for pair in _UNITS if when.months % pair[0] == 0)
    return f"{when.months // length} {unit} earlier"


_NAMED = {12: "prior_year", 3: "prior_quarter"}
_UNITS = ((12, "years"), (3, "quarters"), (1, "months"))


def _reference(node: Reference) -> str:
    filters = ", ".join(f"{f.dimension} = {f.member or 'default'}" for f in node.filters)
    whens = "".join(f" at {write_when(when)}" for when in node.when)
    return node.name + (f"[{filters}]" if filters else "") + whens


def _call(node: Node) -> str:
    match node:
        case Growth():
            return f"growth({write_text(node.operand)} over {write_when(node.over)})"
        case Change():
            return f"change({write_text(node.operand)} since {write_when(node.since)})"
        case Aggregate():
            return f"{node.function}({write_text(node.operand)} over {node.over})"
        case Call():
            return f"{node.function}({write_text(node.operand)})"
        case Reported():
            return f"reported({write_text(node.reference)})"
        case _:
            raise TypeError(type(node))


def _inside(node: Node, binding: int) -> str:
    text = write_text(node)
    return text if _binding(node) >= binding else f"({text})"


def _binding(node: Node) -> int:
    match node:
        case Operation() | Logic():
            return _BINDING[node.operator]
        case Comparison():
            return _COMPARES
        case Not():
            return _DENIES
        case Negation():
            return _NEGATES
        case _:
            return _ATOM
