"""Codes: each with a page that people can act on, none used that the catalogue does not have."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

import finmodel
from finmodel.cli.explain import known_pages
from finmodel.diagnostic import Fault
from finmodel.render.page import Page
from finmodel.rules.catalogue import entries

CODE = re.compile(r"(fm|tpe|oime|oimce|xbrlje|xbrlce|xbrlxe|xbrldie|xbrldte|calc11e):[A-Za-z]\w+")
FAULTS = [entry for entry in entries().values() if isinstance(entry, Fault)]
PAGES = list(known_pages())


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.code)
def test_a_fault_says_what_is_wrong_and_what_to_do(fault: Fault) -> None:
    for text in (fault.says, fault.remedy):
        assert text[:1].isupper() or text.startswith("`")
        assert text.endswith(".")


def test_house_codes_name_a_fault_in_lower_camel_case() -> None:
    house = [page.code for page in PAGES if page.code.startswith("fm:")]
    assert [code for code in house if not re.fullmatch(r"fm:[a-z]+([A-Z][a-z]*)*", code)] == []


def test_pages_have_names_that_every_file_system_tells_apart() -> None:
    stems = Counter(page.stem.lower() for page in PAGES)
    assert [stem for stem, count in stems.items() if count > 1] == []
    assert all(re.fullmatch(r"[\w-]+", stem) for stem in stems)


def test_every_code_in_the_package_is_in_the_catalogue() -> None:
    package = Path(finmodel.__file__).parent
    used = {
        node.value
        for path in package.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CODE.fullmatch(node.value)
    }
    assert len(used) > 100
    assert used <= entries().keys()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
def test_a_page_fits_a_terminal_and_ends_its_sentence(page: Page) -> None:
    assert page.says.endswith(".")
    assert max(map(len, page.lines())) <= 92
    assert all(text for _, text in page.sections)
