"""What the page says of a number when somebody asks: facts and relations as compact JSON.

The script builds nothing before it is asked for, so that reports with very many facts open at once.
Texts are kept once and referred to by their index; facts have the indexes of their rows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from finmodel.model.column import Interner
from finmodel.model.dimension import Member
from finmodel.model.fact import Fact
from finmodel.model.figure import number_of
from finmodel.model.finding import Checked
from finmodel.model.unit import product
from finmodel.model.wording import amount, interval, percentage, shortened
from finmodel.numeric import Interval
from finmodel.qname import QName
from finmodel.render.html.mark import Mark
from finmodel.render.html.origin import fact_origin
from finmodel.render.html.picture import Picture
from finmodel.render.line import quotes_of
from finmodel.render.numeral import plain
from finmodel.render.relation import RelationWords
from finmodel.render.terminal import visible
from finmodel.render.validated import Validated
from finmodel.render.words import Words
from finmodel.source import Source

_LONGEST_TEXT: Final = 4_000
_LONGEST_LABEL: Final = 1_000
_MOST_TERMS: Final = 60
_ESCAPES: Final = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}

Values = list[Any]


class Details:
    """Collects facts and relations; `json` is what the script of the page reads."""

    def __init__(self, validated: Validated, words: Words, marks: Sequence[Mark]) -> None:
        self._validated = validated
        self._taxonomy = validated.taxonomy
        self._words = words
        self._marks = marks
        self._texts: Interner[str] = Interner()

    def json(self, relations: Iterable[Checked]) -> str:
        """Return the JSON, with nothing in it that could end the element that it stands in."""
        report = self._validated.report
        facts = [] if report is None else report.facts
        places = {} if report is None else report.locate(range(len(facts)))
        content = {
            "facts": [self._fact(fact, places) for fact in facts],
            "relations": [self._relation(relation) for relation in relations],
            "texts": list(self._texts),
        }
        return json.dumps(content, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)

    def _text(self, text: str) -> int:
        """Return the index of a text, in which no character acts that should be seen."""
        return self._texts["\n".join(map(visible, text.split("\n")))]

    def _fact(self, fact: Fact, places: Mapping[int, Source]) -> Values:
        members = fact.dimension_set.members
        return [
            self._text(shortened(self._words.label(fact.concept), _LONGEST_LABEL)),
            self._text(shortened(self._words.members(members), _LONGEST_LABEL)),
            self._text(self._value(fact)),
            *map(self._text, self._precision(fact)),
            self._text(_unit(fact)),
            self._text(str(fact.period)),
            self._text(shortened(str(fact.entity or ""), _LONGEST_LABEL)),
            [self._text(text) for pair in members for text in self._member(*pair)],
            self._text(self._taxonomy.name(fact.concept)),
            self._text(fact_origin(fact, places.get(fact.row))),
            [self._text(quote) for quote in quotes_of(fact)],
            int(self._marks[fact.row]),
        ]

    def _member(self, axis: QName, member: Member) -> tuple[str, str]:
        label = self._words.label
        words = label(member) if isinstance(member, QName) else str(member)
        return shortened(label(axis), _LONGEST_LABEL), shortened(words, _LONGEST_LABEL)

    def _value(self, fact: Fact) -> str:
        number = number_of(fact)
        if number is None:
            text = plain(fact.text or "").strip() if fact.text is not None else "nil"
            more = len(text) - _LONGEST_TEXT
            return f"{text[:_LONGEST_TEXT]}\n… and {more:,} more characters" if more > 0 else text
        if self._taxonomy.is_ratio(fact.concept):
            return percentage(number, places=max((fact.decimals or 0) - 2, 0))
        return amount(number, fact.unit, scale=1, places=max(fact.decimals or 0, 0))

    def _precision(self, fact: Fact) -> tuple[str, str]:
        """Return the range that a number stands for, and its decimals."""
        if number_of(fact) is None:
            return "", ""
        if fact.decimals is None:
            return "exactly this number", "INF"
        return self._range(fact, fact.interval), f"{fact.decimals}".replace("-", "−")

    def _range(self, fact: Fact, number: Interval) -> str:
        if self._taxonomy.is_ratio(fact.concept):
            return percentage(number)
        return interval(number, fact.unit, scale=1)

    def _relation(self, relation: Checked) -> Values:
        report = self._validated.report
        terms: Values = []
        for term in relation.terms[:_MOST_TERMS]:
            terms += [self._text(term.operation), term.fact.row]
        drawn: Values = []
        if relation.terms and report is not None:
            words = RelationWords(relation, report, self._taxonomy)
            picture = Picture.of(relation, words)
            if picture is not None:
                drawn = self._picture(picture)
        left_out = max(len(relation.terms) - _MOST_TERMS, 0)
        return [
            self._text(relation.code),
            self._text(shortened(relation.text, _LONGEST_TEXT)),
            self._text(relation.verdict.value),
            terms,
            left_out,
            drawn,
        ]

    def _picture(self, picture: Picture) -> Values:
        drawn: Values = [picture.meeting.value]
        for shown in (picture.printed, picture.implied, picture.between):
            drawn += [shown.start, shown.width, self._text(shown.words)]
        return drawn


def _unit(fact: Fact) -> str:
    if fact.unit is None:
        return ""
    above = product(fact.unit.numerators, " × ")
    below = fact.unit.denominators
    return f"{above} per {product(below, ' × ')}" if below else above
