"""`briefer daily` as a user drives it: what it reads, what it writes, what it says."""

import json
import re
import resource
import signal
import subprocess
import sys
import threading

import pytest

from tests.support import kiosk
from tests.support.kiosk import DAY, Kiosk
from tests.support.permissions import under_permissions
from tests.support.processes import signalled

FETCHING = ("--allow-private", "--spacing", "0")


@pytest.fixture
def daily(briefer):
    def run(*arguments, model="extractive", **more):
        return briefer("daily", *arguments, "--date", DAY, "--model", model, **more)

    return run


@pytest.fixture
def stories(tmp_path):
    return kiosk.write(tmp_path / "stories")


@pytest.fixture
def stand():
    with Kiosk() as running:
        yield running


def headings(text):
    return re.findall(r"^## \d+\. (.*?)(?: \[.*)?$", text, re.MULTILINE)


# Where sources come from


def test_sources_of_the_settings_are_relative_to_their_file_and_may_be_patterns(
    daily, stories, tmp_path
):
    (tmp_path / "briefer.toml").write_text('sources = ["stories/[hf]*.md", "more/"]\n')
    kiosk.write(tmp_path / "more", "trams")
    deep = tmp_path / "deep" / "down"
    deep.mkdir(parents=True)
    ran = daily(cwd=deep)
    assert ran.code == 0, ran.err
    assert ran.out == f"{tmp_path / 'briefs' / DAY}.md\n"
    text = (tmp_path / "briefs" / f"{DAY}.md").read_text("utf-8")
    assert "2 stories from 3 articles" in text
    assert "Varland" not in text


@pytest.mark.loopback
def test_any_mixture_of_sources_makes_one_brief(daily, tmp_path, stand):
    stand.pages = {
        "/feed.xml": kiosk.feed(("harbour", stand.url("/harbour"))),
        "/harbour": kiosk.page("harbour"),
        "/trams": kiosk.page("trams"),
    }
    folder = kiosk.write(tmp_path / "files", "ferries")
    ninjs = {
        "uri": "urn:varland:1",
        "headlines": [{"value": kiosk.PARLIAMENT[0]}],
        "bodies": [{"value": kiosk.PARLIAMENT[2], "contentType": "text/plain"}],
    }
    (tmp_path / "story.json").write_text(json.dumps(ninjs))
    ran = daily(
        stand.url("/feed.xml"),
        stand.url("/trams"),
        folder,
        "story.json",
        "-",
        *FETCHING,
        "--format",
        "json",
        stdin="A lighthouse on Tern Island went dark on Monday. The coast guard sent two boats.\n",
    )
    assert ran.code == 0, ran.err
    brief = json.loads(ran.out)
    found = {article["title"] or article["source"] for article in brief["articles"]}
    known = {title for title, _, _ in kiosk.ALL.values()}
    assert known < found
    assert len(brief["articles"]) == 5
    together = [len(story["articles"]) for story in brief["stories"]]
    assert sorted(together) == [1, 1, 1, 2]


def test_standard_input_alone_is_enough_and_named_twice_is_too_much(daily):
    text = "The mill at Brackwater burned down on Monday. Nobody was hurt, the police said.\n"
    ran = daily("-", stdin=text)
    assert ran.code == 0
    assert "Brackwater" in ran.out
    twice = daily("-", "-", stdin=text)
    assert twice.code == 2
    assert "hint: " in twice.err


def test_a_missing_file_is_told_and_the_brief_is_made_all_the_same(daily, stories):
    ran = daily(stories, "nowhere.md")
    assert ran.code == 4
    assert "nowhere.md" in ran.err
    assert len(headings(ran.out)) == 3
    assert "1 more could not be used" in ran.out
    assert "nowhere.md" in ran.out.split("Could not be used:")[1]


def test_where_nothing_can_be_read_there_is_no_brief(daily, tmp_path):
    ran = daily("nowhere.md", "nor-here.md", "--out", "brief.md")
    assert ran.code == 4
    assert ran.out == ""
    assert "nowhere.md" in ran.err
    assert not (tmp_path / "brief.md").exists()


@pytest.mark.loopback
def test_what_is_down_gone_or_broken_on_the_web_is_named_in_the_footer_and_no_failure(
    daily, stories, stand
):
    stand.pages = {
        "/feed.xml": kiosk.feed(("harbour", stand.url("/harbour")), ("trams", stand.url("/trams"))),
        "/harbour": kiosk.page("harbour"),
        "/trams": 410,
        "/broken.xml": b'<?xml version="1.0"?><rss version="2.0"><channel><item><title>Cut o',
        "/down.xml": 503,
    }
    paths = ("/feed.xml", "/broken.xml", "/down.xml", "/unknown.xml")
    closed = "http://127.0.0.1:9/feed.xml"
    ran = daily(*map(stand.url, paths), closed, *FETCHING, env={"BRIEFER_MAX_ATTEMPTS": "1"})
    assert ran.code == 0, ran.err
    assert "Harbour of Aldmouth reopens" in ran.out
    failed = ran.out.split("Could not be used:")[1].split("## ")[0].replace("\\", "")
    for path in ("/trams", *paths[1:]):
        assert stand.url(path) in failed, path
    assert closed in failed
    assert "gone" in failed.lower()


# What is written


def test_an_edition_is_written_in_every_format_and_its_files_are_named(daily, stories, tmp_path):
    (tmp_path / "briefer.toml").write_text(
        'sources = ["stories"]\noutput = "out/here"\nformats = ["md", "html", "json", "ninjs"]\n'
    )
    ran = daily("--title", "Coast & land")
    assert ran.code == 0, ran.err
    folder = tmp_path / "out" / "here"
    names = [f"{DAY}{end}" for end in (".md", ".html", ".json", ".ninjs.json")]
    assert ran.out == "".join(f"{folder / name}\n" for name in names)
    around = ["feed.json", "feed.xml", "index.html", "latest.html", "mail.eml"]
    assert sorted(path.name for path in folder.iterdir()) == sorted([*names, *around])
    assert (folder / "latest.html").read_bytes() == (folder / names[1]).read_bytes()
    text = [(folder / name).read_text("utf-8") for name in names]
    assert text[0].startswith("# Coast & land, 20 November 2026\n")
    assert "<title>Coast &amp; land" in text[1]
    assert json.loads(text[2])["title"] == "Coast & land"
    assert "uri" in json.loads(text[3])


@pytest.mark.parametrize("form", ["md", "html", "json", "jsonl", "ninjs"])
def test_with_out_one_file_is_written_and_nothing_printed(daily, stories, tmp_path, form):
    printed = daily(stories, "--format", form, "--no-store")
    written = daily(stories, "--format", form, "--no-store", "--out", "brief")
    assert (written.code, written.out) == (0, "")
    assert (tmp_path / "brief").read_text("utf-8") == printed.out
    assert printed.out.endswith("\n")


def test_out_takes_the_sources_of_the_settings_too(daily, stories, tmp_path):
    (tmp_path / "briefer.toml").write_text('sources = ["stories"]\n')
    ran = daily("--out", "brief.html", "--format", "html")
    assert (ran.code, ran.out) == (0, "")
    assert (tmp_path / "brief.html").read_text("utf-8").lower().startswith("<!doctype html>")
    assert not (tmp_path / "briefs").exists()


def test_on_a_full_disk_the_old_edition_stays_as_it_was(daily, stories, tmp_path):
    (tmp_path / "briefer.toml").write_text('sources = ["stories"]\nformats = ["md", "html"]\n')
    old = tmp_path / "briefs" / f"{DAY}.md"
    old.parent.mkdir()
    old.write_text("The edition before.\n")
    ran = daily(
        "--no-store", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))
    )
    assert ran.code == 4, ran.err
    assert "cannot be written" in ran.err
    assert ran.out == ""
    assert old.read_text() == "The edition before.\n"
    assert [path.name for path in old.parent.iterdir()] == [old.name]


def test_the_same_command_again_writes_the_same_bytes_and_asks_nothing(
    daily, stories, tmp_path, loopback
):
    (tmp_path / "briefer.toml").write_text('sources = ["stories"]\nformats = ["md", "ninjs"]\n')
    env = {"OPENAI_BASE_URL": loopback.url}

    def run():
        ran = daily(model="openai:tiny", env=env)
        assert ran.code == 0, ran.err
        return {path.name: path.read_bytes() for path in (tmp_path / "briefs").iterdir()}

    first, asked = run(), loopback.count
    assert asked > 0
    assert run() == first
    assert loopback.count == asked


# Ended from outside


@pytest.fixture
def started(tmp_path, commands):
    def start(*arguments, env=None):
        kept = {"BRIEFER_STORE": str(tmp_path / "store.db"), **(env or {})}
        return commands.start(["daily", *arguments, "--date", DAY], env=kept, cwd=tmp_path)

    return start


@pytest.mark.loopback
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_while_pages_are_fetched_ends_the_run(tmp_path, started, stand, number):
    stand.wait = threading.Event()
    stand.pages = {"/harbour": kiosk.page("harbour")}
    process = started(
        stand.url("/harbour"), *FETCHING, "--model", "extractive", "--out", "brief.md"
    )
    assert stand.reached.wait(60)
    process.send_signal(number)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 130, err
    assert out == ""
    assert "interrupted" in err
    assert "Traceback" not in err
    assert not (tmp_path / "brief.md").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_while_the_model_answers_ends_the_run_and_loses_no_answer(
    tmp_path, started, stories, loopback, number
):
    from tests.support.loopback import answer, hang

    asked = threading.Event()

    def script(call):
        if call.number < 1:
            return answer()(call)
        asked.set()
        return hang()(call)

    loopback.script = script
    env = {"OPENAI_BASE_URL": loopback.url, "BRIEFER_CONCURRENCY": "1"}
    command = (stories, "--model", "openai:tiny", "--out", "brief.md")
    process = started(*command, env=env)
    assert asked.wait(60)
    signalled(process, number)
    signalled(process, number)
    _, err = process.communicate(timeout=120)
    assert process.returncode == 130, err
    assert "Traceback" not in err
    assert not (tmp_path / "brief.md").exists()
    loopback.script = answer()
    before = loopback.count
    _, err = started(*command, env=env).communicate(timeout=120)
    assert (tmp_path / "brief.md").exists(), err
    assert loopback.count - before == 3  # two stories and the top lines


# As cron runs it


@pytest.mark.parametrize("has_room", [True, False])
def test_without_a_home_a_terminal_a_locale_or_a_folder_to_write_to(stories, tmp_path, has_room):
    place, data = tmp_path / "read-only", tmp_path / "data"
    for folder, mode in ((place, 0o555), (data, 0o755 if has_room else 0o555)):
        folder.mkdir()
        folder.chmod(mode)
    process = subprocess.run(
        [sys.executable, "-m", "briefer", "daily", stories, "--date", DAY, "--model", "extractive",
         "--out", tmp_path / "brief.md"],
        cwd=place,
        env={
            "PATH": "/usr/bin:/bin",
            "LC_ALL": "C",
            "PYTHONDONTWRITEBYTECODE": "1",
            **{f"XDG_{name}_HOME": str(data) for name in ("CACHE", "CONFIG", "DATA", "STATE")},
        },
        preexec_fn=under_permissions,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        start_new_session=True,
        timeout=120,
        check=False,
    )  # fmt: skip
    assert (process.returncode, process.stdout) == (0, b"")
    said = process.stderr.decode()
    assert said == "" if has_room else "store" in said
    assert "Traceback" not in said
    assert "season’s guests" in (tmp_path / "brief.md").read_text("utf-8")
    assert list(place.iterdir()) == []


@pytest.mark.loopback
def test_a_feed_that_has_nothing_is_no_failure(daily, stand):
    stand.pages["/quiet.xml"] = (
        b'<rss version="2.0"><channel><title>Quiet</title><link>https://quiet.example/</link>'
        b"<description>Little happens.</description></channel></rss>"
    )
    ran = daily(stand.url("/quiet.xml"), *FETCHING)
    assert (ran.code, ran.out) == (0, "")
    assert "no source has an article" in ran.err
