"""Commands that the pages show are run, in a folder with the files that they name.

What needs another machine, a key, a browser or a model is left to the tests of those.
"""

import csv
import json
import re
import shlex

import pytest

from tests.support.repository import ARTICLES, ROOT

ELSEWHERE = re.compile(
    r"https?://|openai:|local:|--base-url|--publish"
    r"|^briefer (desk|mcp|publish|batch|sign|record|models)\b"
)
WHOLE_TESTS = {"scale.md", "evaluating.md"}
"""Pages all of whose commands have a test of their own."""

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
OLD = (ARTICLES / "transit-fare-vote.txt").read_text("utf-8")
NEW = OLD.replace("$2.90", "$3.10")
DRAFT = "The council voted for a single fare of $2.90.\n"
EDITOR = ["${EDITOR:-vi}", "briefer.toml"]


def lines(page):
    """Return what is to be typed and needs nothing else, word by word."""
    text = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    typed = re.findall(r'^    (briefer .+|"\$\{EDITOR.+)$', text, re.MULTILINE)
    return [shlex.split(line, comments=True) for line in typed if not ELSEWHERE.search(line)]


def furnish(folder):
    """Lay out what the pages name."""
    for name in ("articles", "wire", "drafts"):
        (folder / name).mkdir(parents=True)
    (folder / "fixtures").symlink_to(ROOT / "fixtures")
    sourced = f"---\nsources: [../wire/council.txt]\n---\n{DRAFT}"
    case = {"id": "fares", "article": OLD, "must_say": ["The council voted for a single fare."]}
    for name, text in {
        **dict.fromkeys(("old.txt", "article.txt", "articles/a.txt", "wire/council.txt"), OLD),
        **dict.fromkeys(("draft.md", "summary.md", "monday.md", "tuesday.md"), DRAFT),
        **dict.fromkeys(("drafts/monday.md", "drafts/tuesday.md"), sourced),
        "new.txt": NEW,
        "claims.jsonl": json.dumps({"article": OLD, "claim": DRAFT}) + "\n",
        "cases.jsonl": json.dumps(case) + "\n",
    }.items():
        (folder / name).write_text(text, "utf-8")
    rows = [["id", "title", "text", "key", "body"], ["1", "Fares", OLD, "one", NEW]]
    for name, table in (("news.csv", rows), ("claims.csv", [["article", "claim"], [OLD, DRAFT]])):
        with (folder / name).open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(table)


@pytest.fixture
def run(commands):
    def run(folder, words):
        if words == EDITOR:  # as its user would
            path = folder / "briefer.toml"
            text = path.read_text("utf-8")
            edited = re.sub(r"^# *sources = .*$", 'sources = ["wire/"]', text, flags=re.MULTILINE)
            assert edited != text
            path.write_text(edited, "utf-8")
            return ""
        stdin = b""
        if "<" in words:
            *words, _, given = words
            stdin = (folder / given).read_bytes()
        env = {"BRIEFER_STORE": str(folder / "store.db")}
        done = commands.run(words[1:], cwd=folder, env=env, stdin=stdin)
        assert done.code == 0, (folder.name, words, done.err)
        return done.out

    return run


def test_every_command_that_needs_no_other_machine_does_what_it_is_shown_for(tmp_path, run):
    told = {}
    for page in PAGES:
        typed = [] if page.name in WHOLE_TESTS else lines(page)
        folder = tmp_path / page.stem
        if typed:
            furnish(folder)
        if page.name == "diffs.md":
            for name, of in (("a.json", "old.txt"), ("b.json", "new.txt")):
                made = run(folder, ["briefer", "summarize", of, "--format", "json"])
                (folder / name).write_text(made, "utf-8")
        for words in typed:
            told[page.name, shlex.join(words)] = run(folder, words)
    assert len(told) >= 30
    for name in ("README", "editors"):
        assert len(list((tmp_path / name / "briefs").glob("*.md"))) == 1
    assert {path.name for path in (tmp_path / "tables").iterdir()} > {
        "summaries.parquet", "facts.csv", "brief.md", "checked.csv", "summaries.csv",
    }  # fmt: skip
    assert (tmp_path / "tables/summaries.csv").read_text("utf-8").count("$3.10") >= 1
    assert (tmp_path / "prompts/my-prompts/summarize.v4.jinja").exists()
    assert "**$3.10**" in told["diffs.md", "briefer diff a.json b.json"]
    assert "(changed)" in told["corrections.md", "briefer summarize new.txt --since old.txt"]
    assert json.loads(told["editors.md", "briefer verify --jsonl '<' claims.jsonl"])["supported"]
