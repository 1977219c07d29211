"""`finmodel cache`: what is kept of taxonomies that were read before."""

from __future__ import annotations

import click

from finmodel.cli.output import put


@click.command("cache")
@click.option("--clear", is_flag=True, help="Remove everything in it.")
def command(clear: bool) -> None:
    """Show how much is kept of taxonomies, and where.

    Documents that are unchanged are not read again. The folder is that of the environment variable
    FINMODEL_CACHE, or where the system keeps what programs cache. Nothing in it is needed.
    """
    from finmodel.formats.compiled.cache import Cache
    from finmodel.render.terminal import visible

    cache = Cache()
    if clear:
        cache.clear()
    files, size = cache.size()
    put([visible(str(cache.folder)), f"{files:,} files, {size:,} bytes"])
