"""`briefer init`, `briefer schema config` and `briefer config show`, as a user sees them."""

import json
import tomllib

import jsonschema


def test_init_writes_a_file_that_sets_nothing_and_says_what_to_do_next(briefer, tmp_path):
    ran = briefer("init")
    assert (ran.code, ran.out) == (0, "wrote briefer.toml\n")
    assert "take the # away before sources" in ran.err
    assert "briefer daily" in ran.err
    assert tomllib.loads((tmp_path / "briefer.toml").read_text("utf-8")) == {}
    shown = briefer("config", "show")
    assert shown.code == 0
    assert "briefer.toml" not in shown.out


def test_init_leaves_a_file_that_is_there_and_says_so(briefer, tmp_path):
    file = tmp_path / "briefer.toml"
    file.write_text('model = "extractive"\n')
    ran = briefer("init")
    assert (ran.code, ran.out) == (2, "")
    assert "briefer.toml is there already, and is left as it is" in ran.err
    assert "hint: " in ran.err
    assert file.read_text() == 'model = "extractive"\n'


def test_init_makes_the_folder_named_and_quietly_if_asked(briefer, tmp_path):
    ran = briefer("init", "morning/port", "--quiet")
    assert (ran.code, ran.out, ran.err) == (0, "wrote morning/port/briefer.toml\n", "")
    assert (tmp_path / "morning" / "port" / "briefer.toml").is_file()


def test_init_says_when_another_file_is_named_by_the_environment(briefer, tmp_path):
    (tmp_path / "other.toml").write_text("")
    ran = briefer("init", "here", env={"BRIEFER_CONFIG": "other.toml"})
    assert ran.code == 0
    assert "$BRIEFER_CONFIG is set" in ran.err


def test_the_published_schema_holds_for_a_file_and_not_for_a_slip_in_it(briefer):
    ran = briefer("schema", "config")
    assert ran.code == 0
    validator = jsonschema.Draft202012Validator(json.loads(ran.out))
    file = '[[sections]]\nname = "Port"\nterms = ["ferry"]\n'
    assert validator.is_valid(tomllib.loads(file))
    assert not validator.is_valid(tomllib.loads(file.replace("terms", "trems")))


def test_config_show_says_where_the_settings_of_the_brief_come_from(briefer, tmp_path):
    (tmp_path / "briefer.toml").write_text(
        'title = "Harbour Morning"\n[[sections]]\nname = "Port"\nterms = ["ferry"]\n'
    )
    ran = briefer("config", "show", "--formats", "html,json", env={"BRIEFER_LENGTH": "short"})
    lines = {line.split()[0]: " ".join(line.split()[1:]) for line in ran.out.splitlines()}
    assert lines["title"] == "Harbour Morning briefer.toml"
    assert lines["sections"] == "Port briefer.toml"
    assert lines["formats"] == "html, json --formats"
    assert lines["length"] == "short $BRIEFER_LENGTH"
    assert lines["limit"] == "50 default"


def test_a_slip_in_a_section_is_named_with_its_place(briefer, tmp_path):
    (tmp_path / "briefer.toml").write_text('[[sections]]\nname = "Port"\ntrems = ["ferry"]\n')
    ran = briefer("config", "show")
    assert ran.code == 2
    assert "no key 'trems' in sections[1] in briefer.toml; did you mean 'terms'?" in ran.err
