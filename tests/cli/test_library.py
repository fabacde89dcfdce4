"""`prompts`, `models`, `schema`, `config show`, `doctor`, `verify` and every help."""

import json
import re

import pytest

COMMANDS = [
    ["summarize"],
    ["facts"],
    ["daily"],
    ["verify"],
    ["diff"],
    ["schema"],
    ["doctor"],
    *(["eval", name] for name in ("run", "compare")),
    ["config", "show"],
    *(["prompts", name] for name in ("list", "show", "check", "lock", "render", "new", "diff")),
    *(["models", name] for name in ("list", "pull", "path")),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_a_help_with_an_example(briefer, command):
    ran = briefer(*command, "-h")
    assert ran.code == 0
    assert f"Example: briefer {' '.join(command)}" in ran.out or "Example: cat " in ran.out


def test_the_root_help_lists_every_command(briefer):
    ran = briefer("--help")
    for command in COMMANDS:
        assert re.search(rf"│ {command[0]} ", ran.out)
    assert briefer("--version").out == "briefer 0.1.0\n"


def test_prompts_are_listed_shown_and_sound(briefer):
    listed = briefer("prompts", "list").out
    assert re.search(r"^summarize@1 +b2:[0-9a-f]{32}  released", listed, re.MULTILINE)
    assert "{% block system %}" in briefer("prompts", "show", "summarize@1").out
    assert "all sound" in briefer("prompts", "check").out
    assert briefer("prompts", "show", "poem").code == 2


def test_render_prints_what_would_be_sent_with_its_token_count(briefer, story):
    ran = briefer("prompts", "render", "summarize@1", story, "--model", "openai:gpt-4o-mini")
    assert ran.code == 0
    assert re.match(r"# summarize@1 for openai:gpt-4o-mini: \d+ tokens, key b2:", ran.out)
    assert "[S2] The UK has indicated" in ran.out
    assert '"additionalProperties":false' in ran.out
    as_json = briefer("prompts", "render", "summarize", story, "--format", "json")
    value = json.loads(as_json.out)
    assert [m["role"] for m in value["messages"]] == ["system", "user"]
    assert value["tokens"] > 100


def test_prompts_of_ones_own_are_used_checked_and_locked(briefer, story, tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    shown = briefer("prompts", "show", "facts@1").out
    (own / "facts.v2.jinja").write_text(shown.replace("newspaper editors", "pirates"))
    rendered = briefer("prompts", "render", "facts", story, "--prompts", own)
    assert "You brief pirates" in rendered.out
    assert "released facts@2" in briefer("prompts", "lock", "--prompts", own).out
    (own / "facts.v2.jinja").write_text(shown)
    ran = briefer("facts", story, "--prompts", own)
    assert ran.code == 2
    assert "facts@2 was changed after its release" in ran.err
    assert briefer("prompts", "check", "--prompts", own).code == 2


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("{{ language", "{{ language.__class__"), "Python internals"),
        (("title: the article's title, or none\n", ""), "not declared under inputs"),
        (("{% block user %}", "{% block user"), "prompts"),
    ],
)
def test_a_prompt_that_cannot_be_used_ends_the_run_with_a_sentence(
    briefer, story, tmp_path, change, says
):
    own = tmp_path / "own"
    own.mkdir()
    shown = briefer("prompts", "show", "facts@1").out
    assert change[0] in shown
    (own / "facts.v9.jinja").write_text(shown.replace(*change))
    ran = briefer("facts", story, "--prompts", own)
    assert ran.code == 2
    assert "facts.v9.jinja" in ran.err
    assert says in ran.err or "line" in ran.err
    assert "Traceback" not in ran.err


def test_models_are_listed_with_what_each_needs(briefer):
    ran = briefer("models", "list")
    assert "extractive" in ran.out
    assert "local:smollm2" in ran.out
    assert "briefer models pull smollm2" in ran.out
    missing = briefer("models", "path", "smollm2")
    assert missing.code == 5
    assert "models pull smollm2" in missing.err
    assert briefer("models", "pull", "gpt-9").code == 2


def test_a_model_that_was_not_pulled_says_how_to(briefer, story):
    ran = briefer("summarize", story, "--model", "local:smollm2")
    assert ran.code == 5
    assert "briefer models pull smollm2" in ran.err


def test_config_show_gives_every_setting_its_origin_and_no_secret(briefer, tmp_path):
    (tmp_path / "briefer.toml").write_text('language = "German"\nconcurrency = 3\n')
    env = {"OPENAI_API_KEY": "sk-secret-123456789", "BRIEFER_UNSUPPORTED": "drop"}
    ran = briefer("config", "show", "--model", "extractive", env=env)
    rows = {line.split()[0]: line.split()[1:] for line in ran.out.splitlines()}
    assert rows["model"] == ["extractive", "--model"]
    assert rows["unsupported"] == ["drop", "$BRIEFER_UNSUPPORTED"]
    assert rows["language"] == ["German", "briefer.toml"]
    assert rows["timeout"][-1] == "default"
    assert rows["api_key"] == ["set", "$OPENAI_API_KEY"]
    assert "sk-secret" not in ran.out + ran.err


def test_a_misspelt_setting_is_refused_with_a_suggestion(briefer, story, tmp_path):
    (tmp_path / "briefer.toml").write_text('modle = "extractive"\n')
    ran = briefer("summarize", story)
    assert ran.code == 2
    assert "did you mean 'model'" in ran.err


def test_doctor_says_what_works_and_how_to_mend_the_rest(briefer):
    ran = briefer("doctor")
    assert ran.code == 0
    assert "ok    prompts:" in ran.out
    assert "briefer models pull smollm2" in ran.out
    broken = briefer("doctor", "--model", "poet")
    assert broken.code == 2
    assert "FAIL  engine: no engine answers" in broken.out


def test_verify_lists_every_sentence_with_its_evidence(briefer, story, tmp_path):
    text = tmp_path / "text.md"
    text.write_text(
        "# Brief\n\nThe UK has indicated 10,000 to 30,000 personnel. "
        "Britain and France will host ministers from 50 countries.\n"
    )
    ran = briefer("verify", text, story)
    assert ran.code == 3
    assert "\n3 claims: " in ran.out
    assert "1 open (marked ○" in ran.out  # a heading that states nothing
    assert "; 1 flagged (marked ⚠" in ran.out
    assert "  - [S2] The UK has indicated" in ran.out
    assert "number: You wrote 50. The article says 30 (sentence 1)." in ran.out
    for more in (["--exit-zero"], ["--fail-on", "none"]):
        assert briefer("verify", text, story, *more).code == 0
    assert briefer("verify", text, story, env={"BRIEFER_FAIL_ON": "none"}).code == 0


def test_verify_jsonl_answers_a_line_for_a_line(briefer):
    article = "The UK has indicated a deployment of 10,000 to 30,000 personnel."
    lines = [
        json.dumps(
            {"article": article, "claim": "The UK has indicated 10,000 to 30,000 personnel."}
        ),
        "not json",
        json.dumps({"article": article, "claim": "The UK has indicated 90,000 personnel."}),
        json.dumps({"article": article}),
        json.dumps({"article": " ", "claim": "x"}),
    ]
    ran = briefer("verify", "--jsonl", stdin="\n".join(lines) + "\n")
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert len(answers) == len(lines)
    assert answers[0]["supported"] is True
    assert answers[0]["evidence"][0]["text"] == article
    assert answers[2]["supported"] is False
    assert answers[2]["findings"][0]["kind"] == "number"
    assert 0 <= answers[2]["score"] <= 1
    assert [sorted(a) for a in (answers[1], answers[3], answers[4])] == [["error"]] * 3
    assert ran.code == 2
    assert "line 2: not JSON" in ran.err


@pytest.mark.parametrize(
    "arguments", [["only-one"], ["-", "-"], ["a", "b", "--jsonl"], []], ids=str
)
def test_verify_says_what_it_takes(briefer, arguments):
    assert briefer("verify", *arguments).code == 2
