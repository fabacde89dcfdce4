"""One prompt: a file with YAML front matter and a Jinja body whose blocks are the roles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import yaml
from jinja2 import (
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
    meta,
    nodes,
)
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefer.apart import CAN_BE_STOPPED
from briefer.errors import PromptInputError, PromptSyntaxError
from briefer.llm import Message, Role, Sampling
from briefer.model import PromptRef, Sentence, tagged_hash
from briefer.prompting.apart import answered_apart
from briefer.prompting.fence import fence_for, one_line
from briefer.prompting.schemas import SCHEMAS, Limits, Schema, with_limits
from briefer.text import spoken_date

FILE_NAME = re.compile(
    r"(?P<name>[a-z][a-z0-9-]*)\.v(?P<version>[1-9]\d{0,8})(?:\.(?P<variant>[a-z]+))?\.jinja"
)
_FRONT = re.compile(r"---\n(?P<yaml>.*?)\n---\n", re.DOTALL)
_SCHEMA_VERSION = re.compile(r"_\d+$")
_ROLES: tuple[Role, ...] = ("system", "user", "assistant")
_LARGEST = 2**63
_KEYS = {"description", "inputs", "output", "sampling", "limits", "continues", "models", "optional"}


@dataclass(frozen=True)
class Prompt:
    """A parsed prompt. ``sources`` holds its own text and that of everything it includes.

    ``optional`` names inputs that a caller need not give: they are none then.
    ``continues``: its messages follow a conversation instead of opening one. ``models`` are
    patterns (``*minicheck*``) of the names of models that a variant is the form for. ``apart``:
    it is filled in in a process that is stopped when it does not end.
    """

    name: str
    version: int
    variant: str | None
    description: str
    inputs: Mapping[str, str]
    output: str
    sampling: Sampling
    limits: Limits
    continues: bool
    optional: tuple[str, ...]
    models: tuple[str, ...]
    file_name: str
    sources: Mapping[str, str]
    apart: bool = False

    @cached_property
    def ref(self) -> PromptRef:
        """Name, version, variant and content hash, as every result carries them."""
        return PromptRef(self.name, self.version, self.hash, self.variant)

    @cached_property
    def hash(self) -> str:
        """Tagged hash of the file, everything it includes, and the schema of its answer."""
        return tagged_hash("prompt", [self.file_name, dict(self.sources), self.schema])

    @property
    def schema_name(self) -> str:
        """Name of what is asked for, whatever the schema's version (``summary_3``: ``summary``).

        ``same`` stands for that of the request it follows.
        """
        return _SCHEMA_VERSION.sub("", self.output)

    @cached_property
    def schema(self) -> Schema:
        """JSON Schema of the answer, with the prompt's own limits."""
        if self.output == "same":
            return {}
        return with_limits(SCHEMAS[self.output], self.limits)

    def render(self, inputs: Mapping[str, Any]) -> tuple[Message, ...]:
        """Fill the prompt in and return its messages in the order of its blocks.

        Raises:
            PromptInputError: an input is missing or undeclared.
            PromptSyntaxError: the template fails while it is filled in.
        """
        missing = sorted(set(self.inputs) - set(inputs) - set(self.optional))
        extra = sorted(set(inputs) - set(self.inputs))
        if missing or extra:
            raise PromptInputError(
                f"prompt {self.ref.label}: "
                + "; ".join(
                    f"{what} {', '.join(names)}"
                    for what, names in (
                        ("missing input", missing),
                        ("undeclared input", extra),
                    )
                    if names
                )
            )
        if self.apart:
            made = answered_apart(self.file_name, self.sources, inputs)
            return tuple(Message(role, content) for role, content in made)
        try:
            return self._filled(inputs)
        except (MemoryError, RecursionError) as error:
            raise _too_large(self.file_name) from error

    def _filled(self, inputs: Mapping[str, Any]) -> tuple[Message, ...]:
        template = self._template
        context = template.new_context({**dict.fromkeys(self.optional), **inputs})
        messages = []
        try:
            for block, role in self._blocks.items():
                content = "".join(template.blocks[block](context)).strip()
                messages.append(Message(role, content))
        except UndefinedError as error:
            raise PromptInputError(f"prompt {self.ref.label}: {error.message}") from error
        except SecurityError as error:
            raise PromptSyntaxError(
                f"prompt {self.ref.label} reaches for what a prompt may not touch: {error}"
            ) from error
        except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as error:
            raise PromptSyntaxError(
                f"prompt {self.ref.label} cannot be rendered: {error}"
            ) from error
        return tuple(messages)

    def render_from(self, given: Mapping[str, Any]) -> tuple[Message, ...]:
        """Render with those of ``given`` that the prompt declares; a variant may need fewer.

        Raises:
            PromptInputError, PromptSyntaxError: as `render`.
        """
        return self.render({name: given[name] for name in self.inputs if name in given})

    def undeclared(self, given: Mapping[str, Any]) -> list[str]:
        """Return the names of those of ``given`` that the prompt does not take."""
        return [name for name in given if name not in self.inputs]

    @cached_property
    def _environment(self) -> ImmutableSandboxedEnvironment:
        return environment(self.sources)

    @cached_property
    def _template(self) -> Any:
        return self._environment.get_template(self.file_name)

    @cached_property
    def _blocks(self) -> Mapping[str, Role]:
        body = _body(self.sources[self.file_name])
        tree = self._environment.parse(body)
        return {block.name: _role(block.name) for block in tree.find_all(nodes.Block)}


class _Sandbox(ImmutableSandboxedEnvironment):
    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is Sentence and attribute in ("id", "text"):
            # A prompt takes these of every sentence; ten questions to each need not be asked.
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)


def environment(sources: Mapping[str, str]) -> ImmutableSandboxedEnvironment:
    """Return the sandbox that prompts run in; it sees only ``sources``, by file name."""
    env = _Sandbox(
        loader=FunctionLoader(lambda name: _body(sources[name]) if name in sources else None),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # the output is a prompt, not HTML
    )
    env.filters["one_line"] = one_line
    env.filters["fence"] = fence_for
    env.filters["weekday"] = partial(spoken_date, weekday=True)
    return env


def parse(file_name: str, sources: Mapping[str, str], *, apart: bool = True) -> Prompt:
    """Parse and check one prompt.

    ``sources`` are the texts of the files beside it, by name, with LF line ends. ``apart``: it is
    read and filled in in a process that is stopped when it does not end; the shipped prompts, and
    no others, can do without.

    Raises:
        PromptSyntaxError: a wrong name, front matter or template.
        PromptInputError: an input is used and not declared, or declared and not used.
    """
    match = FILE_NAME.fullmatch(file_name)
    if match is None:
        raise PromptSyntaxError(
            f"{file_name}: a prompt's file is named NAME.vN.jinja or NAME.vN.VARIANT.jinja"
        )
    if apart and CAN_BE_STOPPED:
        return _told(answered_apart(file_name, sources), sources)
    try:
        front = _front_matter(file_name, sources[file_name])
        prompt = Prompt(
            name=match["name"],
            version=int(match["version"]),
            variant=match["variant"],
            file_name=file_name,
            sources=_reachable(file_name, sources),
            **front,
        )
        _check_template(prompt)
    except (MemoryError, RecursionError, OverflowError) as error:
        raise _too_large(file_name) from error
    return prompt


def _told(told: Mapping[str, Any], sources: Mapping[str, str]) -> Prompt:
    """Return a prompt as it was read in a process of its own."""
    return Prompt(
        **{
            **told,
            "sampling": Sampling(**told["sampling"]),
            "models": tuple(told["models"]),
            "optional": tuple(told["optional"]),
            "sources": {name: sources[name] for name in told["sources"]},
            "apart": True,
        }
    )


def _too_large(file_name: str) -> PromptSyntaxError:
    return PromptSyntaxError(f"{file_name}: it is nested too deep, or takes too much memory")


def _body(source: str) -> str:
    return _FRONT.sub("", source, count=1) if source.startswith("---\n") else source


def _front_matter(file_name: str, source: str) -> dict[str, Any]:
    def wrong(what: str) -> PromptSyntaxError:
        return PromptSyntaxError(f"{file_name}: front matter: {what}")

    match = _FRONT.match(source)
    if match is None:
        raise wrong("there is none; a prompt begins with a block between --- lines")
    try:
        front = yaml.safe_load(match["yaml"])
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a number of too many digits
        raise wrong(f"not YAML: {' '.join(str(error).split())}") from error
    if not isinstance(front, dict):
        raise wrong("not a mapping")
    if unknown := sorted(set(map(str, front)) - _KEYS):
        raise wrong(f"unknown key {', '.join(unknown)}")
    description = front.get("description")
    if not isinstance(description, str) or not description.strip():
        raise wrong("description is missing")
    inputs = front.get("inputs")
    if not isinstance(inputs, dict) or not all(
        isinstance(k, str) and isinstance(v, str) for k, v in inputs.items()
    ):
        raise wrong("inputs must map each input's name to a line that says what it is")
    output = front.get("output")
    if output not in {*SCHEMAS, "same"}:
        raise wrong(f"output must be one of {', '.join(SCHEMAS)} or same, not {output!r}")
    return {
        "description": description.strip(),
        "inputs": inputs,
        "output": output,
        "sampling": _sampling(front.get("sampling", {}), wrong),
        "limits": _limits(front.get("limits", {}), wrong),
        "continues": bool(front.get("continues", False)),
        "optional": _names("optional", front.get("optional", []), set(inputs), wrong),
        "models": _names("models", front.get("models", []), None, wrong),
    }


def _sampling(value: Any, wrong: Any) -> Sampling:
    if not isinstance(value, dict) or not set(value) <= {"temperature", "max_tokens", "seed"}:
        raise wrong("sampling takes temperature, max_tokens and seed")
    temperature = value.get("temperature", 0)
    if isinstance(temperature, bool) or not isinstance(temperature, int | float | None):
        raise wrong("sampling.temperature must be a number")
    if temperature is not None and not abs(temperature) < _LARGEST:
        raise wrong("sampling.temperature must be a number that an endpoint can read")
    for name in ("max_tokens", "seed"):
        if value.get(name) is None:
            continue
        if type(value[name]) is not int:
            raise wrong(f"sampling.{name} must be a whole number")
        if abs(value[name]) >= _LARGEST:
            raise wrong(f"sampling.{name} must be a whole number of 64 bits")
    return Sampling(
        None if temperature is None else float(temperature),
        value.get("max_tokens"),
        value.get("seed"),
    )


def _names(key: str, value: Any, known: set[str] | None, wrong: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) and each for each in value):
        what = "patterns of models' names" if known is None else "inputs"
        raise wrong(f"{key} must be a list of {what}")
    if known is not None and (strange := sorted(set(value) - known)):
        raise wrong(f"{key} names {', '.join(strange)}, not declared under inputs")
    return tuple(value)


def _limits(value: Any, wrong: Any) -> Limits:
    bounds = {"minItems", "maxItems", "minLength", "maxLength", "pattern"}
    if not isinstance(value, dict) or not all(
        isinstance(name, str)
        and isinstance(limit, dict)
        and set(limit) <= bounds
        and all(isinstance(each, int | str) for each in limit.values())
        for name, limit in value.items()
    ):
        raise wrong(f"limits maps a property to any of {', '.join(sorted(bounds))}")
    return value


def _reachable(file_name: str, sources: Mapping[str, str]) -> dict[str, str]:
    """Return the file and everything it includes, by name."""
    found: dict[str, str] = {}
    waiting = [file_name]
    env = environment(sources)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        if name not in sources:
            raise PromptSyntaxError(f"{file_name}: it includes {name}, which does not exist")
        found[name] = sources[name]
        for reference in meta.find_referenced_templates(_tree(env, name, sources[name])):
            if reference is None:
                raise PromptSyntaxError(f"{file_name}: an include must name its file literally")
            waiting.append(reference)
    return dict(sorted(found.items()))


def _tree(env: ImmutableSandboxedEnvironment, name: str, source: str) -> nodes.Template:
    try:
        tree = env.parse(_body(source), name)
        meta.find_undeclared_variables(tree)  # names a filter or test that does not exist
    except TemplateSyntaxError as error:
        line = error.lineno + source.count("\n") - _body(source).count("\n")
        raise PromptSyntaxError(f"{name}, line {line}: {error.message}") from error
    return tree


def _check_template(prompt: Prompt) -> None:
    env = environment(prompt.sources)
    used: set[str] = set()
    for name, source in prompt.sources.items():
        tree = _tree(env, name, source)
        used |= meta.find_undeclared_variables(tree)
        for node in _hidden(tree):
            raise PromptSyntaxError(
                f"{name}: it reaches for Python internals ({node}); a prompt may not"
            )
    if undeclared := sorted(used - set(prompt.inputs)):
        raise PromptInputError(
            f"{prompt.file_name}: it uses {', '.join(undeclared)}, not declared under inputs"
        )
    if unused := sorted(set(prompt.inputs) - used):
        raise PromptInputError(
            f"{prompt.file_name}: it declares {', '.join(unused)} and never uses it"
        )
    tree = _tree(env, prompt.file_name, prompt.sources[prompt.file_name])
    blocks = [node for node in tree.body if isinstance(node, nodes.Block)]
    outside = [node for node in tree.body if not isinstance(node, nodes.Block)]
    if not blocks or any(not _is_blank(node) for node in outside):
        raise PromptSyntaxError(
            f"{prompt.file_name}: the body must be blocks named system, user or assistant, "
            "with nothing outside them"
        )
    for block in blocks:
        _role(block.name, prompt.file_name)
    try:
        env.get_template(prompt.file_name)
    except (TemplateNotFound, TemplateError) as error:
        raise PromptSyntaxError(f"{prompt.file_name}: {error}") from error


def _hidden(tree: nodes.Template) -> Iterator[str]:
    for attribute in tree.find_all(nodes.Getattr):
        if attribute.attr.startswith("_"):
            yield attribute.attr
    for item in tree.find_all(nodes.Getitem):
        key = item.arg
        if isinstance(key, nodes.Const) and str(key.value).startswith("_"):
            yield str(key.value)


def _is_blank(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Output) and all(
        isinstance(part, nodes.TemplateData) and not part.data.strip() for part in node.nodes
    )


def _role(block: str, file_name: str = "") -> Role:
    for role in _ROLES:
        if block == role or re.fullmatch(rf"{role}_\d+", block):
            return role
    raise PromptSyntaxError(
        f"{file_name}: block {block} is no role; use system, user or assistant (or user_2, ...)"
    )
