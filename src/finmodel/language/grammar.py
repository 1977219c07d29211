"""The grammar of the rule language: texts to syntax trees.

It is written down at the end of docs/rule-language.md. A hyphen inside a name belongs to it
(`us-gaap:Revenues`), so a minus has spaces around it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Final, TypeVar

from attrs import frozen

from finmodel.language.token import LanguageError, Token, tokens
from finmodel.language.tree import (
    Aggregate,
    Call,
    Change,
    Comparison,
    Condition,
    Edge,
    Expression,
    Filter,
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
    Shift,
    Span,
    When,
)
from finmodel.model.period import Period, PeriodError
from finmodel.numeric import MAX_DIGITS

T = TypeVar("T")

MAX_DEPTH: Final = 60
"""How deep expressions may nest."""

MAX_OPERATORS: Final = 200
"""How many operators may stand between the operands of one text: trees stay low with it."""

_BINDING: Final = {
    "or": 1,
    "and": 2,
    **dict.fromkeys(("=", "!=", "<", "<=", ">", ">="), 4),
    **dict.fromkeys("+-", 5),
    **dict.fromkeys("*/", 6),
}
_NOT_BINDS, _MINUS_BINDS = 3, 7
_MONTHS: Final = {"year": 12, "quarter": 3, "month": 1}
_WHENS: Final[dict[str, When]] = {
    "prior_year": Shift(12),
    "prior_quarter": Shift(3),
    "opening": Edge.OPENING,
    "closing": Edge.CLOSING,
    "year_to_date": Span.YEAR_TO_DATE,
    "full_year": Span.FULL_YEAR,
}
RESERVED: Final = frozenset({"and", "or", "not", "at", "over", "since", "in", "earlier"})


@frozen
class Loop:
    """`item in [Cash, Debt]` or `part in Segment`: a variable and what it runs through."""

    variable: str
    names: tuple[str, ...] = ()
    domain: str | None = None
    at: int = 0


def parse_expression(text: str) -> Expression:
    """Return the tree of an expression, such as a formula; raises `LanguageError`."""
    parser = _Parser(text)
    return _expression(parser.whole(parser.node))


def parse_condition(text: str) -> Condition:
    """Return the tree of an assertion or a condition; raises `LanguageError`."""
    parser = _Parser(text)
    return _condition(parser.whole(parser.node))


def parse_loops(text: str) -> tuple[Loop, ...]:
    """Return the loops of a `for`; raises `LanguageError`."""
    parser = _Parser(text)
    loops = tuple(parser.whole(lambda: parser.separated(parser.loop)))
    variables: set[str] = set()
    for loop in loops:
        if loop.variable in variables:
            raise LanguageError(f"{loop.variable!r} is bound already", loop.at)
        variables.add(loop.variable)
    return loops


class _Parser:
    """A precedence-climbing parser over one text."""

    def __init__(self, text: str) -> None:
        self._tokens = tokens(text)
        self._next = 0
        self._depth = 0
        self._operators = 0

    @property
    def _here(self) -> Token:
        return self._tokens[self._next]

    def _advance(self) -> Token:
        token = self._here
        self._next += token.kind != "end"
        return token

    def _accept(self, text: str) -> Token | None:
        return self._advance() if self._here.text == text else None

    def _expect(self, text: str) -> Token:
        if self._here.text != text:
            raise LanguageError(f"{text!r} is expected {_before(self._here)}", self._here.at)
        return self._advance()

    def _name(self, what: str) -> Token:
        token = self._here
        if token.kind != "name" or token.text in RESERVED:
            raise LanguageError(f"{what} is expected {_before(token)}", token.at)
        return self._advance()

    def whole(self, parse: Callable[[], T]) -> T:
        result = parse()
        if self._here.kind != "end":
            raise LanguageError(f"nothing more is expected {_before(self._here)}", self._here.at)
        return result

    def separated(self, parse: Callable[[], T]) -> list[T]:
        """Read one or more things with commas between them."""
        found = [parse()]
        while self._accept(","):
            found.append(parse())
        return found

    def node(self) -> Node:
        """Read an expression or a condition."""
        return self._nested(0)

    def _inner(self) -> Expression:
        return _expression(self._nested(0))

    def _nested(self, binding: int) -> Node:
        """Read a node one level deeper."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise LanguageError(f"nested more than {MAX_DEPTH} deep", self._here.at)
        node = self._node(binding)
        self._depth -= 1
        return node

    def _node(self, binding: int) -> Node:
        """Read a node whose operators bind tighter than `binding`."""
        node = self._operand()
        while (bound := _BINDING.get(self._here.text, 0)) > binding:
            self._operators += 1
            if self._operators > MAX_OPERATORS:
                raise LanguageError(f"more than {MAX_OPERATORS} operators", self._here.at)
            node = _joined(self._advance(), node, self._node(bound))
        return node

    def _operand(self) -> Node:
        token = self._here
        if token.kind == "number":
            return _number(self._advance())
        if self._accept("("):
            node = self._nested(0)
            self._expect(")")
            return node
        if self._accept("-"):
            return Negation(_expression(self._nested(_MINUS_BINDS)), at=token.at)
        if self._accept("not"):
            return Not(_condition(self._nested(_NOT_BINDS)), at=token.at)
        if token.text in _CALLS and self._tokens[self._next + 1].text == "(":
            self._next += 2
            node = _CALLS[token.text](self, token)
            self._expect(")")
            return node
        return self._reference()

    def _reference(self) -> Reference:
        name = self._name("a line item, a number or a parenthesis")
        filters = []
        if self._accept("["):
            filters = self.separated(self._filter)
            self._expect("]")
        whens = []
        while self._accept("at"):
            whens.append(self._when())
        return Reference(name.text, tuple(filters), tuple(whens), at=name.at)

    def _filter(self) -> Filter:
        dimension = self._name("a dimension")
        self._expect("=")
        member = self._name("a member, or `default`").text
        return Filter(dimension.text, None if member == "default" else member, at=dimension.at)

    def _when(self) -> When:
        token = self._advance()
        if token.text in _WHENS:
            return _WHENS[token.text]
        if token.kind == "date":
            return Fixed(_period(token))
        unit = self._advance().text.removesuffix("s") if token.text.isdigit() else ""
        if unit not in _MONTHS or not self._accept("earlier"):
            raise LanguageError(
                f"a period is expected {_before(token)}, such as prior_year", token.at
            )
        if len(token.text) > 4:
            raise LanguageError("a period that far away cannot be told", token.at)
        return Shift(int(token.text) * _MONTHS[unit])

    def _aggregate(self, start: Token) -> Aggregate:
        operand = self._inner()
        self._expect("over")
        over = self._name("a dimension, or `quarters`").text
        return Aggregate(operand, over, start.text, at=start.at)

    def _growth(self, start: Token) -> Growth:
        operand = self._inner()
        self._expect("over")
        return Growth(operand, self._when(), at=start.at)

    def _change(self, start: Token) -> Change:
        operand = self._inner()
        self._expect("since")
        return Change(operand, self._when(), at=start.at)

    def _call(self, start: Token) -> Call:
        return Call(start.text, self._inner(), at=start.at)

    def _reported(self, start: Token) -> Reported:
        return Reported(self._reference(), at=start.at)

    def loop(self) -> Loop:
        variable = self._name("a variable")
        self._expect("in")
        if self._accept("["):
            names = tuple(self.separated(lambda: self._name("a name").text))
            self._expect("]")
            return Loop(variable.text, names, at=variable.at)
        return Loop(variable.text, domain=self._name("a list, or a name").text, at=variable.at)


_CALLS: Final[dict[str, Callable[[_Parser, Token], Node]]] = {
    "sum": _Parser._aggregate,
    "min": _Parser._aggregate,
    "max": _Parser._aggregate,
    "growth": _Parser._growth,
    "change": _Parser._change,
    "abs": _Parser._call,
    "sign": _Parser._call,
    "reported": _Parser._reported,
}


def _joined(operator: Token, left: Node, right: Node) -> Node:
    if operator.text in ("and", "or"):
        return Logic(operator.text, _condition(left), _condition(right), at=left.at)
    if operator.text in "+-*/":
        return Operation(operator.text, _expression(left), _expression(right), at=left.at)
    return Comparison(operator.text, _expression(left), _expression(right), at=left.at)


def _expression(node: Node) -> Expression:
    if not isinstance(node, Expression):
        kind = "comparison" if isinstance(node, Comparison) else "condition"
        raise LanguageError(f"a number is expected, not a {kind}", node.at)
    return node


def _condition(node: Node) -> Condition:
    if not isinstance(node, Condition):
        raise LanguageError("a comparison such as `a = b` is expected, not a number", node.at)
    return node


def _number(token: Token) -> Number:
    digits = token.text.rstrip("%").replace(",", "")
    if len(digits) > MAX_DIGITS:
        raise LanguageError(f"a number of over {MAX_DIGITS} digits", token.at)
    value = Fraction(digits)
    return Number(value / 100 if token.text.endswith("%") else value, token.text, at=token.at)


def _period(token: Token) -> Period:
    first, _, last = token.text.partition("..")
    try:
        start = date.fromisoformat(first)
        return Period.days(start, date.fromisoformat(last)) if last else Period.close_of(start)
    except (ValueError, PeriodError) as error:
        raise LanguageError(f"{token.text} is no period: {error}", token.at) from None


def _before(token: Token) -> str:
    return f"before {token.text!r}" if token.text else "at the end"
