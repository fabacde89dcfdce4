"""What requests begin with: an endpoint that caches prompts is paid less for an equal beginning."""

import json
from itertools import takewhile

import pytest

from tests.support.loopback import answer, valid_answer
from tests.support.whole_runs import Newsroom, number_in

WRONG = "The mayor paid 999 dollars for a submarine in Atlantis."
"""A claim that no article bears out, so that it is sent back."""

REPAIR = "These claims were checked"
REASK = "That answer cannot be used"


@pytest.fixture
def newsroom(tmp_path, loopback, commands):
    newsroom = Newsroom(tmp_path, loopback, commands, count=6)
    for number in range(newsroom.count):
        file = newsroom.folder / f"{number:05}.txt"
        file.write_text(f"{'ABCDEF'[number]} heading\n\n{file.read_text()}")
    return newsroom


def common(texts):
    """The beginning that all texts have."""
    same = (len(set(characters)) == 1 for characters in zip(*texts, strict=False))
    return texts[0][: sum(takewhile(bool, same))]


def conversations(server, first=2):
    """Calls as lists of messages, those that open a conversation (``first``) or go on with one."""
    return [
        call.body["messages"]
        for call in server.calls
        if (len(call.body["messages"]) == 2) == (first == 2)
    ]


def untrue(call):
    """A valid answer whose last claim is wrong, unless it is asked to mend that."""
    value = valid_answer(call)
    if REPAIR not in call.prompt and "verdicts" not in value:
        part = "key_facts" if "key_facts" in value else "top_lines"
        value[part][-1]["text"] = WRONG
    return json.dumps(value)


@pytest.mark.parametrize("command", ["summarize", "facts"])
def test_requests_of_one_prompt_are_equal_up_to_the_article(newsroom, command):
    newsroom.ended(newsroom.start(command=command))
    bodies = [call.body for call in newsroom.server.calls]
    assert len(bodies) == newsroom.count
    # Whatever an endpoint puts before the messages (a schema, settings) is the same, in its order.
    rest = {json.dumps({**body, "messages": []}) for body in bodies}
    assert len(rest) == 1
    system, user = zip(*[body["messages"] for body in bodies], strict=True)
    assert {message["role"] for message in system} == {"system"}
    assert len({message["content"] for message in system}) == 1
    texts = [message["content"] for message in user]
    shared = common(texts)
    assert shared.endswith("[S1] ")
    assert sorted(text[len(shared)] for text in texts) == list("ABCDEF")
    # The article comes last: nothing that is the same for all stands behind what differs.
    assert len(common([text[::-1] for text in texts])) < 100


@pytest.mark.parametrize("problem", [REPAIR, REASK])
def test_a_follow_up_begins_with_all_that_was_said_about_its_article(newsroom, problem):
    """The endpoint has read the article once; only what is new is read anew."""
    if problem == REPAIR:
        newsroom.server.script = answer(text=untrue)
    else:
        newsroom.server.script = lambda call: answer(
            text=None if REASK in call.prompt else '{"headline": 1}'
        )(call)
    assert newsroom.run("--judge", "off").code == 0
    opened = {number_in(each[1]["content"]): each for each in conversations(newsroom.server)}
    followed = conversations(newsroom.server, first=3)
    assert len(opened) == len(followed) == newsroom.count
    for messages in followed:
        before = opened[number_in(messages[1]["content"])]
        assert json.dumps(messages[:2]) == json.dumps(before)
        assert [message["role"] for message in messages[2:]] == ["assistant", "user"]
        assert problem in messages[3]["content"]


def test_a_judge_is_shown_the_article_as_the_writer_was(newsroom):
    newsroom.server.script = answer(text=untrue)
    assert newsroom.run().code == 0
    opened = {number_in(each[1]["content"]): each for each in conversations(newsroom.server)}
    judged = [
        messages
        for messages in conversations(newsroom.server, first=3)
        if "verdicts" in messages[-1]["content"]
    ]
    assert len(opened) == len(judged) == newsroom.count
    for messages in judged:
        assert messages[:2] == opened[number_in(messages[1]["content"])]
        assert [message["role"] for message in messages[2:]] == ["user"]


def test_the_top_lines_share_their_beginning_and_so_does_their_repair(briefer, loopback, articles):
    loopback.script = answer(text=untrue)
    env = {"OPENAI_BASE_URL": loopback.url, "BRIEFER_JUDGE": "off"}
    files = sorted(articles.iterdir())
    for day in (files[:4], files[4:]):  # two days' articles, one prompt
        command = ("daily", *day, "--model", "openai:tiny", "--date", "2026-11-22")
        assert briefer(*command, env=env).code == 0
    digests = [call.body["messages"] for call in loopback.calls if '"top_lines"' in call.prompt]
    opening = [messages for messages in digests if len(messages) == 2]
    repairs = [messages for messages in digests if len(messages) > 2]
    assert len(opening) == len(repairs) == 2
    assert opening[0][0] == opening[1][0]
    assert opening[0][1] != opening[1][1]
    for first, after in zip(opening, repairs, strict=True):
        assert json.dumps(after[:2]) == json.dumps(first)
        assert REPAIR in after[-1]["content"]
