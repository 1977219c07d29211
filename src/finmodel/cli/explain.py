"""`finmodel explain`: what a code means and what to do about it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from finmodel.cli.exit import complain
from finmodel.cli.option import A_PATH
from finmodel.cli.output import put

if TYPE_CHECKING:
    from finmodel.render.page import Page


@click.command("explain")
@click.argument("code", required=False)
@click.option(
    "--rules",
    "rule_paths",
    type=A_PATH,
    multiple=True,
    metavar="PATH",
    help="A rule file whose codes are to be explained too; may be repeated.",
)
def command(code: str | None, rule_paths: tuple[Path, ...]) -> None:
    """Explain what a code means and what to do.

    Without a code, list all codes with a sentence each.
    """
    pages = {page.code: page for page in (*known_pages(), *_rule_pages(rule_paths))}
    if code is None:
        width = max(map(len, pages))
        put(f"{page.code:<{width}}  {page.says}" for page in pages.values())
        return
    if code not in pages:
        close = get_close_matches(code, pages)
        hint = f" Is it {' or '.join(close)}?" if close else " Is it of a rule file? Use --rules."
        raise click.BadParameter(f"{code!r} is no code that is known.{hint}", param_hint="CODE")
    put(pages[code].lines())


def known_pages() -> Iterator[Page]:
    """Yield the page of every code that finmodel itself gives, in order."""
    from finmodel.diagnostic import Fault
    from finmodel.render.page import Page
    from finmodel.rules.catalogue import entries

    for code, entry in entries().items():
        if isinstance(entry, Fault):
            yield Page.of_fault(entry)
        else:
            yield Page.of_check(code, entry.severity, entry.page)


def pages_of(codes: Collection[str]) -> dict[str, Page]:
    """Return the pages of some codes, as far as they are finmodel's own.

    Checks are known without what it takes to know all faults.
    """
    from finmodel.render.page import Page
    from finmodel.rules.catalogue import checks

    found = {
        code: Page.of_check(code, check.severity, check.page)
        for check in checks()
        for code in check.codes
    }
    if any(code not in found for code in codes):
        found = {page.code: page for page in known_pages()}
    return {code: page for code, page in found.items() if code in codes}


def _rule_pages(paths: Iterable[Path]) -> Iterator[Page]:
    from finmodel.render.page import Page
    from finmodel.validation import read_rules

    for path in paths:
        rule_file = read_rules(path)
        complain(rule_file.diagnostics)
        yield from map(Page.of_rule, rule_file.rules)
