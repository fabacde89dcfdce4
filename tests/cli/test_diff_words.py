"""`diff` in words, by a model that works, invents or fails, and `diff` of stored versions."""

import json

import lxml.html
import pytest

from briefer import api
from briefer.model import Article
from briefer.store import Store
from tests.support.loopback import answer, error

OLD = (
    "The dam at Monfrei broke on Monday. Rescue teams evacuated 6,800 people. "
    "Two bridges are closed. The governor, Ana Reis, called it a catastrophe.\n"
)
NEW = OLD.replace("6,800", "7,200")
NEWEST = NEW.replace("Two bridges", "Three bridges")
URL = "https://valley.example.org/dam"


@pytest.fixture
def two(tmp_path):
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text(OLD, "utf-8")
    new.write_text(NEW, "utf-8")
    return old, new


@pytest.fixture
def ask(briefer, loopback, two):
    """Compare the two versions with the loopback endpoint's model."""

    def run(*more):
        env = {
            "OPENAI_BASE_URL": loopback.url,
            "BRIEFER_MAX_ATTEMPTS": "1",
            "BRIEFER_JUDGE": "off",
        }
        return briefer("diff", *two, "--model", "openai:tiny", *more, env=env)

    return run


def says(*claims):
    return answer(json.dumps({"changes": [{"text": t, "evidence": list(e)} for t, *e in claims]}))


@pytest.fixture
def kept(tmp_path):
    """A store with three versions of an article, and one of another."""
    file = tmp_path / ".kept" / "store.db"
    file.parent.mkdir()
    with Store.open(file) as store:
        for hour, text in enumerate((OLD, NEW, NEWEST)):
            article = Article(text, url=URL, source=URL)
            store.keep_version(URL, article, fetched=f"2026-11-22T0{hour}:00:00+00:00")
        once = Article(OLD, url=f"{URL}/once", source=f"{URL}/once")
        store.keep_version(once.url, once, fetched="2026-11-22T01:00:00+00:00")


def test_a_model_words_the_change_in_one_request_and_the_claim_is_checked(ask, loopback):
    loopback.script = says(("Rescuers evacuated 7,200 people, not 6,800.", "old.S2", "new.S2"))
    ran = ask()
    assert (ran.code, ran.err) == (0, "")
    assert "\nRescuers evacuated 7,200 people, not 6,800. [old.S2, new.S2]" in ran.out
    assert "- **number** 6,800 → 7,200 people" in ran.out
    assert loopback.count == 1


def test_an_invented_change_is_marked_and_the_typed_ones_stand(ask, loopback):
    loopback.script = says(("Rescuers evacuated 9,900 people.", "new.S2"))
    ran = ask()
    assert any(
        f"{sign} Rescuers evacuated 9,900 people. [new.S2]" in ran.out
        for sign in ("⚠ No such change:", "⚠ The versions say otherwise:")
    )
    assert "- **number** 6,800 → 7,200 people" in ran.out
    value = json.loads(ask("--format", "json", "--no-store").out)
    assert value["summary"][0]["status"] in {"unsupported", "contradicted"}
    assert value["summary"][0]["evidence"][0]["version"] == "new"
    assert [c["type"] for c in value["changes"]] == ["number"]


def test_as_a_page_both_wordings_are_marked_and_nothing_in_them_is_live(ask, loopback, two):
    hostile = "<script>alert(1)</script>"
    two[1].write_text(NEW + f"The mayor, {hostile}, resigned on Friday at noon.\n", "utf-8")
    loopback.script = says(("Rescuers evacuated 9,900 people.", "new.S2"))
    page = lxml.html.document_fromstring(ask("--format", "html").out)
    assert not page.xpath("//script")
    assert [each.text for each in page.xpath("//del")] == ["6,800"]
    shown = [each.text_content() for each in page.xpath("//ins")]
    assert shown[0] == "7,200"
    assert hostile in shown[1]
    assert "⚠" in page.xpath("//p")[1].text_content()


def test_an_endpoint_that_fails_costs_the_words_and_not_the_changes(ask, loopback):
    loopback.script = error(500)
    ran = ask()
    assert ran.code == 5
    assert "could not be put into words" in ran.err
    assert "- **number** 6,800 → 7,200 people" in ran.out


def test_without_a_changed_fact_nothing_is_asked(briefer, two, loopback):
    old, _ = two
    same = old.with_name("same.txt")
    same.write_text(OLD.replace(" ", "  "), "utf-8")
    env = {"OPENAI_BASE_URL": loopback.url}
    ran = briefer("diff", old, same, "--model", "openai:tiny", env=env)
    assert (ran.code, loopback.count) == (0, 0)


def test_without_a_model_the_paragraph_is_the_versions_own_words(briefer, two):
    ran = briefer("diff", *two)
    assert (ran.code, ran.err) == (0, "")
    assert "\nRescue teams evacuated 7,200 people. [old.S2, new.S2]\n" in ran.out


def test_the_library_gives_both(two):
    found = api.what_changed(OLD, NEW, model="extractive")
    assert [c.type for c in found.factual] == ["number"]
    assert [c.text for c in found.summary] == ["Rescue teams evacuated 7,200 people."]


def test_of_stored_versions_the_last_two_are_compared_or_those_named(briefer, kept):
    last = json.loads(briefer("diff", URL, "--format", "json").out)
    assert [c["new"]["text"] for c in last["changes"]] == ["Three"]
    every = json.loads(briefer("diff", f"{URL}?utm_source=x", "--from", 1, "--format", "json").out)
    assert len(every["changes"]) == 2
    first = briefer("diff", URL, "--from", 1, "--to", 2, "--exit-code")
    assert first.code == 1
    assert "6,800 → 7,200" in first.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((f"{URL}/once",), f"only one version of {URL}/once is stored, of 2026-11-22 01:00"),
        ((URL, "--to", 7), f"there is no version 7 of {URL}: the store has 1 to 3"),
        ((URL, "--to", 1), f"there is no version of {URL} before version 1"),
        (("https://example.org/x",), "no version of https://example.org/x is stored"),
        (("a.txt", "b.txt", "--from", 1), "--from and --to pick among the stored versions"),
    ],
)
def test_what_is_not_stored_is_told_in_a_sentence(briefer, kept, arguments, said):
    ran = briefer("diff", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
