"""A model that words stories freely: no claim is a sentence of its article, all are borne out."""

import json
from collections import Counter

from briefer.llm import ModelInfo, Reply
from briefer.model import Article

DAM = """The dam at Lowmoor broke on Tuesday after two weeks of rain, the water board said.

Some 400 people were moved to a school. "We heard it before we saw it," said Mary Poole, a farmer.

The council will meet on 27 November to vote on repairs that cost £3 million.
"""
FLOOD = """The dam at Lowmoor broke on Tuesday after two weeks of rain, officials said.

Some 450 people were moved to a school in Lowmoor. Nobody was hurt when the dam broke.

The council will meet on 27 November to vote on repairs.
"""
FERRY = """The ferry Sonnmark ran aground off Kestrel Island on Monday night with 90 passengers.

Divers found no leak. The shipping line Nordlinjen said that traffic would resume on Thursday.
"""
TOLD = {
    DAM.partition("\n")[0]: "Two weeks of rain broke the dam at Lowmoor.",
    FERRY.partition("\n")[0]: "Off Kestrel Island the ferry Sonnmark ran aground.",
}


def dated(text, day="2026-11-24"):
    return Article(text, date=day, url=f"https://{len(text)}.example/story", source=str(len(text)))


class Writer:
    """Tells the first sentence that it knows of each story; counts what it is asked."""

    info = ModelInfo("test", "writer", None)

    def __init__(self, told=TOLD):
        self.asked = Counter()
        self._told = told

    async def complete(self, request):
        self.asked[request.schema_name] += 1
        prompt = request.messages[-1].content
        claims = [
            {"text": text, "evidence": [line[1:].partition("]")[0]]}
            for line in prompt.splitlines()
            for first, text in self._told.items()
            if line.startswith("[") and line.endswith(first)
        ]
        whole = {"headline": claims[0], "summary": claims, "key_facts": [], "top_lines": claims}
        return Reply(json.dumps(whole), "writer")

    async def close(self):
        pass
