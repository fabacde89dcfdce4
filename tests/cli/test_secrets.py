"""No command shows a password or a token that stands in an address."""

import json

import pytest

SECRETS = ("hunter2", "t0ken", "k3y")
ADDRESS = "http://me:hunter2@127.0.0.1:9/v1?api-key=k3y"
PAGE = "http://me:hunter2@127.0.0.1:9/a.html?id=7&token=t0ken"


def test_whatever_a_command_says_of_an_address_its_secrets_are_masked(briefer, story, tmp_path):
    env = {"OPENAI_API_KEY": "sk-a-key-0123456789", "BRIEFER_MAX_ATTEMPTS": "1"}
    (tmp_path / "briefer.toml").write_text(f'base_url = "{ADDRESS}"\nsources = ["{PAGE}"]\n')
    runs = [
        briefer("fetch", PAGE),
        briefer("fetch", PAGE, "--format", "json"),
        briefer("daily", PAGE, story, "--model", "extractive", "--format", "json"),
        briefer("daily", PAGE, story, "--model", "extractive", "--format", "html"),
        briefer("summarize", PAGE, "--format", "jsonl", "--model", "extractive"),
        briefer("config", "show", env=env),
        briefer("summarize", story, env=env),
        briefer("summarize", story, "--base-url", "me:hunter2@h:x/v1?api-key=k3y", env=env),
        briefer("summarize", story, "--base-url", "ftp://me:hunter2@h/v1?api-key=k3y", env=env),
        briefer("doctor", env=env),
        briefer("config", "trust"),
    ]
    for number, ran in enumerate(runs):
        assert not [each for each in SECRETS if each in ran.out + ran.err], (number, ran)
        assert "Traceback" not in ran.err
    assert json.loads(runs[1].out)["report"][0]["source"].endswith("?id=7&token=[secret]")
    assert "127.0.0.1:9/v1?api-key=[secret]" in runs[5].out


@pytest.mark.loopback
def test_a_token_of_an_articles_address_is_in_no_brief(briefer, tmp_path):
    article = {
        "url": "https://news.example/bridge?id=7&token=t0ken",
        "headline": "Bridge opened",
        "body_text": "Mayor Ilse Varga opened the bridge on Monday. It cost 7 million euros.",
    }
    ninjs = {"uri": article["url"], "type": "text", **article}
    (tmp_path / "a.json").write_text(json.dumps(ninjs))
    for form in ("md", "html", "json", "ninjs"):
        ran = briefer("daily", "a.json", "--model", "extractive", "--format", form)
        assert ran.code == 0, ran.err
        assert "news.example/bridge?id=7" in ran.out
        assert "t0ken" not in ran.out, form


def test_a_file_found_above_sends_no_key_before_it_is_trusted(briefer, loopback, story, tmp_path):
    below = tmp_path / "below"
    below.mkdir()
    (tmp_path / "briefer.toml").write_text(
        f'base_url = "{loopback.url}"\nmodel = "openai:m"\napi_key_env = "BANK_TOKEN"\n'
    )
    env = {"BANK_TOKEN": "0123456789abcdef", "XDG_CONFIG_HOME": str(tmp_path / "config")}
    for command in (["summarize", story, "--quiet"], ["daily", story], ["doctor"]):
        ran = briefer(*command, env=env, cwd=below)
        assert ran.code == 2
        assert "config trust" in ran.out + ran.err
    assert loopback.count == 0
    assert (
        "not trusted with this: the key in $BANK_TOKEN"
        in briefer("config", "show", env=env, cwd=below).err
    )
    told = briefer("config", "trust", env=env, cwd=below)
    assert f"the key in $BANK_TOKEN goes to {loopback.url}" in told.out
    assert briefer("summarize", story, env=env, cwd=below).code == 0
    assert loopback.calls[0].headers["authorization"] == "Bearer 0123456789abcdef"
