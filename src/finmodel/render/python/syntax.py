"""The little Python that a generated declaration is written in, as data.

The same data is written to a module and carried out, so that what is written can be compared with
the taxonomy that it came from without running text as a program.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen


@frozen
class Name:
    """A name that the module imports, defines or declares."""

    id: str


@frozen
class Literal:
    """A text, a whole number, true, false or nothing."""

    value: str | int | bool | None


@frozen
class Many:
    """A list, or a tuple with its parentheses."""

    items: tuple[Node, ...]
    is_tuple: bool = False


@frozen
class Table:
    """A dictionary with texts as keys."""

    items: tuple[tuple[str, Node], ...]


@frozen
class Call:
    """A call of a function, or of a method of an expression."""

    function: str
    arguments: tuple[Node, ...] = ()
    keywords: tuple[tuple[str, Node], ...] = ()
    of: Node | None = None


@frozen
class Operation:
    """Two expressions with an operator between them."""

    operator: str
    left: Node
    right: Node


@frozen
class Negation:
    """An expression with a minus before it."""

    operand: Node


@frozen
class At:
    """An expression at keys, each a name or two with a colon between them."""

    operand: Node
    keys: tuple[tuple[Name, ...], ...]


Node = Name | Literal | Many | Table | Call | Operation | Negation | At

BINDING: Final = {"+": 1, "-": 1, "*": 2, "/": 2}
_UNARY: Final = 3
_OPERATORS: Final = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
_ESCAPE: Final = re.compile(r"\\(.)|\"", re.DOTALL)


def evaluate(node: Node, values: Mapping[str, Any]) -> Any:  # noqa: ANN401 - Python's own values
    """Return what a piece of Python is, with the values of its names given."""
    match node:
        case Name(id):
            return values[id]
        case Literal(value):
            return value
        case Many() | Table():
            return _collected(node, values)
        case Call():
            return _called(node, values)
        case Operation(sign, left, right):
            return _OPERATORS[sign](evaluate(left, values), evaluate(right, values))
        case _:
            return _evaluate_unary(node, values)


def _collected(
    node: Many | Table, values: Mapping[str, Any]
) -> list[Any] | tuple[Any, ...] | dict[str, Any]:
    if isinstance(node, Table):
        return {key: evaluate(item, values) for key, item in node.items}
    found = [evaluate(item, values) for item in node.items]
    return tuple(found) if node.is_tuple else found


def _evaluate_unary(node: Negation | At, values: Mapping[str, Any]) -> Any:  # noqa: ANN401
    operand = evaluate(node.operand, values)
    if isinstance(node, Negation):
        return -operand
    found = [[values[name.id] for name in key] for key in node.keys]
    keys = tuple(slice(*key) if len(key) > 1 else key[0] for key in found)
    return operand[keys if len(keys) > 1 else keys[0]]


def _called(call: Call, values: Mapping[str, Any]) -> Any:  # noqa: ANN401
    if call.of is None:
        function = values[call.function]
    else:
        function = getattr(evaluate(call.of, values), call.function)
    arguments = [evaluate(argument, values) for argument in call.arguments]
    return function(*arguments, **{key: evaluate(node, values) for key, node in call.keywords})


def source(node: Node, binding: int = 0) -> str:
    """Return a piece of Python on one line; `binding` is how tight what is around it holds."""
    match node:
        case Name(id):
            return id
        case Literal(value):
            return quoted(value) if isinstance(value, str) else repr(value)
        case Many() | Table() | Call():
            start, end = brackets(node)
            comma = "," if isinstance(node, Many) and node.is_tuple and len(node.items) == 1 else ""
            return f"{start}{', '.join(map(labelled, parts(node)))}{comma}{end}"
        case _:
            return _operation(node, binding)


def _operation(node: Operation | Negation | At, binding: int) -> str:
    match node:
        case Operation(sign, left, right):
            bound = BINDING[sign]
            text = f"{source(left, bound)} {sign} {source(right, bound + 1)}"
            return f"({text})" if bound < binding else text
        case Negation(operand):
            text = f"-{source(operand, _UNARY)}"
            return f"({text})" if binding > _UNARY else text
        case At(operand, keys):
            inside = ", ".join(":".join(name.id for name in key) for key in keys)
            return f"{source(operand, _UNARY + 1)}[{inside}]"


def brackets(node: Call | Many | Table) -> tuple[str, str]:
    """Return what opens and what closes a call or a collection."""
    match node:
        case Call(function, of=of):
            before = f"{source(of, _UNARY + 1)}." if of is not None else ""
            return f"{before}{function}(", ")"
        case Table():
            return "{", "}"
        case Many(_, is_tuple):
            return ("(", ")") if is_tuple else ("[", "]")


def parts(node: Call | Many | Table) -> list[tuple[str, Node]]:
    """Return what stands between the brackets, each with its keyword or key before it."""
    if isinstance(node, Many):
        return [("", item) for item in node.items]
    if isinstance(node, Table):
        return [(f"{quoted(key)}: ", item) for key, item in node.items]
    keywords = [(f"{key}=", value) for key, value in node.keywords]
    return [*(("", argument) for argument in node.arguments), *keywords]


def labelled(part: tuple[str, Node]) -> str:
    """Return an argument on one line."""
    return part[0] + source(part[1])


def quoted(text: str) -> str:
    """Return a text as a literal in double quotes, or in single ones if it has more of the others.

    What cannot be printed is escaped; letters of any script are not.
    """
    # a quotation mark in front makes `repr` choose the other one, whatever the text has
    inner = repr('"' + text)[2:-1]
    if text.count('"') > text.count("'"):
        return f"'{inner}'"
    return '"' + _ESCAPE.sub(_requoted, inner) + '"'


def plain(text: str) -> str:
    """Return a text as it can stand between three quotation marks, on as many lines as it has."""
    escaped = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    if escaped.endswith('"'):
        escaped = f'{escaped[:-1]}\\"'
    return "\n".join(map(printable, escaped.split("\n")))


def printable(text: str) -> str:
    """Return a text with what cannot be printed, such as an end of line, as Python escapes it."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def _requoted(match: re.Match[str]) -> str:
    if match[0] == '"':
        return '\\"'
    return "'" if match[0] == "\\'" else match[0]
