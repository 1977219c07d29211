"""`finmodel taxonomy`: the library of taxonomies, and what is in a taxonomy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from finmodel.cli.exit import Exit, complain
from finmodel.cli.language import tell_languages
from finmodel.cli.option import A_PATH
from finmodel.cli.output import put
from finmodel.cli.source import ENTRY_POINT, cache, source_options, taxonomy_reader
from finmodel.diagnostic import Severity
from finmodel.render.terminal import visible

if TYPE_CHECKING:
    from finmodel.taxonomy.network import Network
    from finmodel.taxonomy.taxonomy import Taxonomy

_language_option = click.option(
    "--language", default="en", show_default=True, help="The language of names and labels."
)


@click.group("taxonomy")
def command() -> None:
    """Keep taxonomies at hand, and look into them.

    What is added once is found by all commands, by the addresses in it.
    """


@command.command("add")
@click.argument("path", type=A_PATH, metavar="PACKAGE_OR_FOLDER")
@click.option("--name", default="", help="What to call it; else as the file is called.")
@click.pass_context
def add(ctx: click.Context, path: Path, name: str) -> None:
    """Add a taxonomy package or a mirror to the library.

    A mirror is a folder or zip file in which the document of https://host/path is the file
    https/host/path. What is there under the same name is replaced.
    """
    from finmodel.formats.store.library import Library
    from finmodel.formats.store.package import Package
    from finmodel.formats.store.place import place_at
    from finmodel.render.taxonomy import library_lines

    library = Library()
    try:
        added = library.add(path, name=name)
    except ValueError as error:
        raise click.BadParameter(f"{error}.", param_hint="--name") from None
    put(library_lines([added]))
    place = place_at(path)  # what the user has, as another program may replace what was added
    said = place.diagnostics if isinstance(place, Package) else ()
    ctx.exit(complain([*said, *library.diagnostics]))


@command.command("list")
@click.pass_context
def list_(ctx: click.Context) -> None:
    """List the library."""
    from finmodel.formats.store.library import Library
    from finmodel.render.taxonomy import library_lines

    library = Library()
    put(library_lines(library))
    ctx.exit(complain(library.diagnostics))


@command.command("remove")
@click.argument("names", nargs=-1, required=True, metavar="NAME…")
def remove(names: tuple[str, ...]) -> None:
    """Remove packages or mirrors from the library."""
    from finmodel.formats.store.library import Library

    library = Library()
    for name in names:
        if not library.remove(name):
            raise click.BadParameter(f"{visible(name)} is not in the library.", param_hint="NAME")


@command.command("show")
@click.argument("what", type=ENTRY_POINT, required=False, metavar="[NAME|ENTRY_POINT]")
@_language_option
@source_options
@click.pass_context
def show(ctx: click.Context, what: Path | str | None, language: str) -> None:
    """Show what is in the library, in a package, or in a taxonomy.

    NAME is a part of the library; without one, all of it is shown. ENTRY_POINT is the path or
    address of a schema, of which concepts, networks and labels are counted. The path of a package
    shows its entry points, that of a mirror its hosts.
    """
    from finmodel.formats.store.library import Library
    from finmodel.render.taxonomy import holding_lines, metadata_lines, taxonomy_lines

    library = Library()
    holding = library.find(str(what)) if what is not None else None
    if what is None:
        put(_apart(holding_lines(each, language.lower()) for each in library))
        ctx.exit(complain(library.diagnostics))
    elif holding is not None:
        put(holding_lines(holding, language.lower()))
    elif isinstance(what, Path) and (what.is_dir() or what.suffix.lower() == ".zip"):
        from finmodel.formats.store.mirror import Mirror
        from finmodel.formats.store.place import place_at

        place = place_at(what)
        if isinstance(place, Mirror):
            put(map(visible, place.hosts()))
        else:
            put(metadata_lines(place.metadata, language.lower()))
            ctx.exit(complain(place.diagnostics))
    else:
        taxonomy = _read(what)
        put(taxonomy_lines(taxonomy))
        ctx.exit(complain(taxonomy.diagnostics))


@command.command("tree")
@click.argument("entry_point", type=ENTRY_POINT, metavar="ENTRY_POINT")
@click.option("--role", default="", help="A part of the role's URI or of its definition.")
@click.option(
    "--arcrole",
    default="parent-child",
    show_default=True,
    help="The arcrole, or the last part of it; “all” is each of them.",
)
@_language_option
@source_options
@click.pass_context
def tree(
    ctx: click.Context, entry_point: Path | str, role: str, arcrole: str, language: str
) -> None:
    """Print networks of a taxonomy as trees.

    ENTRY_POINT is the path or address of a schema. Without --role, all networks of the arcrole
    are printed.
    """
    from finmodel.render.network import network_lines

    taxonomy = _read(entry_point)
    networks = list(_networks(taxonomy, role, arcrole))
    if not networks:
        complain(taxonomy.diagnostics)
        known = ", ".join(
            sorted({_last(network.arcrole) for network in taxonomy.networks.values()})
        )
        message = f"The taxonomy has no such network; its arcroles are: {known or 'none'}."
        raise click.UsageError(visible(message), ctx)
    tell_languages(ctx, taxonomy, taxonomy.concepts, language)
    put(_apart(network_lines(network, taxonomy, language.lower()) for network in networks))
    ctx.exit(complain(taxonomy.diagnostics))


@command.command("check")
@click.argument("entry_point", type=ENTRY_POINT, metavar="ENTRY_POINT")
@source_options
@click.pass_context
def check(ctx: click.Context, entry_point: Path | str) -> None:
    """Check a taxonomy and say what is wrong.

    ENTRY_POINT is the path or address of a schema. The same is part of what `validate` says of
    each report of the taxonomy.
    """
    from finmodel.render.excerpt import excerpt
    from finmodel.validation import validate_taxonomy

    found = validate_taxonomy(_read(entry_point), cache=cache())
    put(visible(str(finding)) for finding in excerpt(found))
    is_faulty = any(finding.severity is Severity.ERROR for finding in found)
    ctx.exit(Exit.FINDINGS if is_faulty else Exit.CLEAN)


def _read(entry_point: Path | str) -> Taxonomy:
    return taxonomy_reader()(entry_point)


def _networks(taxonomy: Taxonomy, role: str, arcrole: str) -> Iterator[Network]:
    """Yield the networks that are asked for, in the order of what their roles are called."""
    definitions = {uri: found.definition for uri, found in taxonomy.roles.items()}
    networks = sorted(
        taxonomy.networks.values(), key=lambda n: (definitions.get(n.role, ""), n.role, n.arcrole)
    )
    for network in networks:
        is_wanted = arcrole in ("all", network.arcrole, _last(network.arcrole))
        text = f"{network.role}\n{definitions.get(network.role, '')}"
        if is_wanted and role.casefold() in text.casefold():
            yield network


def _last(uri: str) -> str:
    from finmodel.render.network import short_uri

    return short_uri(uri)


def _apart(groups: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield lines with an empty one between groups."""
    for number, group in enumerate(groups):
        if number:
            yield ""
        yield from group
