"""``briefer mcp``: the desk for assistants, which look, check and propose."""

from __future__ import annotations

from typing import Any

from briefer.cli.desk import desk_at
from briefer.cli.options import takes
from briefer.cli.output import Output


@takes("store", "quiet", "debug")
def mcp(flags: dict[str, Any]) -> None:
    """Serve the briefs of the store to an assistant, by the Model Context Protocol over stdio.

    It lists and reads briefs and claims with their sentences, checks texts, tells what changed and
    what is stale, and proposes wordings, which a person at the desk accepts or declines. Nothing in
    it signs or publishes.

    Example: briefer mcp --store .briefer/store.db
    """
    from briefer.errors import UsageError

    try:
        from briefer.desk import assistant_server
    except ImportError as error:
        raise UsageError(
            "briefer mcp needs the Model Context Protocol's library",
            hint="pip install 'briefer-news[desk]'",
        ) from error
    with Output({**flags, "format": "text"}) as output:
        desk = desk_at(flags, output)
        with desk.store:
            assistant_server(desk).run("stdio")
