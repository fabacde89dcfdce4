"""The published schema of briefer.toml and the file to begin with: both made from the settings."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import jsonschema
import pytest

from briefer.config import SETTINGS, Settings, resolve, rows
from briefer.config.example import begin, example_toml
from briefer.config.schema import toml_schema
from briefer.config.settings import SECTION_KEYS
from briefer.errors import OutputFileError, SettingError

SCHEMA = toml_schema()
KEYS = [setting.name for setting in SETTINGS if setting.secret]
IN_FILE = {setting.path: setting for setting in SETTINGS if not setting.secret}


def uncommented():
    return re.sub(r"^#(?=\[|\w+ = )", "", example_toml(), flags=re.MULTILINE)


def leaves(values, is_table, path=""):
    """Return what stands in tables within tables, by its whole path."""
    found = {}
    for key, value in values.items():
        inside = is_table(value)
        found.update(leaves(inside, is_table, f"{path}{key}.") if inside else {path + key: value})
    return found


def properties():
    return leaves(SCHEMA["properties"], lambda each: each.get("properties"))


def set_in(text):
    return leaves(tomllib.loads(text), lambda each: each if isinstance(each, dict) else None)


def accepts(text):
    """Return whether the schema and the program take a file; they must agree."""
    try:
        jsonschema.validate(tomllib.loads(text), SCHEMA)
    except jsonschema.ValidationError:
        return False
    return True


def resolves(text, folder):
    (folder / "briefer.toml").write_text(text, encoding="utf-8")
    try:
        resolve({}, environ={}, cwd=folder)
    except SettingError:
        return False
    return True


def test_the_schema_is_a_schema_and_has_every_setting_but_the_key():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert set(properties()) == set(IN_FILE)
    assert all(each["description"] for each in properties().values())
    section = SCHEMA["$defs"]["section"]
    assert list(section["properties"]) == [key.name for key in SECTION_KEYS]


def test_the_schema_s_defaults_are_the_settings_and_good_by_the_schema():
    defaults = {name: each["default"] for name, each in properties().items() if "default" in each}
    assert (defaults["formats"], defaults["limit"], defaults["output"]) == (["md"], 50, "briefs")
    jsonschema.validate({n: each for n, each in defaults.items() if "." not in n}, SCHEMA)
    unset = {n for n, each in IN_FILE.items() if getattr(Settings(), each.name) in (None, ())}
    assert set(defaults) == set(IN_FILE) - unset


GOOD = [
    "",
    "since = '24h'\nlimit = 1",
    "max_cost = 0.01\ntimeout = 2\nno_store = true",
    "[[sections]]\nname = 'P'\noutlets = ['The Harbour Post']\nweight = 0",
    "[publish]\nto = ['mail']\nmail.port = 25\n[publish.wordpress]\nstatus = 'publish'",
]
BAD = [
    "modle = 'x'",
    "api_key = 'x'",
    "model = ' '",
    "model = 1",
    "limit = 0",
    "limit = 1.5",
    "max_cost = 0",
    "concurrency = 2000",
    "since = 'soon'",
    "since = '24hours'",
    "formats = []",
    "formats = ['pdf']",
    "formats = 'md'",
    "length = 'tiny'",
    "ignore_robots = ['a/b']",
    "base_url = 'localhost'",
    "no_store = 'yes'",
    "sections = ['P']",
    "[[sections]]\nname = 'P'",
    "[[sections]]\nterms = ['x']",
    "[[sections]]\nname = 'P'\nterms = []",
    "[[sections]]\nname = 'P'\nterms = ['x']\nwieght = 2",
    "[[sections]]\nname = 'P'\nterms = ['x']\nweight = 101",
    "publish = 3",
    "publish_to = ['mail']",
    "[publish]\nto = ['fax']",
    "[publish.mail]\nprot = 25",
    "[publish.mail]\nport = 0",
    "[publish.mail]\npassword = 'x'",
    "[publish.fax]\nport = 1",
]


@pytest.mark.parametrize("text", GOOD)
def test_what_the_schema_accepts_resolves(text, tmp_path):
    assert accepts(text)
    assert resolves(text, tmp_path)


@pytest.mark.parametrize("text", BAD)
def test_what_the_schema_refuses_is_an_error(text, tmp_path):
    assert not accepts(text)
    assert not resolves(text, tmp_path)


def test_the_file_to_begin_with_sets_nothing(tmp_path):
    assert tomllib.loads(example_toml()) == {}
    assert begin(tmp_path) == tmp_path / "briefer.toml"
    resolved = resolve({}, environ={}, cwd=tmp_path)
    assert set(resolved.origins.values()) == {"default"}
    assert resolved.file == tmp_path / "briefer.toml"


def test_with_every_comment_sign_taken_away_everything_is_set_and_good(tmp_path):
    value = tomllib.loads(uncommented())
    assert set(set_in(uncommented())) == set(IN_FILE)
    jsonschema.validate(value, SCHEMA)
    (tmp_path / "briefer.toml").write_text(uncommented(), encoding="utf-8")
    resolved = resolve({}, environ={}, cwd=tmp_path)
    unset = [name for name, origin in resolved.origins.items() if origin == "default"]
    assert unset == KEYS
    assert sum(shown == "not set" for _, shown, _ in rows(resolved)) == len(KEYS)
    assert [section.name for section in resolved.settings.sections] == ["Politics"]


def test_what_the_file_shows_of_a_setting_is_its_default_where_it_has_one():
    value = set_in(uncommented())
    for setting in SETTINGS:
        if setting.secret or setting.default is None or setting.default == ():
            continue
        shown = value[setting.path]
        default = setting.default
        assert shown == (list(default) if isinstance(default, tuple) else default) or (
            Path(shown) == default
        )


def test_every_setting_of_the_file_is_explained_by_the_lines_above_it():
    lines = example_toml().splitlines()
    told = [at for at, line in enumerate(lines) if re.match(r"#\w+ = ", line)]
    assert len(told) == len(IN_FILE) - 1 + len(SECTION_KEYS)
    assert all(lines[at - 1].startswith("# ") and lines[at - 1].endswith(".") for at in told)
    assert max(map(len, lines)) <= 100


def test_a_file_that_is_there_is_left_as_it_is(tmp_path):
    (tmp_path / "briefer.toml").write_text("mine")
    with pytest.raises(SettingError, match=r"briefer.toml is there already") as caught:
        begin(tmp_path)
    assert caught.value.hint
    assert (tmp_path / "briefer.toml").read_text() == "mine"


def test_the_folder_is_made_and_a_file_in_its_place_is_an_error(tmp_path):
    assert begin(tmp_path / "a" / "b").read_text("utf-8") == example_toml()
    (tmp_path / "file").write_text("x")
    with pytest.raises(SettingError, match="is no folder"):
        begin(tmp_path / "file")
    with pytest.raises(OutputFileError, match="cannot be written: not a directory"):
        begin(tmp_path / "file" / "below")


def test_a_file_that_could_not_be_written_whole_is_not_left_behind(tmp_path):
    code = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from briefer.config.example import begin\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000))\n"
        "begin(Path(sys.argv[1]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", code, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "OutputFileError" in done.stderr
    assert "cannot be written: file too large" in done.stderr
    assert list(tmp_path.iterdir()) == []
