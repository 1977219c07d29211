"""The language of labels that a command is asked for, and a word where there is none in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from finmodel.qname import QName

if TYPE_CHECKING:
    from finmodel.taxonomy.taxonomy import Taxonomy

language_option = click.option(
    "--language", default="en", show_default=True, help="The language of labels."
)


def tell_languages(
    ctx: click.Context, taxonomy: Taxonomy, concepts: Iterable[QName], language: str
) -> None:
    """Say in which languages concepts have labels, where they have none in the one asked for.

    A language that nobody asked for is passed over: then any labels are better than a word.
    """
    from finmodel.render.terminal import visible

    if ctx.get_parameter_source("language") is ParameterSource.DEFAULT:
        return
    tag = language.lower()
    known = sorted(taxonomy.languages_of(concepts))
    if known and not any(f"{each}-".startswith(f"{tag}-") for each in known):
        message = f"There are no labels in “{tag}”, but in {', '.join(known)}."
        click.echo(visible(message), err=True)
