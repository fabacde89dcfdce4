"""Templates that loop for ever or fill memory are stopped, and say so."""

import pytest

from briefer.apart import CAN_BE_STOPPED
from briefer.errors import PromptError
from briefer.model import Article
from briefer.prompting import Folder, PromptLibrary, apart, parse, shipped_folder
from briefer.text import split

pytestmark = pytest.mark.skipif(not CAN_BE_STOPPED, reason="processes that can be stopped")

FRONT = "---\ndescription: d\ninputs:\n  name: who\noutput: facts\n---\n"
LOOPS = (
    "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
    "{% for a in range(99999) %}{{ 'x' * 99999 }}{% endfor %}",
)
FILLS = (
    "{{ 'x' * 10 ** 10 }}",
    "{{ 'x' | center(10 ** 10) }}",
    "{{ 'x'.ljust(9999999999) }}",
    "{{ '%09999999999d' % 1 }}",
    "{{ '{:9999999999}'.format(1) }}",
    "{{ [0] * 10 ** 9 | length }}",
    "{{ 'x' | indent(9999999999) }}",
    "{% set n = namespace(s='xx') %}{% for a in range(60) %}{% set n.s = n.s ~ n.s %}{% endfor %}",
    "{{ lipsum(n=9999999) }}",
    "{{ (10 ** 9) ** (10 ** 9) }}",
    "{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}",
    "{% include 'a.v1.jinja' %}",
    "{{ " + "(" * 3_000 + "1" + ")" * 3_000 + " }}",
    "{% if 1 %}" * 2_000 + "{% endif %}" * 2_000,
)
FRONTS = (
    "description: &a [x, x]\nb: [*a, *a]",
    "description: d\ninputs: {name: who}\noutput: facts\nsampling: {seed: " + "9" * 5_000 + "}",
    "description: d\ninputs: {name: who}\noutput: facts\nsampling: {seed: " + "9" * 40 + "}",
    "description: d\ninputs: {name: who}\noutput: facts\nsampling: {temperature: .nan}",
    "description: d\ninputs: {name: who}\noutput: facts\nlimits: {text: {maxLength: 2026-01-01}}",
    "a: " + "[" * 20_000,
)


@pytest.fixture
def strict(monkeypatch):
    """Allow a prompt less than is usual."""
    monkeypatch.setattr(
        apart.RENDERER,
        "code",
        "from briefer.prompting import apart_child as child\n"
        "child.SECONDS, child.MEMORY = 0, 1 << 28\n"
        "child.main()",
    )
    apart.RENDERER.end()
    yield
    apart.RENDERER.end()


def made(body, front=FRONT):
    source = front + "{% block user %}{{ name }}" + body + "{% endblock %}"
    return parse("a.v1.jinja", {"a.v1.jinja": source}).render({"name": "Lund"})


def test_what_loops_or_fills_memory_is_stopped(strict):
    assert made("")[0].content == "Lund"
    for body in LOOPS + FILLS:
        with pytest.raises(PromptError, match=r"^(prompt a@1|a.v1.jinja)"):
            made(body)
    assert made("!")[0].content == "Lund!"


def test_what_the_front_matter_says_is_bounded():
    for front in FRONTS:
        with pytest.raises(PromptError, match=r"^a.v1.jinja: (front matter|it is nested)"):
            made("", f"---\n{front}\n---\n")


def test_versions_of_many_digits_are_none(tmp_path):
    digits = "9" * 5_000
    (tmp_path / f"own.v{'9' * 200}.jinja").write_text(FRONT)
    library = PromptLibrary.at(tmp_path)
    for name in (f"summarize@{digits}", f"own@{digits}"):
        with pytest.raises(PromptError):
            library.get(name)
    assert [what for _, what in library.problems()] == [
        "no prompt (NAME.vN.jinja), no partial (_NAME.jinja)"
    ]


def test_a_prompt_of_one_s_own_makes_what_the_shipped_one_makes(tmp_path):
    for file in shipped_folder().glob("*.jinja"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    own, shipped = PromptLibrary.at(tmp_path), PromptLibrary.at()
    sentences = split(Article("The council met. It voted for the bridge.")).sentences
    for key in shipped.keys():  # noqa: SIM118 (a method)
        here, apart_ = shipped.load(key), own.load(key)
        assert (here.apart, apart_.apart) == (False, True)
        assert (here.hash, here.schema, here.sampling) == (
            apart_.hash,
            apart_.schema,
            apart_.sampling,
        )
    assert PromptLibrary((Folder(tmp_path),)).get("summarize").apart
    given = dict.fromkeys(own.get("summarize").inputs) | {
        "sentences": sentences,
        "length": "short",
    }
    assert own.get("summarize").render(given) == shipped.get("summarize").render(given)
