"""Data types of items: XML Schema's, XBRL 2.1's and the Data Type Registry's, and restrictions."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Final

from attrs import evolve, frozen

from finmodel.qname import XBRLI, XS, QName

DTR_NUMERIC: Final = "http://www.xbrl.org/dtr/type/numeric"
DTR_NON_NUMERIC: Final = "http://www.xbrl.org/dtr/type/non-numeric"

NUMERIC: Final = frozenset(
    "decimal float double integer nonPositiveInteger negativeInteger long int short byte "
    "nonNegativeInteger unsignedLong unsignedInt unsignedShort unsignedByte positiveInteger".split()
)
"""The numeric types of XML Schema, by their local names."""


Bound = Decimal | str
"""A number, or a point in time or a length of it as it is written."""


@frozen
class Facets:
    """Restrictions that a type adds to the one that it derives from (XML Schema part 2)."""

    enumeration: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    length: int | None = None
    min_length: int | None = None
    max_length: int | None = None
    min_inclusive: Bound | None = None
    max_inclusive: Bound | None = None
    min_exclusive: Bound | None = None
    max_exclusive: Bound | None = None
    total_digits: int | None = None
    fraction_digits: int | None = None


NO_FACETS: Final = Facets()


@frozen
class DataType:
    """A simple type, with every type that it derives from, nearest first.

    `builtin` is the local name of the XML Schema type that its values are written in, which is
    the last of the `ancestors` for item types; `fraction` and `tuple` have none. A value of a
    `union` is one of any of its types; one of a list has `items`, with spaces between.
    """

    name: QName
    builtin: str = ""
    ancestors: tuple[QName, ...] = ()
    facets: tuple[Facets, ...] = ()
    union: tuple[DataType, ...] = ()
    items: DataType | None = None

    def restricted(
        self,
        name: QName,
        facets: Facets = NO_FACETS,
        *,
        union: tuple[DataType, ...] = (),
        items: DataType | None = None,
    ) -> DataType:
        """Return the type of another name that derives from this one.

        It may be restricted to the values of a `union` or of a list of `items`.
        """
        added = (facets,) if facets != NO_FACETS else ()
        is_composed = bool(union) or items is not None
        return evolve(
            self,
            name=name,
            ancestors=(self.name, *self.ancestors),
            facets=added + self.facets,
            union=union if is_composed else self.union,
            items=items if is_composed else self.items,
        )

    def derives_from(self, name: QName) -> bool:
        """Tell whether it is a type or derives from it."""
        return name == self.name or name in self.ancestors

    @property
    def is_simple(self) -> bool:
        """Whether values are texts of a form that is known."""
        return bool(self.builtin) or self.is_composed

    @property
    def is_composed(self) -> bool:
        """Whether it is a union or a list of other types."""
        return bool(self.union) or self.items is not None

    @property
    def is_numeric(self) -> bool:
        """Whether values are numbers, and need a unit and decimals in XML."""
        if self.union and not self.builtin:
            return all(each.is_numeric for each in self.union)
        return self.builtin in NUMERIC

    @property
    def is_decimal(self) -> bool:
        """Whether values are numbers but not floating-point (Calculations 1.1 sums only these)."""
        return self.is_numeric and self.builtin not in ("float", "double")

    @property
    def is_monetary(self) -> bool:
        """Whether values are amounts of a currency."""
        return self.derives_from(MONETARY)

    @property
    def is_pure(self) -> bool:
        """Whether values are ratios, which have no unit in the OIM."""
        return self.derives_from(PURE)

    @property
    def states_members(self) -> bool:
        """Whether values are names, such as those of the members of an enumeration."""
        return self.builtin == "QName" or any(map(self.derives_from, _ENUMERATIONS))

    @property
    def is_text(self) -> bool:
        """Whether a fact may have a language: strings but no names, codes or domain members."""
        return self.builtin in ("string", "normalizedString", "token") and not any(
            name.local_name in _WITHOUT_LANGUAGE for name in (self.name, *self.ancestors)
        )


_WITHOUT_LANGUAGE: Final = frozenset(
    ("domainItemType", "noLangStringItemType", "noLangTokenItemType")
)


ANY_TYPE: Final = QName(XS, "anyType")
MONETARY: Final = QName(XBRLI, "monetaryItemType")
SHARES: Final = QName(XBRLI, "sharesItemType")
PURE: Final = QName(XBRLI, "pureItemType")
DECIMAL: Final = QName(XBRLI, "decimalItemType")
INTEGER: Final = QName(XBRLI, "integerItemType")
STRING: Final = QName(XBRLI, "stringItemType")
DATE: Final = QName(XBRLI, "dateItemType")
BOOLEAN: Final = QName(XBRLI, "booleanItemType")
FRACTION: Final = QName(XBRLI, "fractionItemType")
PERCENT: Final = QName(DTR_NUMERIC, "percentItemType")
PER_SHARE: Final = QName(DTR_NUMERIC, "perShareItemType")
TEXT_BLOCK: Final = QName(DTR_NON_NUMERIC, "textBlockItemType")
DOMAIN_ITEM: Final = QName(DTR_NON_NUMERIC, "domainItemType")

# XBRL 2.1, section 5.1.1.3: an item type for each simple type, named after it.
_XBRLI_SIMPLE: Final = NUMERIC | frozenset(
    "string boolean hexBinary base64Binary anyURI QName duration dateTime time date gYearMonth "
    "gYear gMonthDay gDay gMonth normalizedString token language Name NCName".split()
)

# The four item types of the same section that mean more than their simple type.
_XBRLI_SPECIAL: Final = {
    "monetaryItemType": "decimal",
    "sharesItemType": "decimal",
    "pureItemType": "decimal",
    "fractionItemType": "",
}

# The Data Type Registry (2009 to 2024): names by the type that they restrict.
_DTR_PARENTS: Final = {
    "pureItemType": "percentItemType",
    "decimalItemType": """
        perShareItemType areaItemType volumeItemType massItemType weightItemType energyItemType
        powerItemType lengthItemType memoryItemType insolationItemType temperatureItemType
        pressureItemType frequencyItemType irradianceItemType speedItemType planeAngleItemType
        voltageItemType electricCurrentItemType forceItemType electricChargeItemType flowItemType
        massFlowItemType monetaryPerLengthItemType monetaryPerAreaItemType
        monetaryPerVolumeItemType monetaryPerDurationItemType monetaryPerEnergyItemType
        monetaryPerMassItemType ghgEmissionsItemType energyPerMonetaryItemType
        ghgEmissionsPerMonetaryItemType volumePerMonetaryItemType""",
    "monetaryItemType": """
        noDecimalsMonetaryItemType nonNegativeMonetaryItemType
        nonNegativeNoDecimalsMonetaryItemType""",
    "stringItemType": "domainItemType escapedItemType guidanceItemType noLangStringItemType",
    "escapedItemType": "xmlNodesItemType",
    "xmlNodesItemType": "xmlItemType textBlockItemType",
    "tokenItemType": "noLangTokenItemType gYearListItemType",
    "noLangTokenItemType": "prefixedContentItemType",
    "prefixedContentItemType": "SQNameItemType SQNamesItemType",
    "dateTimeItemType": "dateTimeItemType",
}
_DTR: Final = {name: parent for parent, names in _DTR_PARENTS.items() for name in names.split()}
_DTR_FACETS: Final = {
    "noDecimalsMonetaryItemType": Facets(fraction_digits=0),
    "nonNegativeMonetaryItemType": Facets(min_inclusive=Decimal(0)),
    "nonNegativeNoDecimalsMonetaryItemType": Facets(min_inclusive=Decimal(0), fraction_digits=0),
    "SQNameItemType": Facets(patterns=(r"[^:\s0-9][^:\s]*:\S+",)),
    "SQNamesItemType": Facets(
        patterns=(r"([^:\s0-9][^:\s]*:\S+)?(\s+[^:\s0-9][^:\s]*:\S+)*",),
    ),
    "gYearListItemType": Facets(patterns=(r"\s*(-?[0-9]{4,}(\s+-?[0-9]{4,})*)?\s*",)),
    "dateTimeItemType": Facets(patterns=(".*T.*",)),
}
_DTR_NAMESPACE: Final = "http://www.xbrl.org/dtr/type/"

# Extensible Enumerations 1.0 and 2.0: members of a domain, written as names and as addresses.
_ENUM_1: Final = "http://xbrl.org/2014/extensible-enumerations"
_ENUM_2: Final = "http://xbrl.org/2020/extensible-enumerations-2.0"
_NO_LANG_TOKEN: Final = QName(f"{_DTR_NAMESPACE}2020-01-21", "noLangTokenItemType")
_ENUMERATIONS: Final = {
    QName(_ENUM_1, "enumerationItemType"): QName(XBRLI, "QNameItemType"),
    QName(_ENUM_2, "enumerationItemType"): _NO_LANG_TOKEN,
    QName(_ENUM_2, "enumerationSetItemType"): _NO_LANG_TOKEN,
}


@cache
def standard_type(name: QName) -> DataType | None:
    """Return a type that a standard defines, or `None`.

    Known are the simple types of XML Schema, the item types of XBRL 2.1 (section 5.1.1.3), those
    of every release of the Data Type Registry, which keeps names stable, and those of Extensible
    Enumerations.
    """
    namespace, local_name = name
    if name == ANY_TYPE:
        return DataType(name)
    if namespace == XS:
        return DataType(name, local_name) if local_name in _XS_NAMES else None
    if namespace == XBRLI:
        return _xbrli_type(name)
    if namespace.startswith(_DTR_NAMESPACE) and local_name in _DTR:
        parent = _DTR[local_name]
        in_registry = parent in _DTR and parent != local_name
        base = standard_type(QName(namespace if in_registry else XBRLI, parent))
        assert base is not None, parent  # noqa: S101 - the tables above are closed
        return base.restricted(name, _DTR_FACETS.get(local_name, NO_FACETS))
    if name in _ENUMERATIONS:
        return item_type(_ENUMERATIONS[name]).restricted(name)
    return None


_XS_NAMES: Final = _XBRLI_SIMPLE | frozenset(
    "anySimpleType ID IDREF IDREFS NMTOKEN NMTOKENS NOTATION ENTITY ENTITIES".split()
)


def _xbrli_type(name: QName) -> DataType | None:
    local_name = name.local_name
    if local_name in _XBRLI_SPECIAL:
        builtin = _XBRLI_SPECIAL[local_name]
    elif local_name.endswith("ItemType") and local_name.removesuffix("ItemType") in _XBRLI_SIMPLE:
        builtin = local_name.removesuffix("ItemType")
    else:
        return None
    return DataType(name, builtin, (QName(XS, builtin),) if builtin else ())


def item_type(name: QName) -> DataType:
    """Return a standard type that is known to exist; raises `LookupError` where it is none."""
    found = standard_type(name)
    if found is None:
        raise LookupError(f"{name} is not a type of XML Schema, XBRL 2.1 or the registry")
    return found
