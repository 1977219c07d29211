"""Generated reports that every format can hold, with whatever a stranger may put into them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape

from hypothesis import strategies as st

from finmodel.model.column import ABSENT, EXACT, ColumnBuilder, Columns
from finmodel.model.dimension import DimensionSet, Member, TypedMember
from finmodel.model.entity import Entity
from finmodel.model.link import EXPLANATORY_FACT, FOOTNOTE, STANDARD_GROUP, Link, Note
from finmodel.model.period import FOREVER, Period
from finmodel.model.report import Report
from finmodel.model.unit import SHARES_MEASURE, Unit
from finmodel.qname import ISO4217, XBRLI, Namespaces, QName

EX = "https://example.org/ex"
OTHER = "urn:example:other"
ENTRY_POINTS = ("https://example.org/taxonomy/ex.xsd", "https://example.org/taxonomy/more.xsd")
NAMESPACES = {"ex": EX, "iso4217": ISO4217, "xbrli": XBRLI}

_JPY = QName(ISO4217, "JPY")
_UNITS = (
    Unit((_JPY,)),
    Unit((_JPY,), (SHARES_MEASURE,)),
    Unit((QName(EX, "hour"), QName(OTHER, "kW"))),
    Unit((_JPY,), (SHARES_MEASURE, QName(OTHER, "kW"))),
    None,
)
_LANGUAGES = ("en", "en-us", "ja", None)
_GROUPS = (STANDARD_GROUP, "https://example.org/role/balance-sheet")
_ARCROLES = (EXPLANATORY_FACT, "https://example.org/arcrole/reason")
_NUMBERS = ("Revenue", "売上高", "Größe", "a-b.c_1")
_TEXTS = ("Policy", "Reason")
_EXPLICIT = ("Region", "Product")
_MEMBERS = ("Asia", "Europe", "Tea")
_TYPED = ("Contract", "契約")

# All that XML can carry, with a liking for what has to be escaped or is often lost.
_CHARACTERS = st.one_of(
    st.sampled_from("&<>\"'\r\n\t ]\x85\u2028\ufeff\u00a0{}$#,;%"),
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"),
)


def texts(*, max_size: int = 12) -> st.SearchStrategy[str]:
    """Texts of any characters that XML can carry, also none at all."""
    return st.one_of(
        st.text(_CHARACTERS, max_size=max_size),
        st.sampled_from(["", " ", "\r\n", "]]>", "<!-- -->", "&amp;", "#nil", "=1+1", "null"]),
    )


def numbers() -> st.SearchStrategy[str]:
    """Decimal numbers as people and programs write them."""
    plain = st.decimals(-(10**15), 10**15, places=2).map(lambda value: f"{value:f}")
    whole = st.integers(-(10**40), 10**40).map(str)
    return st.one_of(whole, plain, st.sampled_from(["0", "-0", "+5", "007", ".5", "1.", "1.50"]))


def names(locals_: Sequence[str]) -> st.SearchStrategy[QName]:
    """Names in one of two namespaces."""
    return st.builds(QName, st.sampled_from((EX, OTHER)), st.sampled_from(locals_))


def moments() -> st.SearchStrategy[datetime]:
    """Midnights mostly, and other moments to the microsecond."""
    dates = st.dates(datetime(1, 1, 2).date(), datetime(9999, 12, 31).date())
    midnights = dates.map(lambda day: datetime(day.year, day.month, day.day))
    return st.one_of(midnights, st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """Instants, durations, with and without a time zone, and forever."""
    if draw(st.integers(0, 9)) == 0:
        return FOREVER
    start, end = sorted((draw(moments()), draw(moments())))
    zone = draw(st.sampled_from((None, None, None, UTC)))
    start, end = start.replace(tzinfo=zone), end.replace(tzinfo=zone)
    return Period.instant(end) if draw(st.booleans()) else Period(start, end)


def members() -> st.SearchStrategy[dict[QName, Member]]:
    """Members of up to two explicit dimensions, and values of up to two typed ones."""
    explicit = st.dictionaries(names(_EXPLICIT), names(_MEMBERS), max_size=2)
    value = st.one_of(texts(), st.none())
    typed = st.dictionaries(
        names(_TYPED), st.builds(TypedMember, value, st.just(QName(EX, "domain"))), max_size=2
    )
    return st.builds(lambda one, other: {**one, **other}, explicit, typed)


def dimension_sets() -> st.SearchStrategy[DimensionSet]:
    """Entities, one of which is none, with periods and members."""
    schemes = st.sampled_from(("http://standards.iso.org/iso/17442", "urn:a?b&c='d'"))
    identifiers = st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=8)
    entities = st.one_of(st.builds(Entity, schemes, identifiers), st.none())
    return st.builds(DimensionSet.of, entities, periods(), members())


def ids() -> st.SearchStrategy[str]:
    """Names in XML, among them those that a writer would like to use itself."""
    own = st.builds(
        "{}{}".format, st.sampled_from(("f", "c", "u", "note", "c_")), st.integers(1, 4)
    )
    return st.one_of(own, st.from_regex(r"[A-Za-z_é売][A-Za-z0-9_.é売-]{0,6}", fullmatch=True))


@st.composite
def columns(draw: st.DrawFn, ids: Sequence[str]) -> Columns:
    """Facts with these ids: numbers with units or without, texts in languages, and nil."""
    builder = ColumnBuilder()
    sets = draw(st.lists(dimension_sets(), min_size=1, max_size=3))
    decimals = st.one_of(st.integers(-12, 12), st.just(EXACT))
    for id in ids:
        shared = draw(st.sampled_from(sets))
        is_nil = draw(st.integers(0, 5)) == 0
        if draw(st.booleans()):
            unit = draw(st.sampled_from(_UNITS))
            value, digits = (None, ABSENT) if is_nil else (draw(numbers()), draw(decimals))
            builder.add(draw(names(_NUMBERS)), shared, value, id=id, unit=unit, decimals=digits)
        else:
            value = None if is_nil else draw(texts(max_size=30))
            language = draw(st.sampled_from(_LANGUAGES))
            builder.add(draw(names(_TEXTS)), shared, value, id=id, language=language)
    return builder.columns()


def fragments() -> st.SearchStrategy[str]:
    """Fragments of XHTML in the form in which notes are read from instances."""
    plain = texts().map(lambda text: escape(text, quote=False).replace("\r", "&#13;"))
    marked = st.builds('<b class="x">{}</b>{}<br/>'.format, plain, plain)
    return st.one_of(plain, marked, st.builds("{}<p><i>{}</i></p>".format, plain, marked))


def written_fragments() -> st.SearchStrategy[str]:
    """Fragments of XHTML as people and programs write them."""
    pieces = st.sampled_from(
        (
            "a > b",
            "a &gt; b",
            "a\r\nb",
            "a\tb\n",
            "&#8364; &#x3c; &apos;'\" &amp;",
            "<br></br>",
            "<br />",
            "<i/>",
            "<b  class='a \"b\" > c'\n>x</b >",
            "<p>a<!-- why -->b</p>",
            "<![CDATA[a < b & c > d]]>",
            '<b xmlns="http://www.w3.org/1999/xhtml">x</b>',
            '<p><m xmlns="urn:m" xml:lang="de">1 > 0</m></p>',
        )
    )
    return st.lists(pieces, max_size=6).map("".join)


@st.composite
def links(draw: st.DrawFn, facts: Sequence[str], notes: Sequence[str]) -> tuple[Link, ...]:
    """Links from facts to notes, each of which belongs to one group, and to other facts."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for note in notes:
        group = draw(st.sampled_from(_GROUPS))
        for source in draw(st.lists(st.sampled_from(facts), min_size=1, max_size=2, unique=True)):
            found.setdefault((FOOTNOTE, group, source), []).append(note)
    for _ in range(draw(st.integers(0, 2))):
        type_, group = draw(st.sampled_from(_ARCROLES)), draw(st.sampled_from(_GROUPS))
        targets = draw(st.lists(st.sampled_from(facts), min_size=1, max_size=2, unique=True))
        found[type_, group, draw(st.sampled_from(facts))] = targets
    return tuple(Link(*key, tuple(targets)) for key, targets in found.items())


@st.composite
def reports(draw: st.DrawFn, *, max_facts: int = 6) -> Report:
    """Reports with facts, notes and links; all is settled without a taxonomy."""
    given = draw(st.lists(ids(), min_size=1, max_size=max_facts + 2, unique=True))
    note_ids = given[: draw(st.integers(0, min(2, len(given) - 1)))]
    fact_ids = given[len(note_ids) :]
    languages = st.sampled_from([language for language in _LANGUAGES if language])
    notes = {id: Note(id, draw(languages), draw(fragments())) for id in note_ids}
    return Report(
        draw(st.sampled_from((ENTRY_POINTS, ENTRY_POINTS[:1]))),
        draw(columns(fact_ids)),
        notes,
        draw(links(fact_ids, note_ids)),
        namespaces=Namespaces(NAMESPACES),
    )
