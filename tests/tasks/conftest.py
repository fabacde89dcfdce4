import json
from dataclasses import dataclass

import pytest

from briefer.llm import ModelInfo, Reply
from briefer.model import Article, Usage
from briefer.prompting import PromptLibrary
from briefer.text import split

STORY = """Britain and France will host defence ministers from around 30 countries on Thursday.

The UK has indicated a deployment of 10,000 to 30,000 personnel.

U.S. Defense Secretary Pete Hegseth is not expected to attend the meeting in Brussels.
"""


@dataclass
class Hand:
    """Drives a task by hand: answers each round with what a test says."""

    prompts: PromptLibrary

    def reply(self, value, **parts):
        text = value if isinstance(value, str) else json.dumps(value)
        return Reply(text, "by-hand", usage=Usage(10, 5), **parts)

    def play(self, task, *rounds):
        """Return (result, the requests of every round); a round is a list of outcomes."""
        asked = [next(task)]
        for outcomes in rounds:
            try:
                asked.append(task.send([self.outcome(o) for o in outcomes]))
            except StopIteration as stop:
                return stop.value, asked
        raise AssertionError(f"the task goes on: {[r.prompt.label for r in asked[-1]]}")

    def outcome(self, value):
        return value if isinstance(value, Reply | Exception) else self.reply(value)


@pytest.fixture(scope="session")
def prompts():
    return PromptLibrary.at()


@pytest.fixture
def hand(prompts):
    return Hand(prompts)


@pytest.fixture
def story():
    return split(Article(STORY, source="story.txt"))


@pytest.fixture
def model():
    return ModelInfo("openai", "openai:by-hand", 100_000)
