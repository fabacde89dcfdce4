"""A brief whose stories an embedding model has a say in."""

import json
import signal
import threading

import pytest

from tests.support.loopback import drop_mid_body, error, hang, vectors
from tests.support.processes import signalled
from tests.support.trials import FLOOD, MAYOR, NURSE

MODEL = "openai:tiny-embedding"


def minded(text):
    """A vector of what a text is about, where that is a trial; else of its words."""
    about = [float(word in text) for word in ("Harmon Estates", "morphine")]
    return [*about, *[0.0] * 254] if any(about) else None


@pytest.fixture
def desk(tmp_path):
    """A folder with an article a file."""
    folder = tmp_path / "desk"
    folder.mkdir()
    for number, each in enumerate((MAYOR, NURSE, FLOOD)):
        head = f"title: {each.title}\ndate: {each.date}\noutlet: {each.outlet}"
        (folder / f"{number}.md").write_text(f"---\n{head}\n---\n{each.text}\n", "utf-8")
    return folder


@pytest.fixture
def daily(briefer, loopback, desk):
    """Run `daily` over the desk; the endpoint of the embedding model is the loopback server."""
    loopback.embeddings = vectors(minded)

    def run(*more, model="extractive", embedding=MODEL, env=None):
        flags = ("--embedding-model", embedding) if embedding else ()
        settings = {"OPENAI_BASE_URL": loopback.url, "BRIEFER_MAX_ATTEMPTS": "2", **(env or {})}
        return briefer(
            "daily", desk, "--date", "2026-04-14", "--model", model, *flags, *more, env=settings
        )

    return run


def stories(ran):
    assert ran.code == 0, ran.err
    brief = json.loads(ran.out)
    titles = [article["title"] for article in brief["articles"]]
    return {frozenset(titles[n - 1] for n in story["articles"]) for story in brief["stories"]}


def test_the_model_parts_what_words_alone_take_for_one_story(daily, loopback):
    alone = stories(daily("--format", "json", "--no-store", embedding=None))
    assert alone == {frozenset({MAYOR.title, NURSE.title}), frozenset({FLOOD.title})}
    assert not loopback.embedded
    refined = stories(daily("--format", "json", "--no-store"))
    assert refined == {frozenset({each.title}) for each in (MAYOR, NURSE, FLOOD)}


def test_the_second_run_asks_nothing_and_says_the_same(daily, loopback):
    first = daily("--format", "json", "--quiet")
    asked = len(loopback.embedded)
    assert asked > 0
    second = daily("--format", "json", "--quiet")
    assert second == first
    assert len(loopback.embedded) == asked
    daily("--format", "json", "--embedding-model", "openai:another", embedding=None)
    assert len(loopback.embedded) == 2 * asked


@pytest.mark.parametrize(
    ("script", "says"),
    [
        (error(404, "no such path: /v1/embeddings"), "404"),
        (error(500, "Oops"), "tried 2 times"),
        (drop_mid_body(), "connection"),
        (error(401, "Incorrect API key"), "401"),
    ],
)
def test_a_model_that_fails_is_told_and_stops_nothing(daily, loopback, script, says):
    alone = daily("--format", "json", "--quiet", "--no-store", embedding=None)
    loopback.embeddings = script
    ran = daily("--format", "json", "--no-store")
    assert (ran.code, ran.out) == (0, alone.out)
    (told,) = ran.err.splitlines()
    assert told.startswith("briefer: stories are grouped without embeddings: ")
    assert says in told


def test_an_endpoint_that_is_down_is_told_and_stops_nothing(daily):
    ran = daily("--no-store", env={"OPENAI_BASE_URL": "http://127.0.0.1:9/v1"})
    assert ran.code == 0
    assert "grouped without embeddings: 127.0.0.1:9 cannot be reached" in ran.err


def test_without_a_key_openai_is_not_asked(daily):
    ran = daily("--no-store", env={"OPENAI_BASE_URL": ""})
    assert ran.code == 0
    assert "without embeddings: api.openai.com needs an API key" in ran.err


def test_a_dry_run_sends_nothing_and_counts_the_stories_that_are_known(daily, loopback):
    ran = daily("--dry-run", model="openai:tiny")
    assert ran.code == 0
    assert (loopback.embedded, loopback.count) == ([], 0)
    daily(model="extractive")
    asked = len(loopback.embedded)
    again = daily("--dry-run", model="openai:tiny")
    assert (len(loopback.embedded), loopback.count) == (asked, 0)
    assert again.out != ran.out  # one story more


def test_recordings_are_replayed_without_vectors(daily, loopback, tmp_path):
    tapes = tmp_path / "tapes"
    both = daily("--record", tapes, "--no-store", model="openai:tiny")
    assert (both.code, "recordings hold no vectors" in both.err) == (2, True)
    env = {"BRIEFER_EMBEDDING_MODEL": MODEL}
    told = daily("--record", tapes, "--no-store", model="openai:tiny", embedding=None, env=env)
    assert told.code == 0
    assert "recordings hold no vectors: embedding_model is ignored" in told.err
    assert loopback.embedded == []
    asked = loopback.count
    ran = daily("--replay", tapes, model="openai:tiny", embedding=None, env=env)
    assert (ran.code, ran.out) == (0, told.out)
    assert (loopback.embedded, loopback.count) == ([], asked)


def test_the_setting_may_stand_in_the_file_or_the_environment(briefer, loopback, desk):
    (desk.parent / "briefer.toml").write_text('embedding_model = "tiny-embedding"\n')
    env = {"OPENAI_BASE_URL": loopback.url}
    arguments = ("daily", desk, "--date", "2026-04-14", "--model", "extractive", "--no-store")
    assert briefer(*arguments, env=env).code == 0
    assert {call.body["model"] for call in loopback.embedded} == {"tiny-embedding"}
    loopback.embedded.clear()
    assert briefer(*arguments, env={**env, "BRIEFER_EMBEDDING_MODEL": "openai:b"}).code == 0
    assert {call.body["model"] for call in loopback.embedded} == {"b"}


@pytest.mark.parametrize("name", ["extractive", "local:smollm2", "openai:", "two words"])
def test_what_is_no_embedding_model_is_a_setting_to_mend(daily, name):
    ran = daily(embedding=name)
    assert ran.code == 2
    assert f"no embedding model is called {name!r}" in ran.err
    assert "hint: try --embedding-model openai:text-embedding-3-small" in ran.err


def test_tokens_of_vectors_count_against_the_limit(daily, loopback):
    ran = daily("--max-tokens-total", "50", model="extractive")
    assert ran.code == 0
    assert "without embeddings: stopped at the budget" in ran.err
    assert loopback.embedded == []


def test_a_signal_while_vectors_are_awaited_ends_the_run(commands, desk, loopback, tmp_path):
    asked = threading.Event()

    def script(call):
        asked.set()
        return hang()(call)

    loopback.embeddings = script
    process = commands.start(
        ["daily", desk, "--model", "extractive",
         "--embedding-model", MODEL, "--out", tmp_path / "brief.md", "--no-store"],
        env={"OPENAI_BASE_URL": loopback.url},
        cwd=tmp_path,
    )  # fmt: skip
    assert asked.wait(60)
    for _ in range(2):
        signalled(process, signal.SIGTERM)
    _, err = process.communicate(timeout=120)
    assert process.returncode == 130, err
    assert "interrupted by SIGTERM" in err
    assert "without embeddings" not in err
    assert not (tmp_path / "brief.md").exists()


def test_only_articles_whose_story_is_in_doubt_go_to_the_model(daily, loopback, desk):
    daily("--no-store")
    sent = "".join(text for call in loopback.embedded for text in call.body["input"])
    assert MAYOR.text in sent
    assert NURSE.text in sent
    assert FLOOD.text not in sent
    loopback.embedded.clear()
    (desk / "1.md").unlink()
    daily("--no-store")
    assert loopback.embedded == []


def test_the_language_model_and_the_embedding_model_are_two(daily, loopback):
    ran = daily("--format", "json", "--no-store", model="openai:tiny")
    assert ran.code == 0
    assert {call.body["model"] for call in loopback.calls} == {"tiny"}
    assert {call.body["model"] for call in loopback.embedded} == {"tiny-embedding"}
