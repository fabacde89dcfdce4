"""What briefer.toml says of the daily brief: sources, sections, lists and days."""

import glob
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.config import Section, resolve, rows
from briefer.errors import SettingError

FULL = """
title = "Harbour Morning"
sources = ["https://harbour.example/feed.xml", "articles/", "wire/*.json", "~/more", "-", "/abs/x"]
output = "out"
formats = ["md", "html", "md"]
length = "long"
since = 2026-11-22
audience = "Editors."
style = \"\"\"
Plain words.
No exclamation marks.
\"\"\"
limit = 12
allow_private = true
user_agent = "Harbour/1.0 (+https://harbour.example/bot)"
ignore_robots = ["harbour.example", "[::1]:8080"]

[[sections]]
name = "Port"
terms = ["ferry", "dock strike"]
weight = 2

[[sections]]
name = "Ours"
outlets = ["The Harbour Post"]
"""


def settle(text="", flags=None, environ=None, cwd=Path("/nowhere")):
    if text:
        (cwd / "briefer.toml").write_text(text, encoding="utf-8")
    return resolve(flags or {}, environ=environ or {}, cwd=cwd)


def message(*arguments, **more):
    with pytest.raises(SettingError) as caught:
        settle(*arguments, **more)
    return str(caught.value)


def test_all_that_the_file_says_of_the_brief_is_typed(tmp_path):
    settings = settle(FULL, cwd=tmp_path).settings
    assert settings.title == "Harbour Morning"
    assert settings.output == tmp_path / "out"
    assert settings.formats == ("md", "html")
    assert (settings.length, settings.since, settings.limit) == ("long", "2026-11-22", 12)
    assert (settings.audience, settings.allow_private) == ("Editors.", True)
    assert settings.style == "Plain words.\nNo exclamation marks.\n"
    assert settings.user_agent == "Harbour/1.0 (+https://harbour.example/bot)"
    assert settings.ignore_robots == ("harbour.example", "[::1]:8080")
    assert settings.sections == (
        Section("Port", ("ferry", "dock strike"), weight=2.0),
        Section("Ours", (), ("The Harbour Post",), 1.0),
    )
    assert isinstance(settings.sections[0].weight, float)


def test_sources_are_relative_to_the_file_and_addresses_stay_as_they_are(tmp_path):
    deep = tmp_path / "below" / "here"
    deep.mkdir(parents=True)
    settle(FULL, cwd=tmp_path)
    assert settle(environ={"HOME": "/home/me"}, cwd=deep).settings.sources == (
        "https://harbour.example/feed.xml",
        str(tmp_path / "articles"),
        str(tmp_path / "wire" / "*.json"),
        "/home/me/more",
        "-",
        "/abs/x",
    )


def test_a_folder_s_own_name_is_no_pattern(tmp_path):
    folder = tmp_path / "day [1]"
    folder.mkdir()
    (folder / "a.txt").write_text("x")
    found = settle('sources = ["*.txt", "a.txt"]', cwd=folder).settings.sources
    assert glob.glob(found[0]) == [str(folder / "a.txt")]  # noqa: PTH207 (as the text says)
    assert found[1] == str(folder / "a.txt")


def test_sources_given_as_arguments_stay_as_they_were_typed_and_replace_the_file_s(tmp_path):
    resolved = settle(FULL, {"sources": ["a.txt", "../b/*.xml"]}, cwd=tmp_path)
    assert resolved.settings.sources == ("a.txt", "../b/*.xml")
    assert resolved.origins["sources"] == "the arguments"


def test_briefs_are_written_beside_the_file_unless_it_says_otherwise(tmp_path):
    deep = tmp_path / "deep"
    deep.mkdir()
    assert settle("limit = 3", cwd=tmp_path).settings.output == tmp_path / "briefs"
    assert settle(cwd=deep).settings.output == tmp_path / "briefs"
    assert settle(flags={"output": "here"}, cwd=deep).settings.output == deep / "here"
    assert settle(cwd=deep).origins["output"] == "default"


def test_lists_in_flags_and_variables_have_commas():
    settings = settle(
        flags={"formats": "html, json"}, environ={"BRIEFER_IGNORE_ROBOTS": "a.example,b.example,"}
    ).settings
    assert settings.formats == ("html", "json")
    assert settings.ignore_robots == ("a.example", "b.example")
    assert settle(flags={"formats": ["ninjs"]}).settings.formats == ("ninjs",)


def test_the_settings_of_a_caller_can_hold_sections():
    sections = (Section("Port", ("ferry",)),)
    assert settle(flags={"sections": sections}).settings.sections == sections


def test_what_is_set_is_shown_on_one_line_each(tmp_path):
    table = {name: (value, origin) for name, value, origin in rows(settle(FULL, cwd=tmp_path))}
    assert table["sections"] == ("Port, Ours", "briefer.toml")
    assert table["formats"] == ("md, html", "briefer.toml")
    assert table["style"][0] == "Plain words. No exclamation marks."
    assert table["since"] == ("2026-11-22", "briefer.toml")
    assert table["allow_private"] == ("true", "briefer.toml")
    assert {n: v for n, v, _ in rows(settle())}["sources"] == "not set"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "sources = 'a.xml'",
            ("sources must be a list of texts, not 'a.xml' (from briefer.toml); write ['a.xml']"),
        ),
        ("sources = ['a', 3]", "sources[2] must be a text, not 3 (from briefer.toml)"),
        ("sources = ['a', ' ']", "sources[2] must be a text that is not empty, not ' '"),
        (
            "formats = ['htlm']",
            (
                "formats[1] must be one of md, html, json, ninjs, not 'htlm' "
                "(from briefer.toml); did you mean 'html'?"
            ),
        ),
        ("formats = []", "formats must be a list of one or more of md, html, json, ninjs, not []"),
        (
            "length = 'Long'",
            (
                "length must be one of short, standard, long, not 'Long' "
                "(from briefer.toml); did you mean 'long'?"
            ),
        ),
        (
            "since = 'tomorrow'",
            (
                "since must be last, yesterday, hours like 24h, days like 2d, or a day like "
                "2026-11-22, not 'tomorrow'"
            ),
        ),
        ("since = '2026-02-30'", "since must be last"),
        ("since = '0h'", "since must be last"),
        ("since = 24", "since must be a text, not 24"),
        ("model = 2026-11-22", "model must be a text, not datetime.date(2026, 11, 22)"),
        ("limit = 0", "limit must be a whole number, at least 1, not 0"),
        ("allow_private = 'yes'", "allow_private must be true or false, not 'yes'"),
        ('user_agent = "a\\nb"', "user_agent must be a text of plain ASCII characters on one line"),
        (
            "ignore_robots = ['https://a.example/']",
            (
                "ignore_robots[1] must be a host like "
                "www.example.org, without https:// and path, not 'https://a.example/'"
            ),
        ),
        (
            "sectoins = 1",
            "there is no setting 'sectoins' in briefer.toml; did you mean 'sections'?",
        ),
        (
            "sections = 'Port'",
            (
                "sections must be a list of tables, not 'Port' (from briefer.toml); "
                "write [[sections]] over its keys"
            ),
        ),
        ("[sections]\nname = 'Port'", "sections must be a list of tables"),
        (
            "[[sections]]\nname = 'P'\nterm = ['x']",
            ("there is no key 'term' in sections[1] in briefer.toml; did you mean 'terms'?"),
        ),
        (
            "[[sections]]\nname = 'P'\nterms = 'x'",
            ("sections[1].terms must be a list of texts, not 'x' (from briefer.toml); write ['x']"),
        ),
        ("[[sections]]\nname = 'P'\nterms = [1]", "sections[1].terms[1] must be a text, not 1"),
        ("[[sections]]\nterms = ['x']", "sections[1] has no name (from briefer.toml)"),
        ("[[sections]]\nname = 'P'", "sections[1] has neither terms nor outlets"),
        ("[[sections]]\nname = 3\nterms = ['x']", "sections[1].name must be a text, not 3"),
        (
            "[[sections]]\nname = 'P'\nterms = ['x']\nweight = -1",
            "sections[1].weight must be a number, at least 0 and at most 100, not -1",
        ),
        (
            "[[sections]]\nname = 'P'\nterms = ['x']\n[[sections]]\nname = 'P'\nterms = ['y']",
            "sections[2].name is 'P', as that of another section (from briefer.toml)",
        ),
        (
            "model = 'x'\n[[sections]]\nname = 'P'\nterms = ['x']\nmodel = 'y'",
            "there is no key 'model' in sections[1] in briefer.toml",
        ),
    ],
)
def test_nonsense_is_named_with_its_place_and_what_was_meant(tmp_path, text, said):
    assert said in message(text, cwd=tmp_path)


@given(
    st.dictionaries(
        st.sampled_from(["sources", "formats", "ignore_robots", "sections", "since", "limit"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.sampled_from(["name", "terms", "weight"]), inner, max_size=3)
            ),
            max_leaves=8,
        ),
    )
)
def test_any_nested_values_resolve_or_are_setting_errors(flags):
    try:
        resolved = settle(flags=flags)
    except SettingError as error:
        assert str(error)  # noqa: PT017
        return
    assert all(isinstance(value, str) for row in rows(resolved) for value in row)
