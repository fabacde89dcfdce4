"""``briefer publish`` and ``update --publish``, as docs/publishing.md tells of them."""

import json
import re
import shutil

import pytest

from briefer.store import Store
from tests.support.desk import DAY, HARBOUR
from tests.support.publishing import READERS
from tests.support.receiving import PASSWORD
from tests.support.repository import ROOT

pytestmark = pytest.mark.loopback
PAGE = (ROOT / "docs" / "publishing.md").read_text("utf-8")
ALL = "wordpress,mail,feed,webhook,ninjs"
SECRET = "a secret of forty characters, or nearly so"
KEYS = {"PYTEST_WORDPRESS_PASSWORD": PASSWORD, "PYTEST_WEBHOOK_SECRET": SECRET}


@pytest.fixture
def folder(scene):
    """A folder with the settings of the page, made to name the servers of the scene."""
    (text,) = re.findall(r"^```toml\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    for told, here in (
        ('"https://news.example.org/"', f'"{scene.wordpress.url}/"'),
        ('"https://cms.example.org/briefs"', f'"{scene.hook.url}/briefs"'),
        (
            'host = "smtp.example.org"\nuser = "desk"',
            f'host = "127.0.0.1"\nport = {scene.mail.port}\nsecurity = "none"',
        ),
        ('["editors@example.org"]', json.dumps(READERS)),
    ):
        assert told in text
        text = text.replace(told, here)
    for name in ("WORDPRESS_PASSWORD", "WEBHOOK_SECRET"):
        text = text.replace(f'"{name}"', f'"PYTEST_{name}"')  # which a run can be forked with
    text = f"{text}\n[publish]\nallow_private = true\n"
    (scene.folder / "briefer.toml").write_text(f'store = "store.db"\n{text}')
    return scene.folder


@pytest.fixture
def run(folder, commands):
    def run(*arguments, **env):
        ran = commands.run(arguments, env={**KEYS, **env}, cwd=folder)
        assert PASSWORD not in ran.out + ran.err
        assert SECRET not in ran.out + ran.err
        return ran.code, ran.out, ran.err

    return run


def test_the_page_s_commands_publish_once_and_say_where(run, scene):
    code, told, _ = run("publish", DAY, "--to", ALL)
    assert (code, told) == (11, "")
    code, told, _ = run("publish", DAY, "--to", ALL, "--unsigned", "--dry-run")
    assert code == 0
    assert told.count(": would be sent: ") == 6
    assert not scene.wordpress.posts
    code, told, _ = run("publish", DAY, "--to", ALL, "--unsigned")
    assert code == 0
    assert told.count(": sent: ") == 6
    (post,) = scene.wordpress.posts.values()
    assert post["link"] in told
    assert (scene.folder / "briefs" / "feed.xml").exists()
    code, told, _ = run("publish", DAY, "--unsigned", "--format", "json")
    assert [each["state"] for each in json.loads(told)["targets"]] == ["already"] * 6
    code, told, _ = run("record", "show", DAY)
    assert told.count(": sent ") == 6
    verifying = {}
    exec(re.findall(r"^```python\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)[0], verifying)
    ((_, _, headers, body),) = scene.hook.requests
    assert verifying["is_genuine"](headers, body, SECRET)
    assert not verifying["is_genuine"](headers, body + b" ", SECRET)


def test_what_is_missing_or_wrong_is_told_before_anything_is_sent(run, scene):
    for arguments, wanted in (
        (("--to", "feed,webhook"), "$PYTEST_WEBHOOK_SECRET is not set"),
        (("--to", "feed,fax"), "there is no target 'fax'"),
        ((), "nobody says where"),
    ):
        code, told, err = run("publish", DAY, "--unsigned", *arguments, PYTEST_WEBHOOK_SECRET="")
        assert (code, told) == (2, "")
        assert wanted in err
    code, _, err = run("publish", "2026-11-23", "--unsigned", "--to", "feed")
    assert code == 2
    assert not (scene.folder / "briefs").exists()


def test_a_target_that_fails_gives_the_exit_code_and_the_rest_go_on(run, scene):
    scene.wordpress.user = "another"
    code, told, err = run("publish", DAY, "--unsigned", "--to", ALL)
    assert code == 12
    assert told.startswith(f"wordpress {scene.wordpress.url}: failed: ")
    assert told.count(": sent: ") == 5
    assert "application password" in err


def test_corrections_go_where_the_brief_went_when_that_is_said(run, scene):
    run("publish", DAY, "--unsigned", "--to", "wordpress,webhook")
    changed = HARBOUR.text.replace("12 million", "15 million")
    store = Store.open(scene.path)
    with store:
        store.keep_version(
            HARBOUR.url,
            type(HARBOUR)(**{**_fields(HARBOUR), "text": changed}),
            fetched="2026-11-23T05:00:00+00:00",
        )
    shutil.copy(scene.path, scene.folder / "before.db")
    code, _, err = run("update", "--offline", "--write", "--output", scene.folder / "out")
    assert code == 9
    assert f"(wordpress, webhook): briefer publish {DAY} corrects it" in err
    shutil.copy(scene.folder / "before.db", scene.path)
    update = ("update", "--offline", "--write", "--publish", "--output", scene.folder / "out")
    code, _, err = run(*update)
    assert "nobody has signed it" in err
    assert len(scene.hook.taken) == 1
    shutil.copy(scene.folder / "before.db", scene.path)
    code, _, err = run(*update, "--unsigned")
    assert code == 9
    assert err.count("sent as a correction") == 2
    assert [each["type"] for each in scene.hook.taken.values()] == ["publication", "correction"]
    (post,) = scene.wordpress.posts.values()
    assert "15 million" in post["content"]["raw"]


def test_a_process_that_is_killed_while_a_server_works_leaves_one_of_each(
    run, scene, folder, commands
):
    """Real kills: the request came and nothing was done, or it was done and nobody was told."""
    running = []

    def kill():
        running.pop().kill()
        return "drop"

    servers = {"wordpress": scene.wordpress, "webhook": scene.hook}
    for name, server in servers.items():
        for when in ("before", "after"):
            server.script = lambda _, method, path, when=when: (
                kill() if (when, method) == ("before", "POST") and running else None
            )
            server.on_request = lambda seen, method, path, when=when: (
                kill() if (seen, when, method) == ("after", "after", "POST") and running else None
            )
            arguments = ("publish", DAY, "--unsigned", "--to", name)
            process = commands.start(arguments, env=KEYS, cwd=folder)
            running.append(process)
            process.communicate()
            assert not running, "it came to the moment"
            assert process.returncode != 0
    code, told, _ = run("publish", DAY, "--unsigned", "--to", "wordpress,webhook")
    assert code == 0
    assert told.count(": sent: ") == 2
    assert len(scene.wordpress.posts) == len(scene.hook.taken) == 1


def _fields(article):
    import dataclasses

    return {f.name: getattr(article, f.name) for f in dataclasses.fields(article) if f.init}
