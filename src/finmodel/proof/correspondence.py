"""Whether a certificate is about a report: it states what the report must satisfy, and no more.

The checker takes numbers and relations as a certificate states them. Here they are held against
those that the report makes with its taxonomy and its rules.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from finmodel.proof.certificate import DOCUMENT_TYPE, Statement
from finmodel.proof.problem import Problem

Object = Mapping[str, Any]

_NO_CLAIM: Final = dict.fromkeys(("claim", "factor", "divisor", "lemma"))


def strangers(certificate: Object, problem: Problem) -> Iterator[str]:
    """Yield in words where a certificate states something else than a problem does.

    The certificate is one in which the checker finds no mistake.
    """
    own = Statement(problem)
    if certificate["documentType"] != DOCUMENT_TYPE:
        yield "it is a document of another type"
    about = list(_differences(_told(certificate), _told(vars(own)), _number_named))
    about += _differences(certificate["relations"], own.relations, _relation_named)
    if not about and certificate["quantities"] != own.quantities:
        about = ["its quantities are not those of the report, or in another order"]
    yield from about or (*_untrue_rows(certificate, own), *_untrue_claims(certificate, own))


def _told(stated: Object) -> list[Object]:
    """Return the numbers with what they are of, in place of an index."""
    quantities = stated["quantities"]
    return [{**number, "quantity": quantities[number["quantity"]]} for number in stated["numbers"]]


def _differences(
    given: Iterable[Object], own: Iterable[Object], named: Callable[[Object], str]
) -> Iterator[str]:
    theirs, ours = ({_text(each): each for each in stated} for stated in (given, own))
    for key, each in theirs.items():
        if key not in ours:
            yield f"{named(each)} is not stated by the report"
    for key, each in ours.items():
        if key not in theirs:
            yield f"{named(each)} is stated by the report, and missing"


def _number_named(number: Object) -> str:
    return f"{number.get('id')} = {number['value']}"


def _relation_named(relation: Object) -> str:
    return f"the relation {_text(relation.get('text'))} at {_text(relation.get('place'))}"


def _untrue_rows(certificate: Object, own: Statement) -> Iterator[str]:
    """Yield the rows without a claim that are not what a relation of the report says."""
    rows = certificate["rows"]
    if len(rows) < own.size:
        yield f"{own.size - len(rows)} rows of the report are missing"
    for index, row in enumerate(rows):
        linear = own.row(index) if index < own.size else None
        if (row["claim"] is None) != (linear is not None):
            yield f"row {index} is not what a relation of the report says"
        elif linear is not None and row != {**linear, **_NO_CLAIM}:
            yield f"row {index} is not what its relation says"


def _untrue_claims(certificate: Object, own: Statement) -> Iterator[str]:
    """Yield the claims that relations of the report do not make, and those passed over."""
    all_readings = (*own.claims, *own.claims_of_rows)
    known = {_text(reading) for readings in all_readings for reading in readings}
    for claim in certificate["claims"]:
        if _text(claim) not in known:
            yield f"a claim is not what relation {claim['relation']} says"
    given_up = {_text({**left, "reason": ""}) for left in certificate["leftOut"]}
    anonymous = {_text(_anonymous(claim)) for claim in certificate["claims"]}
    for readings in own.claims:
        relation = readings[0]["relation"]
        said = _text({**own.relations[relation], "reason": ""})
        is_stated = any(_text(_anonymous(reading)) in anonymous for reading in readings)
        if not is_stated and said not in given_up:
            yield f"{_relation_named(own.relations[relation])} is passed over without a word"


def _anonymous(claim: Object) -> Object:
    """Return a claim without the relation that makes it, which another may make as well."""
    return {**claim, "relation": None}


def _text(stated: Any) -> str:  # noqa: ANN401 - whatever JSON holds
    return json.dumps(stated, sort_keys=True, ensure_ascii=False)
