"""Pages of codes."""

from __future__ import annotations

from finmodel.diagnostic import Fault, Severity
from finmodel.language.rulefile import read_rule_file
from finmodel.render.page import Page, index_markdown

DOCSTRING = """A total differs
    from its parts.

    Why: a total is computed: somebody
    computed it.

    Tolerance: none.

    Reference: somewhere.
    """
FAULT = Fault("a:b", "It is | wrong.", "Mend it.")


def test_a_docstring_becomes_sections() -> None:
    page = Page.of_check("a:b", Severity.ERROR, DOCSTRING)
    assert page.says == "A total differs from its parts."
    assert page.sections == (
        ("Why", "A total is computed: somebody computed it."),
        ("Tolerance", "None."),
        ("Reference", "Somewhere."),
    )


def test_a_paragraph_without_a_known_heading_is_kept() -> None:
    page = Page.of_check("a:b", Severity.ERROR, "It is.\n\nNote: this is more.\n\nWhy: so.")
    assert page.sections == (("", "Note: this is more."), ("Why", "So."))
    assert "Note: this is more." in page.markdown()


def test_what_a_fault_does_not_say_has_no_heading() -> None:
    assert Page.of_fault(FAULT).sections == (("Remedy", "Mend it."),)


def test_a_page_as_text_and_as_markdown() -> None:
    page = Page.of_fault(FAULT)
    assert list(page.lines()) == [
        "a:b (error)",
        "",
        "It is | wrong.",
        "",
        "Remedy",
        "    Mend it.",
    ]
    assert page.markdown() == (
        "# `a:b`\n\nIt is | wrong.\n\nSeverity: error.\n\n## Remedy\n\nMend it.\n"
    )
    assert page.stem == "a-b"


def test_the_index_links_to_every_page() -> None:
    index = index_markdown([Page.of_fault(FAULT)])
    assert "| [`a:b`](a-b.md) | error | It is \\| wrong. |\n" in index


def test_a_rule_keeps_the_lines_of_its_reasons() -> None:
    text = (
        '[[rule]]\ncode = "a:b"\nassert = "A = B"\nwhy = """One.\nTwo.\x1b"""\nseverity = "info"\n'
    )
    (rule,) = read_rule_file(text.replace("\x1b", "\\u001b"), "a.toml").rules
    lines = list(Page.of_rule(rule).lines())
    assert lines[0] == "a:b (info)"
    why = lines.index("Why")
    assert lines[why + 1 : why + 3] == ["    One.", "    Two.␛"]
