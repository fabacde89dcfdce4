import contextlib
import dataclasses
import json
import subprocess
import sys
from pathlib import Path

import pytest
from genai_prices import data_snapshot
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.config import (
    DEFAULT_HOSTED_MODEL,
    SETTINGS,
    Resolved,
    Settings,
    choose_model,
    resolve,
    rows,
)
from briefer.errors import SettingError

NAMES = [setting.name for setting in SETTINGS]


@pytest.fixture
def here(tmp_path):
    folder = tmp_path / "project" / "deep"
    folder.mkdir(parents=True)
    return folder


def settle(flags=None, environ=None, cwd=Path("/nowhere")):
    return resolve(flags or {}, environ=environ or {}, cwd=cwd)


def write(folder, text):
    path = folder / "briefer.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_setting_has_a_field_and_every_field_a_setting():
    assert [field.name for field in dataclasses.fields(Settings)] == NAMES
    names = [name for setting in SETTINGS for name in setting.env]
    assert len(set(names)) == len(names)
    spoken = {setting.name for setting in SETTINGS if not setting.env and not setting.secret}
    assert spoken == {"sources", "sections"}
    assert all(setting.help for setting in SETTINGS)


def test_without_anything_the_defaults_hold():
    resolved = settle()
    assert resolved.settings == Settings(output=Path("/nowhere/briefs"))
    assert resolved.origins == dict.fromkeys(NAMES, "default")
    assert resolved.warnings == ()
    assert resolved.file is None
    assert (resolved.settings.unsupported, resolved.settings.concurrency) == ("flag", 8)


def test_flag_beats_environment_beats_file_beats_default(here):
    write(here, 'model = "from-file"\nlanguage = "de"\nconcurrency = 2\n')
    environ = {"BRIEFER_MODEL": "from-env", "BRIEFER_LANGUAGE": "fr"}
    resolved = settle({"model": "from-flag", "language": None}, environ, here)
    settings, origins = resolved.settings, resolved.origins
    assert (settings.model, origins["model"]) == ("from-flag", "--model")
    assert (settings.language, origins["language"]) == ("fr", "$BRIEFER_LANGUAGE")
    assert (settings.concurrency, origins["concurrency"]) == (2, "briefer.toml")
    assert (settings.max_attempts, origins["max_attempts"]) == (5, "default")
    assert settle({"base_url": "http://x"}).origins["base_url"] == "--base-url"


def test_the_nearest_file_upward_is_the_one(here):
    write(here.parent, 'model = "outer"\nlanguage = "de"')
    resolved = settle(cwd=here)
    assert resolved.settings.model == "outer"
    assert resolved.origins["model"] == "../briefer.toml"
    write(here, 'model = "inner"')
    resolved = settle(cwd=here)
    assert (resolved.settings.model, resolved.settings.language) == ("inner", None)
    assert resolved.file == here / "briefer.toml"


def test_the_environment_can_name_the_file(here, tmp_path):
    write(here, 'model = "near"')
    other = tmp_path / "other.toml"
    other.write_text('model = "named"\nprompts = "mine"', encoding="utf-8")
    for named in (str(other), "../../other.toml"):
        resolved = settle(environ={"BRIEFER_CONFIG": named}, cwd=here)
        assert resolved.settings.model == "named"
        assert resolved.settings.prompts == tmp_path / "mine"
    assert settle(environ={"BRIEFER_CONFIG": ""}, cwd=here).settings.model == "near"
    with pytest.raises(SettingError, match=r"gone.toml cannot be read") as caught:
        settle(environ={"BRIEFER_CONFIG": "gone.toml"}, cwd=here)
    assert "BRIEFER_CONFIG" in caught.value.hint


def test_folders_are_relative_to_the_file_in_it_and_else_to_the_working_folder(here):
    write(here.parent, 'prompts = "p"\nrecord = "/abs"\nreplay = "~/r"')
    resolved = settle(environ={"HOME": "/home/me"}, cwd=here)
    assert resolved.settings.prompts == here.parent / "p"
    assert resolved.settings.record == Path("/abs")
    assert resolved.settings.replay == Path("/home/me/r")
    assert settle({"prompts": "p"}, cwd=here).settings.prompts == here / "p"
    assert settle({"prompts": Path("../q")}, cwd=here).settings.prompts == here.parent / "q"
    assert settle(environ={"BRIEFER_PROMPTS": "p"}, cwd=here).settings.prompts == here / "p"


def test_the_usual_variables_of_the_protocol_count():
    environ = {"OPENAI_BASE_URL": "http://localhost:1/v1", "OPENAI_API_KEY": "sk-secret"}
    resolved = settle(environ=environ)
    assert resolved.settings.base_url == "http://localhost:1/v1"
    assert resolved.origins["base_url"] == "$OPENAI_BASE_URL"
    assert resolved.settings.api_key == "sk-secret"
    assert resolved.origins["api_key"] == "$OPENAI_API_KEY"
    ours = settle(environ={**environ, "BRIEFER_BASE_URL": "http://localhost:2/v1"})
    assert ours.settings.base_url == "http://localhost:2/v1"
    assert ours.origins["base_url"] == "$BRIEFER_BASE_URL"


def test_a_key_of_another_name_is_used_and_no_other(here):
    write(here, 'api_key_env = "MY_KEY"')
    environ = {"OPENAI_API_KEY": "sk-openai", "MY_KEY": "mine"}
    resolved = settle(environ=environ, cwd=here)
    assert (resolved.settings.api_key, resolved.origins["api_key"]) == ("mine", "$MY_KEY")
    assert settle(environ={"OPENAI_API_KEY": "sk-openai"}, cwd=here).settings.api_key is None


def test_a_key_in_the_file_or_as_a_flag_is_an_error_that_does_not_repeat_it(here):
    write(here, 'api_key = "sk-very-secret"')
    with pytest.raises(SettingError, match=r"api_key must not be set in briefer.toml") as caught:
        settle(cwd=here)
    assert "OPENAI_API_KEY" in caught.value.hint
    assert "secret" not in str(caught.value)
    with pytest.raises(SettingError, match="must not be set by a flag"):
        settle({"api_key": "sk-very-secret"})


def test_a_key_where_its_variable_s_name_belongs_is_not_repeated(here):
    write(here, 'api_key_env = "sk-very-secret"')
    with pytest.raises(SettingError, match="never a key itself") as caught:
        settle(cwd=here)
    assert "secret" not in str(caught.value)


def test_keys_are_neither_shown_nor_printed():
    resolved = settle(environ={"OPENAI_API_KEY": "sk-very-secret"})
    assert "sk-very-secret" not in repr(resolved)
    table = {name: (value, origin) for name, value, origin in rows(resolved)}
    assert list(table) == [setting.path for setting in SETTINGS]
    assert table["api_key"] == ("set", "$OPENAI_API_KEY")
    assert table["model"] == ("not set", "default")
    assert table["concurrency"] == ("8", "default")
    assert {name: value for name, value, _ in rows(settle())}["api_key"] == "not set"


COUNT = "concurrency must be a whole number, at least 1 and at most 1000, not "


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("modle = 'x'", "no setting 'modle' in briefer.toml; did you mean 'model'?"),
        ("base-url = 'x'", "no setting 'base-url' in briefer.toml; did you mean 'base_url'?"),
        ("qqqqqq = 1", "there is no setting 'qqqqqq'"),
        ("[model]\nx = 1", "model must be a text, not {'x': 1}"),
        ("concurrency = '8'", COUNT + "'8'"),
        ("concurrency = true", COUNT + "True"),
        ("concurrency = 0", COUNT + "0"),
        ("concurrency = 1.5", COUNT + "1.5"),
        ("timeout = 0", "timeout must be a number, above 0, not 0"),
        ("timeout = inf", "timeout must be a number, above 0, not inf"),
        ("timeout = nan", "timeout must be a number, above 0, not nan"),
        ("context_tokens = -1", "context_tokens must be a whole number, at least 256, not -1"),
        ("unsupported = 'hide'", "unsupported must be one of flag, quote, drop, fail, not 'hide'"),
        ("fail_on = 1", "fail_on must be a list of texts, not 1"),
        ("model = ' '", "model must be a text that is not empty, not ' '"),
        (
            "base_url = 'localhost:80'",
            "base_url must be an address like http://localhost:8080/v1, not",
        ),
        ("prompts = 3", "prompts must be a folder, not 3"),
        ("store = true", "store must be a file, not True"),
        ("no_store = 'yes'", "no_store must be true or false, not 'yes'"),
        ("no_store = 1", "no_store must be true or false, not 1"),
    ],
)
def test_nonsense_in_the_file_is_named_with_key_value_and_origin(here, text, message):
    write(here, text)
    with pytest.raises(SettingError) as caught:
        settle(cwd=here)
    assert message in str(caught.value)
    assert "briefer.toml" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("CONCURRENCY", "4", 4),
        ("TIMEOUT", " 2.5 ", 2.5),
        ("TIMEOUT", "3", 3.0),
        ("UNSUPPORTED", "drop", "drop"),
        ("FAIL_ON", "unsupported,empty", ("unsupported", "empty")),
        ("MAX_OUTPUT_TOKENS", "2000", 2000),
        ("MODEL", "", None),
        ("NO_STORE", "1", True),
        ("NO_STORE", "Yes", True),
        ("NO_STORE", "off", False),
    ],
)
def test_the_environment_s_text_becomes_the_setting_s_type(name, value, expected):
    settings = settle(environ={f"BRIEFER_{name}": value}).settings
    found = getattr(settings, name.lower())
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize("value", ["many", "1.5", "0", "1e3", "-1", "1_0_0_0_0"])
def test_nonsense_in_the_environment_is_named_too(value):
    with pytest.raises(SettingError, match=r"\$BRIEFER_CONCURRENCY"):
        settle(environ={"BRIEFER_CONCURRENCY": value})


def test_a_flag_that_is_neither_on_nor_off_is_named():
    with pytest.raises(SettingError, match=r"true or false, not 'maybe' .from \$BRIEFER_NO_STORE"):
        settle(environ={"BRIEFER_NO_STORE": "maybe"})


def test_the_store_is_a_file_beside_the_settings_and_a_flag_is_shown_as_toml_writes_it(here):
    write(here, 'store = "kept.db"\nno_store = true')
    resolved = settle(cwd=here)
    assert resolved.settings.store == here / "kept.db"
    assert resolved.settings.no_store is True
    assert ("no_store", "true", "briefer.toml") in rows(resolved)
    assert settle({"no_store": False}, cwd=here).settings.no_store is False


def test_nonsense_in_flags_is_named_too():
    with pytest.raises(SettingError, match=r"'hide' .from --unsupported"):
        settle({"unsupported": "hide"})
    with pytest.raises(SettingError, match="did you mean 'model'"):
        settle({"modell": "x"})


def test_a_broken_file_is_reported_with_its_line(here):
    write(here, 'model = "x"\nlanguage = \n')
    with pytest.raises(SettingError, match=r"briefer.toml is no valid TOML: .*line 2"):
        settle(cwd=here)
    (here / "briefer.toml").write_bytes(b'model = "x"\nlanguage = "\xff"\n')
    with pytest.raises(SettingError, match=r"briefer.toml is not UTF-8 \(at line 2\)"):
        settle(cwd=here)


def test_a_byte_order_mark_in_the_file_does_no_harm(here):
    (here / "briefer.toml").write_bytes(b'\xef\xbb\xbfmodel = "x"\r\n')
    assert settle(cwd=here).settings.model == "x"


def test_a_folder_of_the_file_s_name_is_not_the_file(here):
    (here / "briefer.toml").mkdir()
    write(here.parent, 'model = "outer"')
    assert settle(cwd=here).settings.model == "outer"


def test_unknown_variables_of_ours_are_ignored_with_a_warning():
    resolved = settle(environ={"BRIEFER_MODLE": "x", "BRIEFER_CACHE": "y", "OTHER": "z"})
    assert resolved.settings == settle().settings
    assert resolved.warnings == ("$BRIEFER_MODLE is no setting of briefer's, ignored",)


@pytest.mark.parametrize(
    ("flags", "environ", "model", "said"),
    [
        ({"model": "local:smollm2"}, {"OPENAI_API_KEY": "k"}, "local:smollm2", ""),
        ({}, {"OPENAI_API_KEY": "k"}, f"openai:{DEFAULT_HOSTED_MODEL}", "$OPENAI_API_KEY"),
        (
            {},
            {"OPENAI_BASE_URL": "http://localhost/v1"},
            f"openai:{DEFAULT_HOSTED_MODEL}",
            "$OPENAI_BASE_URL",
        ),
        ({}, {}, "extractive", "--model ollama:"),
    ],
)
def test_a_model_is_chosen_when_none_is_set(flags, environ, model, said):
    chosen, reason = choose_model(settle(flags, environ))
    assert chosen == model
    assert said in reason
    assert bool(reason) == (not flags)
    assert "\n" not in reason


def test_the_default_hosted_model_is_one_with_known_prices_and_window():
    providers = data_snapshot.get_snapshot().providers
    (openai,) = [provider for provider in providers if provider.id == "openai"]
    (model,) = [model for model in openai.models if model.id == DEFAULT_HOSTED_MODEL]
    assert model.context_window >= 100_000
    assert model.prices


def test_importing_settings_costs_no_heavy_module():
    code = (
        "import sys, json, briefer.config\n"
        "print(json.dumps([m for m in ('pydantic', 'openai', 'yaml', 'tomllib', 'difflib',"
        " 'tiktoken', 'typer', 'rapidfuzz', 'sentencex') if m in sys.modules]))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(run.stdout) == []


@given(
    st.dictionaries(st.sampled_from(NAMES), st.none() | st.text() | st.integers() | st.floats()),
    st.dictionaries(
        st.sampled_from([name for setting in SETTINGS for name in setting.env]), st.text()
    ),
)
def test_any_values_resolve_or_are_setting_errors(flags, environ):
    try:
        resolved = settle(flags, environ)
    except SettingError:
        return
    assert isinstance(resolved, Resolved)
    assert set(resolved.origins) == set(NAMES)
    assert all(isinstance(value, str) for row in rows(resolved) for value in row)


def test_a_folder_that_is_moved_keeps_its_series(tmp_path):
    series = set()
    for name in ("here", "there"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "briefer.toml").write_text('sources = ["a.txt"]\n')
        series.add(resolve({}, environ={}, cwd=folder).series)
    assert len(series) == 1
    elsewhere = {"BRIEFER_STORE": str(tmp_path / "store.db")}
    both = {
        resolve({}, environ=elsewhere, cwd=tmp_path / name).series for name in ("here", "there")
    }
    assert len(both) == 2


def test_all_that_is_wrong_is_told_at_once_with_its_line(here):
    write(
        here,
        'modle = "x"\n'
        "sources = [\n"
        '    "a.xml",\n'
        "]\n"
        'length = "Long"\n'
        "\n"
        "[[sections]]\n"
        'name = "A"\n'
        'terms = ["a"]\n'
        "\n"
        "[[sections]]\n"
        'name = "A"\n'
        "terms = 3\n"
        "weigth = 1.0\n"
        "[publish.mail]\n"
        "prot = 25\n"
        "port = 0\n",
    )
    environ = {"BRIEFER_CONCURRENCY": "many"}
    with pytest.raises(SettingError) as caught:
        settle({"unsupported": "hide"}, environ, cwd=here)
    told = caught.value.problems
    starts = ["", "", "line 1: ", "line 5: ", "line 13: ", "line 14: ", "line 16: "]
    starts += ["line 17: publish.mail.port must be"]
    assert [each[: len(start)] for each, start in zip(told, starts, strict=True)] == starts
    for part in ("'hide'", "$BRIEFER_CONCURRENCY", "'modle'", "did you mean 'long'", "'weigth'"):
        assert sum(part in each for each in told) == 1, part
    assert str(caught.value).startswith("8 settings are wrong: ")
    assert "'publish.mail.prot' in briefer.toml; did you mean 'publish.mail.port'?" in told[6]


def test_a_statement_that_is_no_toml_is_named_by_line_and_key_and_hides_no_other_fault(here):
    text = 'model = "x\nlanguage = \nsources = ["a", "b"\nlimit = 0\n[[sections]\nname = "A"\n'
    write(here, text)
    with pytest.raises(SettingError) as caught:
        settle(cwd=here)
    told = caught.value.problems
    for line, key in ((1, "model"), (2, "language"), (3, "sources"), (5, "sections")):
        start = f"line {line}: briefer.toml is no valid TOML: {key}: "
        assert sum(each.startswith(start) for each in told) == 1, (line, told)
    assert any(each.startswith("line 4: limit must be") for each in told)
    assert len(told) == 5


@given(text=st.text(alphabet="ab=[]\"\n,'1 #\\{}.", max_size=60))
@settings(max_examples=200, deadline=None)
def test_whatever_a_file_holds_every_fault_of_it_is_a_setting_error(tmp_path_factory, text):
    folder = tmp_path_factory.mktemp("any")
    write(folder, text)
    with contextlib.suppress(SettingError):
        settle(cwd=folder)
