"""Synthetic reports of any size: a taxonomy, and instances of it in XML and in JSON.

Ten facts share a context: a total of two subtotals, of three and two items, all of them rounded
from one exact set of amounts, so that every calculation holds; a count and a text. There are
twenty statements of these ten line items, a closed hypercube for each, two explicit dimensions of
fifty members and a default, and forty quarters. The same size and seed give the same bytes.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final, NamedTuple

from finmodel.formats.taxonomy_xml.writer import write_taxonomy
from finmodel.qname import Namespaces, QName
from finmodel.taxonomy.concept import (
    DIMENSION_ITEM,
    HYPERCUBE_ITEM,
    Balance,
    Concept,
    Kind,
    PeriodType,
)
from finmodel.taxonomy.datatype import DOMAIN_ITEM, INTEGER, MONETARY, STRING, item_type
from finmodel.taxonomy.network import (
    ALL,
    DIMENSION_DEFAULT,
    DIMENSION_DOMAIN,
    DOMAIN_MEMBER,
    HYPERCUBE_DIMENSION,
    SUMMATION_ITEM_11,
    Network,
    Relationship,
    Role,
)
from finmodel.taxonomy.taxonomy import Taxonomy

LINKBASE: Final = "http://www.xbrl.org/2003/linkbase"
NAMESPACE: Final = "https://finmodel.example/synthetic"
PREFIX: Final = "s"
STEM: Final = "synthetic"
FACTS_IN_CONTEXT: Final = 10

_STATEMENTS, _MEMBERS, _QUARTERS = 20, 50, 40
_DIMENSIONS: Final = ("Region", "Product")
_SUMS: Final = {
    "Total": {"Income": 1, "Expense": -1},
    "Income": {"Sales": 1, "Fees": 1, "Rents": 1},
    "Expense": {"Wages": 1, "Goods": 1},
}
_CREDITS: Final = ("Total", "Income", "Sales", "Fees", "Rents")
_AMOUNTS: Final = ("Total", "Income", "Expense", "Sales", "Fees", "Rents", "Wages", "Goods")
_LINKS: Final = tuple(QName(LINKBASE, name) for name in ("calculationLink", "definitionLink"))
_PRECISION: Final = ((-6, -3), (-3, -3), (-3, 0), (0, 2))
"""Decimals of totals and of items, in turn by statement."""


class SyntheticFact(NamedTuple):
    """One fact, as both formats write it; an amount has decimals, a count and a text have none."""

    concept: str
    value: str
    decimals: int | None


class SyntheticContext(NamedTuple):
    """What ten facts share, and those facts; a member of `None` is the default."""

    first: date
    after: date
    members: tuple[str | None, str | None]
    facts: tuple[SyntheticFact, ...]


def contexts(facts: int, seed: int = 1) -> Iterator[SyntheticContext]:
    """Yield the contexts of a report of so many facts, which are rounded down to tens."""
    source = random.Random(seed)  # noqa: S311 - amounts, not secrets
    for number in range(facts // FACTS_IN_CONTEXT):
        quarter, place = number % _QUARTERS, number // _QUARTERS
        region, product = place % (_MEMBERS + 1), place // (_MEMBERS + 1) % (_MEMBERS + 1)
        first = date(2000 + quarter // 4, quarter % 4 * 3 + 1, 1)
        after = date(2000 + (quarter + 1) // 4, (quarter + 1) % 4 * 3 + 1, 1)
        members = (_member("Region", region), _member("Product", product))
        yield SyntheticContext(first, after, members, tuple(_facts(source, number % _STATEMENTS)))


def _member(dimension: str, number: int) -> str | None:
    return f"{dimension}{number}" if number else None


def _facts(source: random.Random, statement: int) -> Iterator[SyntheticFact]:
    coarse, fine = _PRECISION[statement % len(_PRECISION)]
    cents = {name: source.randrange(10**11) for name in _AMOUNTS if name not in _SUMS}
    for total in reversed(_SUMS):
        cents[total] = sum(weight * cents[name] for name, weight in _SUMS[total].items())
    for name in _AMOUNTS:
        decimals = coarse if name in _SUMS else fine
        yield SyntheticFact(f"{name}{statement}", _rounded(cents[name], decimals), decimals)
    yield SyntheticFact(f"Staff{statement}", str(source.randrange(10**5)), None)
    yield SyntheticFact(f"Remark{statement}", f"Remark {source.randrange(10**6)}", None)


def _rounded(cents: int, decimals: int) -> str:
    value = Decimal(cents).scaleb(-2)
    return f"{value.quantize(Decimal(1).scaleb(-decimals)):f}"


def taxonomy() -> Taxonomy:
    """Return the taxonomy of all synthetic reports."""
    networks = [*_dimensions(), *(n for i in range(_STATEMENTS) for n in _statement(i))]
    roles = dict.fromkeys(network.role for network in networks)
    return Taxonomy(
        namespace=NAMESPACE,
        namespaces=Namespaces({PREFIX: NAMESPACE}),
        concepts={concept.name: concept for concept in _concepts()},
        roles={uri: Role(uri, uri.rpartition("/")[2], _LINKS) for uri in roles},
        networks={(network.arcrole, network.role): network for network in networks},
    )


def _name(local_name: str) -> QName:
    return QName(NAMESPACE, local_name)


def _role(local_name: str) -> str:
    return f"{NAMESPACE}/role/{local_name}"


def _concepts() -> Iterator[Concept]:
    string, domain = item_type(STRING), item_type(DOMAIN_ITEM)
    for statement in range(_STATEMENTS):
        for name in _AMOUNTS:
            balance = Balance.CREDIT if name in _CREDITS else Balance.DEBIT
            yield Concept(
                _name(f"{name}{statement}"),
                item_type(MONETARY),
                PeriodType.DURATION,
                balance,
            )
        yield Concept(_name(f"Staff{statement}"), item_type(INTEGER))
        yield Concept(_name(f"Remark{statement}"), string)
        yield Concept(_name(f"Items{statement}"), string, abstract=True)
        yield Concept(
            _name(f"Table{statement}"),
            string,
            kind=Kind.HYPERCUBE,
            abstract=True,
            substitution_group=HYPERCUBE_ITEM,
        )
    for dimension in _DIMENSIONS:
        yield Concept(
            _name(dimension),
            string,
            kind=Kind.DIMENSION,
            abstract=True,
            substitution_group=DIMENSION_ITEM,
        )
        yield Concept(_name(f"All{dimension}s"), domain, abstract=True)
        for number in range(1, _MEMBERS + 1):
            yield Concept(_name(f"{dimension}{number}"), domain, abstract=True)


def _dimensions() -> Iterator[Network]:
    role = _role("Dimensions")
    wholes = [(_name(dimension), _name(f"All{dimension}s")) for dimension in _DIMENSIONS]
    heads = tuple(Relationship(dimension, whole) for dimension, whole in wholes)
    yield Network(DIMENSION_DOMAIN, role, heads)
    yield Network(DIMENSION_DEFAULT, role, heads)
    parts = (
        Relationship(_name(f"All{dimension}s"), _name(f"{dimension}{number}"), Decimal(number))
        for dimension in _DIMENSIONS
        for number in range(1, _MEMBERS + 1)
    )
    yield Network(DOMAIN_MEMBER, role, tuple(parts))


def _statement(number: int) -> Iterator[Network]:
    role = _role(f"Statement{number}")
    sums = (
        Relationship(_name(f"{total}{number}"), _name(f"{part}{number}"), weight=Decimal(weight))
        for total, parts in _SUMS.items()
        for part, weight in parts.items()
    )
    yield Network(SUMMATION_ITEM_11, role, tuple(sums))
    items, table = _name(f"Items{number}"), _name(f"Table{number}")
    cube = Relationship(items, table, context_element="segment", closed=True)
    yield Network(ALL, role, (cube,))
    heirs = (
        Relationship(items, _name(f"{name}{number}")) for name in (*_AMOUNTS, "Staff", "Remark")
    )
    yield Network(DOMAIN_MEMBER, role, tuple(heirs))
    dimensions = (
        Relationship(table, _name(dimension), target_role=_role("Dimensions"))
        for dimension in _DIMENSIONS
    )
    yield Network(HYPERCUBE_DIMENSION, role, tuple(dimensions))


def write_synthetic(folder: Path, facts: int, seed: int = 1) -> tuple[Path, Path]:
    """Write the taxonomy and a report of it; return the report in XML and in JSON."""
    write_taxonomy(taxonomy(), folder, STEM)
    xml, text = folder / f"{STEM}-{facts}.xbrl", folder / f"{STEM}-{facts}.json"
    with xml.open("w", encoding="utf-8") as file:
        file.writelines(_xml_lines(facts, seed))
    with text.open("w", encoding="utf-8") as file:
        file.writelines(_json_lines(facts, seed))
    return xml, text


def _xml_lines(facts: int, seed: int) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<xbrl xmlns="http://www.xbrl.org/2003/instance"'
    yield ' xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink"'
    yield ' xmlns:xbrldi="http://xbrl.org/2006/xbrldi" xmlns:iso4217="http://www.xbrl.org/2003/iso4217"'
    yield f' xmlns:{PREFIX}="{NAMESPACE}" xml:lang="en">\n'
    yield f'<link:schemaRef xlink:type="simple" xlink:href="{STEM}.xsd"/>\n'
    yield '<unit id="JPY"><measure>iso4217:JPY</measure></unit>\n'
    yield '<unit id="pure"><measure>pure</measure></unit>\n'
    count = 0
    for number, context in enumerate(contexts(facts, seed), 1):
        yield _xml_context(number, context)
        for concept, value, decimals in context.facts:
            count += 1
            start = f'<{PREFIX}:{concept} id="f{count}" contextRef="c{number}"'
            if decimals is not None:
                start += f' unitRef="JPY" decimals="{decimals}"'
            elif value.isdigit():
                start += ' unitRef="pure" decimals="INF"'
            yield f"{start}>{value}</{PREFIX}:{concept}>\n"
    yield "</xbrl>\n"


def _xml_context(number: int, context: SyntheticContext) -> str:
    members = "".join(
        f'<xbrldi:explicitMember dimension="{PREFIX}:{dimension}">{PREFIX}:{member}'
        "</xbrldi:explicitMember>"
        for dimension, member in zip(_DIMENSIONS, context.members, strict=True)
        if member
    )
    segment = f"<segment>{members}</segment>" if members else ""
    last = date.fromordinal(context.after.toordinal() - 1)
    return (
        f'<context id="c{number}"><entity><identifier scheme="https://finmodel.example/entity">ACME'
        f"</identifier>{segment}</entity><period><startDate>{context.first}</startDate>"
        f"<endDate>{last}</endDate></period></context>\n"
    )


def _json_lines(facts: int, seed: int) -> Iterator[str]:
    info = {
        "documentType": "https://xbrl.org/2021/xbrl-json",
        "namespaces": {
            "e": "https://finmodel.example/entity",
            "iso4217": "http://www.xbrl.org/2003/iso4217",
            PREFIX: NAMESPACE,
            "xbrl": "https://xbrl.org/2021",
        },
        "taxonomy": [f"{STEM}.xsd"],
    }
    yield f'{{"documentInfo": {json.dumps(info)},\n"facts": {{'
    count = 0
    for context in contexts(facts, seed):
        shared = {
            "entity": "e:ACME",
            "period": f"{context.first}T00:00:00/{context.after}T00:00:00",
        }
        shared |= {
            f"{PREFIX}:{dimension}": f"{PREFIX}:{member}"
            for dimension, member in zip(_DIMENSIONS, context.members, strict=True)
            if member
        }
        for concept, value, decimals in context.facts:
            count += 1
            dimensions = {"concept": f"{PREFIX}:{concept}", **shared}
            fact: dict[str, object] = {"value": value, "dimensions": dimensions}
            if decimals is not None:
                dimensions["unit"] = "iso4217:JPY"
                fact["decimals"] = decimals
            elif not value.isdigit():
                dimensions["language"] = "en"
            yield f'{"," if count > 1 else ""}\n"f{count}": {json.dumps(fact)}'
    yield "\n}}\n"
