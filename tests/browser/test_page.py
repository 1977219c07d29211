"""The page in a real browser: by mouse, by keyboard, on a phone, and with hostile texts."""

from __future__ import annotations

import pytest
from attrs import evolve

from finmodel.model.column import ABSENT, ColumnBuilder
from finmodel.model.dimension import DimensionSet
from finmodel.model.entity import Entity
from finmodel.model.period import Period
from finmodel.model.report import Report
from tests.browser.conftest import Open, Visit
from tests.browser.pages import acme_page, example_page
from tests.golden.acme import DOLLAR, Acme, report

HOSTILE = '</script><script>window.stolen = 1</script><img src=x onerror="window.stolen = 1">'


@pytest.fixture(scope="module")
def example() -> str:
    return example_page()


@pytest.fixture(scope="module")
def acme() -> str:
    return acme_page(report())


def with_texts(text: str) -> Report:
    """Return the report with a text in its text fact and in the words of its quotes."""
    made = report()
    columns = made.columns
    values = [
        text if value is not None and not columns.is_numeric(row) else value
        for row, value in enumerate(columns.value)
    ]
    notes = {id: evolve(note, value=text) for id, note in made.notes.items()}
    return evolve(made, columns=evolve(columns, value=values), notes=notes)


def with_months(count: int) -> Report:
    """Return a report of revenues in so many months, and of costs in the last."""
    builder = ColumnBuilder()
    for number in range(count):
        period = Period.from_text("2008-01-01/2008-02-01").shifted(number)
        place = DimensionSet.of(Entity("https://lei.example", "ACME"), period, {})
        builder.add(Acme.Revenues.name, place, f"{number}000000", unit=DOLLAR, decimals=-6)
    builder.add(Acme.Costs.name, place, "9000000", unit=DOLLAR, decimals=-6)
    return Report(("acme.xsd",), builder.columns())


def lit(visit: Visit) -> set[str]:
    found: list[str] = visit.page.eval_on_selector_all(
        ".lit", "all => all.flatMap(one => one.dataset.f.split(' '))"
    )
    return set(found)


def test_a_finding_leads_to_its_numbers_and_their_pictures(visit: Open, example: str) -> None:
    opened = visit(example)
    page = opened.page
    card = page.locator(".card", has_text="14.4 % is printed")
    wanted = set((card.locator(".light").get_attribute("data-light") or "").split())

    card.locator(".light").click()
    assert len(wanted) == 4
    assert wanted <= lit(opened)
    assert page.evaluate("document.activeElement.matches('.lit')")
    assert 0 < page.evaluate("document.activeElement.getBoundingClientRect().top") < 900

    page.locator(".lit", has_text="14.4").click()
    panel = page.locator("#panel")
    assert panel.is_visible()
    assert "14.35 … 14.45 %" in panel.inner_text()
    broken = panel.locator("details", has_text="SgaRatio = Sga / Revenues").first
    assert broken.locator("svg.picture.apart").is_visible()
    assert "apart by" in (broken.locator("text.gap").text_content() or "")

    broken.locator(".terms button", has_text="17,500,000,000").click()
    assert panel.locator("h2").inner_text() == "Total revenues"
    assert opened.is_quiet


def test_pictures_of_the_server_and_of_the_script_are_alike(visit: Open, example: str) -> None:
    page = visit(example).page
    card = page.locator(".card", has_text="14.4 % is printed")
    card.locator("[data-go]").first.click()
    shape = 'svg => [...svg.children].map(one => one.outerHTML.replace(/ xmlns="[^"]*"/, \'\'))'

    drawn = page.locator("#panel svg.picture").first.evaluate(shape)

    assert drawn == card.locator("svg.picture").evaluate(shape)


def test_the_keyboard_goes_everywhere_and_comes_back(visit: Open, acme: str) -> None:
    opened = visit(acme)
    page = opened.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"

    first = page.locator(".scroll button[tabindex='0']").first
    first.focus()
    start = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.textContent") != start
    page.keyboard.press("ArrowDown")
    chosen = page.evaluate("document.activeElement.dataset.f")
    page.keyboard.press("Enter")
    assert page.locator("#panel").is_visible()
    assert page.evaluate("document.activeElement.id") == "panel-title"

    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()
    assert page.evaluate("document.activeElement.dataset.f") == chosen
    assert not lit(opened)
    assert opened.is_quiet


def test_the_panel_leads_back_to_the_number_before(visit: Open, acme: str) -> None:
    opened = visit(acme)
    page = opened.page
    title, back = page.locator("#panel h2"), page.get_by_role("button", name="Back to")
    page.locator(".scroll button", has_text="1,560").click()
    first = title.inner_text()
    assert back.is_hidden()

    page.locator("#panel .terms button").first.click()
    second = title.inner_text()
    page.locator("#panel .terms button").first.click()
    back.click()
    assert title.inner_text() == second != first
    back.click()
    assert title.inner_text() == first
    assert back.is_hidden()
    assert lit(opened) == {"9"}
    assert page.evaluate("document.activeElement.id") == "panel-title"
    assert opened.is_quiet


def test_line_items_are_found_by_their_words_and_by_what_is_known(visit: Open, acme: str) -> None:
    page = visit(acme).page
    lines = page.locator(".statement tbody tr:visible")
    every = lines.count()

    page.fill("#search", "goods")
    assert lines.locator("th").all_text_contents() == ["Finished goods"]
    page.fill("#search", "")
    assert lines.count() == every
    page.select_option("#filter", "b")
    assert 0 < lines.count() < every
    assert page.locator("#found").inner_text() == f"{lines.count()} lines"

    page.select_option("#filter", "")
    page.fill("#search", "no line item is called so")
    assert lines.count() == 0

    page.locator(".light").first.click()
    assert lines.count() == every


@pytest.mark.parametrize("width", [360, 390])
def test_a_phone_scrolls_tables_and_not_the_page(visit: Open, example: str, width: int) -> None:
    opened = visit(example, width, 740)
    page = opened.page
    assert page.evaluate("document.documentElement.scrollWidth") == width

    page.locator(".scroll button").nth(2).click()
    box = page.locator("#panel").bounding_box()
    assert box is not None
    assert box["width"] == width
    assert box["y"] > 0
    assert box["y"] + box["height"] == 740

    page.locator("#panel .terms button").first.click()
    shown = page.locator(".lit").first.bounding_box()
    top = page.locator("#panel").bounding_box()
    assert shown is not None
    assert top is not None
    assert 0 <= shown["y"] < shown["y"] + shown["height"] <= top["y"]
    assert opened.is_quiet


def test_long_texts_in_findings_are_as_wide_as_a_phone(visit: Open) -> None:
    builder = ColumnBuilder()
    for number in range(2):
        place = DimensionSet.of(None, Period.from_text("2008-12-31"), {})
        builder.add(Acme.Outlook.name, place, f"{number} long text " * 40, decimals=ABSENT)

    page = visit(acme_page(Report(("acme.xsd",), builder.columns())), 360, 740).page

    assert "long text" in page.locator(".numbers").first.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_headings_of_a_narrow_table_stay_in_sight(visit: Open, acme: str) -> None:
    page = visit(acme, 1280, 300).page
    table = page.locator(".few table").first

    table.locator("tbody tr").nth(4).evaluate("line => line.scrollIntoView()")

    assert table.locator("thead th").last.evaluate("th => th.getBoundingClientRect().top") == 0


def test_the_dark_is_dark(visit: Open, acme: str) -> None:
    script = "getComputedStyle(document.body).backgroundColor"

    assert visit(acme).page.evaluate(script) == "rgb(255, 255, 255)"
    assert visit(acme, scheme="dark").page.evaluate(script) == "rgb(21, 23, 26)"


def test_on_paper_there_are_findings_and_no_buttons(visit: Open, acme: str) -> None:
    page = visit(acme).page
    page.locator(".scroll button").first.click()
    page.emulate_media(media="print")

    assert page.locator("svg.picture").first.is_visible()
    assert page.locator(".statement").first.is_visible()
    assert page.locator("#panel").is_hidden()
    assert page.locator(".light").first.is_hidden()


def test_on_paper_a_wide_statement_is_several_tables(visit: Open) -> None:
    opened = visit(acme_page(with_months(30)))
    page = opened.page
    numbers = "all => all.map(one => one.textContent)"
    before = page.eval_on_selector_all(".huge td button", numbers)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    tables = page.locator(".huge table:visible")
    assert tables.count() > 2
    printed = [
        text for table in tables.all() for text in table.locator("td button").all_text_contents()
    ]
    assert sorted(printed) == sorted(before)
    for table in tables.all():
        assert table.locator("thead th").count() <= 13
        assert all(line.locator("td button").count() for line in table.locator("tbody tr").all())

    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".huge table").count() == page.locator(".huge table:visible").count() == 1
    assert opened.is_quiet


@pytest.mark.parametrize(
    "text",
    [HOSTILE, "a\u2028b\u202eevil\x1b[31m\x00", "<!--<script>", "x" * 100_000, "{{ 7 * 7 }}"],
    ids=["markup", "marks", "comment", "long", "template"],
)
def test_hostile_texts_are_texts(visit: Open, text: str) -> None:
    opened = visit(acme_page(with_texts(text)))
    page = opened.page
    for number in page.locator(".scroll button").all()[:8]:
        number.click()

    assert page.evaluate("window.stolen") is None
    assert page.locator("img, iframe, object, embed").count() == 0
    assert page.locator("script").count() == 2
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert "\u202e" not in page.content()
    assert opened.is_quiet
