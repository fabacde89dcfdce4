"""`prompts new` and `prompts diff`: a version of one's own, and what it sends otherwise."""

import json

import pytest

MORE = "Never use the passive voice."


@pytest.fixture
def own(briefer, tmp_path):
    """A folder in which the next version of `summarize` was begun and changed."""
    folder = tmp_path / "own"
    made = briefer("prompts", "new", "summarize", "--from", "summarize@3", "--prompts", folder)
    assert made.code == 0, made.err
    path = folder / "summarize.v4.jinja"
    text = path.read_text("utf-8")
    path.write_text(text.replace("You brief newspaper editors.", f"You brief editors. {MORE}"))
    return folder


def test_a_new_version_is_a_copy_that_says_what_it_was_copied_from(briefer, own):
    shown = briefer("prompts", "show", "summarize@3").out
    copied = (own / "summarize.v4.jinja").read_text("utf-8")
    assert copied.splitlines()[1].endswith("(from summarize@3)")
    changed = [a for a, b in zip(copied.splitlines(), shown.splitlines(), strict=True) if a != b]
    assert len(changed) == 2  # the description, and what was changed by hand
    assert "all sound" in briefer("prompts", "check", "--prompts", own).out
    listed = briefer("prompts", "list", "--prompts", own).out
    assert "summarize@4 " in listed
    assert "summarize@4/small" in listed  # small models are asked the new version too


def test_a_copy_of_a_copy_names_only_the_last(briefer, own):
    briefer("prompts", "new", "summarize", "--prompts", own)
    line = (own / "summarize.v5.jinja").read_text("utf-8").splitlines()[1]
    assert line.count("(from ") == 1
    assert line.endswith("(from summarize@4)")


def test_without_a_folder_it_goes_to_one_that_is_made_here_and_the_user_is_told(briefer, tmp_path):
    ran = briefer("prompts", "new", "lede", "--from", "facts@1/small")
    assert ran.out == "prompts/lede.v1.small.jinja\n"
    assert "--prompts prompts" in ran.err
    assert (tmp_path / "prompts" / "lede.v1.small.jinja").exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["summarize@3"], "there is a prompt summarize@3 already"),
        (["summarize", "--from", "summarize@9"], "there is no prompt 'summarize@9'"),
        (["summarize", "--from", "poem"], "there is no prompt 'poem'"),
        (["Summarize!"], "is no name of a new prompt"),
    ],
)
def test_what_cannot_be_copied_is_refused_and_nothing_is_written(
    briefer, tmp_path, arguments, says
):
    ran = briefer("prompts", "new", *arguments)
    assert ran.code == 2
    assert says in ran.err
    assert not (tmp_path / "prompts").exists()


def test_the_difference_is_what_was_changed_with_the_tokens_of_both(briefer, own, story):
    ran = briefer("prompts", "diff", "summarize@3", "summarize@4", story, "--prompts", own)
    assert ran.code == 0
    first, second, _, *diff = ran.out.splitlines()
    before, after = (int(line.split(": ")[1].split()[0]) for line in (first, second))
    assert 0 < after - before < 10
    assert second.endswith(f"({after - before:+})")
    assert diff[:2] == ["--- summarize@3", "+++ summarize@4"]
    added = [line for line in diff[2:] if line.startswith("+")]
    assert len(added) == 1
    assert MORE in added[0]


def test_the_difference_as_json(briefer, own, story):
    arguments = ["diff", "summarize@3", "summarize@4", story, "--prompts", own]
    value = json.loads(briefer("prompts", *arguments, "--format", "json").out)
    assert [each["prompt"] for each in value["prompts"]] == ["summarize@3", "summarize@4"]
    assert value["prompts"][0]["prompt_hash"] != value["prompts"][1]["prompt_hash"]
    assert any(MORE in line for line in value["diff"])


def test_prompts_that_send_the_same_are_said_to(briefer, story):
    ran = briefer("prompts", "diff", "summarize@3", "summarize@3", story)
    assert "both send the same" in ran.out
