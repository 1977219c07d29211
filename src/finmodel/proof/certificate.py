"""Writes what was proved as a certificate, which `finmodel.proof.verify` checks by itself.

Everything that a verdict rests on is in it, exactly: the numbers with what they can stand for, what
relations say about the quantities behind them, and for each conflict the multipliers of what adds
up to a contradiction, or else values that satisfy everything. Numbers are texts: `-0.5`, `3/16`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from hashlib import sha256
from typing import Any, Final

from attrs import evolve

from finmodel.language.form import Affine
from finmodel.language.wording import write_text
from finmodel.model.dimension import DimensionSet, Member, TypedMember
from finmodel.model.fact import Fact
from finmodel.model.unit import Unit
from finmodel.proof.problem import (
    Bound,
    Claim,
    Lemma,
    Number,
    Origin,
    Problem,
    Quantity,
    Source,
)
from finmodel.proof.prove import Answer, Conflict, Proof, Used
from finmodel.proof.system import Row
from finmodel.rules.relation.assertion import Assertion

DOCUMENT_TYPE: Final = "https://finmodel.example/2026/certificate"

Object = dict[str, Any]


def certificate_json(proof: Proof) -> str:
    """Return the certificate of a proof; the same proof always gives the same text."""
    content = _Certificate(proof).content()
    return json.dumps(content, indent=1) + "\n"


def relation_text(source: Source) -> str:
    """Return what states a relation as a text of the rule language."""
    if isinstance(source, Assertion):
        return write_text(source.asserted)
    parts = ""
    for part in source.parts:
        size = "" if abs(part.weight) == 1 else f"{abs(part.weight)} * "
        sign = " + " if parts and part.weight > 0 else "" if part.weight > 0 else " - "
        parts += f"{sign}{size}{part.concept.local_name}"
    return f"{source.total.local_name} = {parts.strip()}"


def relation_code(source: Source) -> str:
    """Return the code of a formula or rule, or the role of a calculation network."""
    return source.code if isinstance(source, Assertion) else source.role


class Statement:
    """What a problem states, as its certificates write it; indexes are the problem's."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self.quantities = list(map(_quantity, problem.quantities))
        self.numbers = list(map(self._number, problem.numbers))
        self.relations = [_relation(premise.source, premise.place) for premise in problem.premises]
        self.size = len(problem.rows)

    def _number(self, number: Number) -> Object:
        fact = Fact(self._problem.report, number.row)
        interval = number.interval
        return {
            "id": fact.id,
            "quantity": number.quantity,
            "value": f"{fact.number:f}",
            "decimals": number.decimals,
            "rounding": self._problem.report.rounding_of(fact.concept).value,
            "low": str(interval.low),
            "high": str(interval.high),
            "lowOpen": interval.low_open,
            "highOpen": interval.high_open,
        }

    def row(self, index: int) -> Object | None:
        """Return what a relation says that is linear; `None` for a row made from a claim."""
        row, origin = self._problem.rows[index], self._problem.origins[index]
        return None if origin.claim else {"relation": origin.premise, **_linear(row)}

    @cached_property
    def claims(self) -> list[list[Object]]:
        """What relations say that is not linear: each claim in all of its readings."""
        claims = self._problem.claims.items()
        return [_read(premise, claim) for premise, stated in claims for claim in stated]

    @cached_property
    def claims_of_rows(self) -> list[list[Object]]:
        """The claims that rows and their lemmas are made from, in all of their readings."""
        return [
            _read(origin.premise, claim)
            for origin in self._problem.origins
            for claim in _claims_of(origin)
        ]


def _claims_of(origin: Origin) -> Iterator[Claim]:
    if origin.claim is not None:
        yield origin.claim
    if origin.sign is not None and isinstance(origin.sign.reason, Lemma):
        yield origin.sign.reason.turned.turned


def _read(premise: int, claim: Claim) -> list[Object]:
    return [{"relation": premise, **_claim(reading)} for reading in _readings(claim)]


class _Certificate:
    """Collects the parts of a certificate; indexes of quantities and rows are the problem's."""

    def __init__(self, proof: Proof) -> None:
        self._proof = proof
        self._problem = proof.problem
        self._claims = _Claims(proof)
        self._rows = [*map(self._row, self._problem.rows, self._problem.origins)]
        self._places = {id(origin): at for at, origin in enumerate(self._problem.origins)}

    def content(self) -> Object:
        problem, proof = self._problem, self._proof
        statement = Statement(problem)
        numbers, quantities = statement.numbers, statement.quantities
        relations = statement.relations
        conflicts = list(map(self._conflict, proof.conflicts))
        values = self._values()
        is_whole = len(values) == len(quantities)
        answer = proof.answer
        if answer is Answer.FEASIBLE and not is_whole:
            answer = Answer.UNDECIDED
        about_rules = (conflict for conflict in proof.conflicts if conflict.is_about_rules)
        dropped = {premise for conflict in about_rules for premise in conflict.premises}
        dropped |= {left.premise for left in proof.broken if left.premise is not None}
        if proof.conflicts:
            dropped |= proof.unconfirmed
        return {
            "documentType": DOCUMENT_TYPE,
            "report": problem.report.document,
            "verdict": answer.value,
            "hashes": {
                "numbers": _hash(numbers, quantities),
                "relations": _hash(relations, self._claims.all, self._rows),
            },
            "quantities": quantities,
            "numbers": numbers,
            "relations": relations,
            "claims": self._claims.all,
            "rows": self._rows,
            "conflicts": conflicts,
            "values": {str(index): str(value) for index, value in sorted(values.items())},
            "freed": sorted({n for conflict in proof.conflicts for n in conflict.numbers}),
            "dropped": sorted(dropped),
            "leftOut": [
                {**_relation(left.source, left.place), "reason": left.reason}
                for left in proof.left_out
            ],
            "undecided": [judged.undecided for judged in proof.undecided],
        }

    def _values(self) -> dict[int, Fraction]:
        """Return the values that were proved, and what is printed where no relation says more.

        Where the relations are not known, that would prove nothing.
        """
        problem = self._problem
        if not self._proof.has_taxonomy:
            return {}
        values = dict(self._proof.values)
        judged = {q for judged in self._proof.judged for q in judged.component.quantities}
        for index, numbers in enumerate(problem.numbers_of):
            if index not in judged:
                values[index] = problem.numbers[numbers[0]].value if numbers else Fraction(0)
        return values

    def _row(self, row: Row, origin: Origin) -> Object:
        claim, reason = origin.claim, None if origin.sign is None else origin.sign.reason
        return {
            "relation": origin.premise,
            **_linear(row),
            "claim": None if claim is None else self._claims.index(claim, origin.premise),
            "factor": None if origin.factor is None else _bound(origin.factor),
            "divisor": _bound(reason) if isinstance(reason, Bound) else None,
            "lemma": self._lemma(reason, origin.premise) if isinstance(reason, Lemma) else None,
        }

    def _lemma(self, lemma: Lemma, premise: int) -> Object:
        return {
            "claim": self._claims.index(lemma.turned.turned, premise),
            "factor": _bound(lemma.factor),
            "numerator": _bound(lemma.numerator),
        }

    def _conflict(self, conflict: Conflict) -> Object:
        rows = {self._place(used): used.multiplier for used in conflict.rows}
        low, is_open = contradiction(self._problem, conflict)
        return _sum(low, rows, conflict.lows, conflict.highs, is_open=is_open)

    def _place(self, used: Used) -> int:
        """Return the index of a row, adding one that was made after numbers were freed."""
        place = self._places.setdefault(id(used.origin), len(self._rows))
        if place == len(self._rows):
            self._rows.append(self._row(used.row, used.origin))
        return place


def contradiction(problem: Problem, conflict: Conflict) -> tuple[Fraction, bool]:
    """Return what a conflict adds up to: the number that 0 would have to reach, or exceed."""
    total, is_open = Fraction(0), False
    for used in conflict.rows:
        total -= used.multiplier * used.row.bound
        is_open |= used.row.is_strict
    for index, multiplier in conflict.lows.items():
        interval = problem.numbers[index].interval
        total += multiplier * (interval.low or 0)
        is_open |= interval.low_open
    for index, multiplier in conflict.highs.items():
        interval = problem.numbers[index].interval
        total -= multiplier * (interval.high or 0)
        is_open |= interval.high_open
    return total, is_open


_Key = tuple[object, ...]


class _Claims:
    """The claims of a problem, each once, in the ways in which rows and lemmas read them."""

    def __init__(self, proof: Proof) -> None:
        self.all: list[Object] = []
        self._indexes: dict[_Key, int] = {}
        self._premises: dict[_Key, int] = {}
        for premise, claims in proof.problem.claims.items():
            for claim in claims if premise not in proof.unconfirmed else ():
                self.index(claim, premise)
                for alike in _readings(claim):
                    self._premises.setdefault(_key(alike), premise)

    def index(self, claim: Claim, premise: int) -> int:
        """Return the index of a claim; `premise` states it if no other is known to."""
        key = _key(claim)
        index = self._indexes.setdefault(key, len(self.all))
        if index == len(self.all):
            self.all.append({"relation": self._premises.get(key, premise), **_claim(claim)})
        return index


def _claim(claim: Claim) -> Object:
    return {
        "operator": "<" if claim.is_strict else "<=",
        "divides": claim.divides,
        "numerator": _affine(claim.numerator),
        "factor": _affine(claim.factor),
        "divisor": _affine(claim.divisor),
    }


def _readings(claim: Claim) -> Iterator[Claim]:
    """Yield the claims that say the same: turned, and for a product also the other way round."""
    yield from (claim, claim.turned)
    if not claim.divides:
        swapped = evolve(claim, factor=claim.divisor, divisor=claim.factor)
        yield from (swapped, swapped.turned)


def _key(claim: Claim) -> _Key:
    forms = (claim.numerator, claim.factor, claim.divisor)
    parts = ((frozenset(form.terms.items()), form.constant) for form in forms)
    return (*parts, claim.is_strict, claim.divides)


def _bound(bound: Bound) -> Object:
    return _sum(bound.low, bound.rows, bound.lows, bound.highs, is_open=bound.is_open)


def _sum(
    low: Fraction,
    rows: Mapping[int, Fraction],
    lows: Mapping[int, Fraction],
    highs: Mapping[int, Fraction],
    *,
    is_open: bool,
) -> Object:
    return {
        "low": str(low),
        "isOpen": is_open,
        "rows": _terms(rows),
        "lows": _terms(lows),
        "highs": _terms(highs),
    }


def _linear(row: Row) -> Object:
    return {**_form(row.terms, -row.bound), "operator": row.operator}


def _affine(form: Affine) -> Object:
    return _form(form.terms, form.constant)


def _form(terms: Mapping[int, Fraction], constant: Fraction) -> Object:
    return {"terms": _terms(terms), "constant": str(constant)}


def _terms(terms: Mapping[int, Fraction]) -> dict[str, str]:
    return {str(index): str(factor) for index, factor in sorted(terms.items())}


def _relation(source: Source, place: DimensionSet | None) -> Object:
    return {
        "code": relation_code(source),
        "text": relation_text(source),
        "place": None if place is None else _place(place),
    }


def _quantity(quantity: Quantity) -> Object:
    return {
        "concept": quantity.concept.clark,
        "place": _place(quantity.place),
        "unit": _unit(quantity.unit),
    }


def _place(place: DimensionSet) -> list[str]:
    """Return the entity, the period and the members of a place as texts."""
    entity = "" if place.entity is None else f"{place.entity.scheme} {place.entity.identifier}"
    members = (f"{dimension} {_member(member)}" for dimension, member in place.members)
    return [entity, place.period.text, *members]


def _member(member: Member) -> str:
    return json.dumps(member.value) if isinstance(member, TypedMember) else member.clark


def _unit(unit: Unit | None) -> str:
    if unit is None:
        return ""
    sides = (unit.numerators, unit.denominators)
    return " / ".join(" * ".join(measure.clark for measure in side) for side in sides if side)


def _hash(*parts: list[Object]) -> str:
    return sha256(json.dumps(list(parts), sort_keys=True).encode()).hexdigest()
