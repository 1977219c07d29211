"""Where commands get the documents of taxonomies from: the options that say so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import click

from finmodel.cli.exit import Exit, complain

if TYPE_CHECKING:
    from finmodel.formats.compiled.cache import Cache
    from finmodel.formats.store.chain import Sources
    from finmodel.formats.taxonomy import EntryPoint
    from finmodel.taxonomy.taxonomy import Taxonomy

MIRROR_VARIABLE: Final = "FINMODEL_MIRROR"
"""The environment variable with packages and mirrors, separated as paths are in `PATH`."""

F = TypeVar("F", bound=Callable[..., object])

_META: Final = "finmodel.source."
_SCHEME: Final = re.compile("[A-Za-z][A-Za-z0-9+.-]+:")


class EntryPointType(click.ParamType[Path | str]):
    """A path, or an address with a scheme, which stays a text."""

    name = "entry point"

    def convert(
        self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None
    ) -> Path | str:
        """Return a path, unless the text has a scheme."""
        if isinstance(value, str) and _SCHEME.match(value):
            return value
        return Path(value)


ENTRY_POINT: Final = EntryPointType()


def _remember(ctx: click.Context, param: click.Parameter, value: object) -> object:
    ctx.meta[f"{_META}{param.name}"] = value
    return value


_package_option = click.option(
    "--package",
    "--mirror",
    "places",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="PATH",
    envvar=MIRROR_VARIABLE,
    expose_value=False,
    callback=_remember,
    help="A taxonomy package, or a folder or zip file that mirrors addresses; may be repeated.",
)
_fetch_option = click.option(
    "--fetch",
    is_flag=True,
    expose_value=False,
    callback=_remember,
    help="Fetch from the network what cannot be had otherwise.",
)


_no_cache_option = click.option(
    "--no-cache",
    is_flag=True,
    expose_value=False,
    callback=_remember,
    help="Read all documents anew, and keep nothing for the next time.",
)


def source_options(command: F) -> F:
    """Give a command the options that say where documents come from, for `taxonomy_reader`."""
    return _package_option(_fetch_option(_no_cache_option(command)))


def cache() -> Cache | None:
    """Return where the current command keeps what it has read, if it does."""
    from finmodel.formats.compiled.cache import Cache

    unwanted = click.get_current_context().meta.get(f"{_META}no_cache")
    return None if unwanted else Cache()


def taxonomy_reader() -> Callable[[EntryPoint | Sequence[EntryPoint]], Taxonomy]:
    """Return what reads taxonomies for the current command; raises `UnreadableError`."""
    from finmodel.formats.taxonomy import read_taxonomy

    return partial(read_taxonomy, resolver=sources(), cache=cache())


def sources() -> Sources:
    """Return where the current command gets documents from; raises `UnreadableError`.

    What is wrong with packages and the library is said on standard error in the end. Ends the
    command with a message where the network is wanted and what fetches is not installed.
    """
    from finmodel.formats.store.chain import Sources

    ctx = click.get_current_context()
    places = ctx.meta.get(f"{_META}places", ())
    found = _fetching(places) if ctx.meta.get(f"{_META}fetch") else Sources.at(*places)
    # the library is only opened as far as it is needed
    ctx.call_on_close(lambda: complain(found.diagnostics))
    return found


def _fetching(places: Iterable[Path]) -> Sources:
    from finmodel.formats.store.chain import Sources
    from finmodel.formats.store.fetch import FetchingMissingError

    try:
        return Sources.at(*places, fetch=True)
    except FetchingMissingError as error:
        click.echo(str(error), err=True)
        click.get_current_context().exit(Exit.USAGE)
