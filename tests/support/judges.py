"""Loopback models: a strong but careless writer, and judges of several kinds to read it.

What they say is in ``fixtures/scripted/``; it was written, not recorded.
"""

import json
from dataclasses import dataclass
from functools import cache

from tests.support.loopback_acts import (
    Act,
    Call,
    Script,
    answer,
    beside_a_judge,
    claims_to_judge,
    schema_of,
    supported,
    valid_answer,
)
from tests.support.repository import ROOT
from tests.support.scripted import Told, everything_told, places_in

_WRONG = ROOT / "fixtures" / "scripted" / "judge" / "wrong.json"


@dataclass(frozen=True)
class Wrong:
    """A claim that its article does not bear out, with a careful reader's verdict on it."""

    text: str
    evidence: tuple[str, ...]
    verdict: str
    wrong: str
    kind: str
    reason: str
    deciding: tuple[str, ...]


@cache
def wrong_claims() -> dict[str, tuple[Wrong, ...]]:
    """The wrong claims by the article they are about, as ``articles/NAME``."""
    return {
        each["article"]: tuple(
            Wrong(**{**c, "evidence": tuple(c["evidence"]), "deciding": tuple(c["deciding"])})
            for c in each["claims"]
        )
        for each in json.loads(_WRONG.read_text("utf-8"))["articles"]
    }


def told_of(article: str) -> Told:
    """What the strong writer makes of one article."""
    return next(each for each in everything_told() if each.articles == (article,))


def careless() -> Script:
    """Write what the strong writer does, with the wrong claims in the place of its key facts."""

    def write(call: Call) -> str:
        asked = set(schema_of(call).get("properties", {}))
        if asked == {"claims"}:
            return json.dumps({"claims": []})  # it stands by what it wrote
        if "top_lines" in asked:
            return json.dumps(valid_answer(call))
        places = places_in(call.prompt)
        article = next(
            name for name in wrong_claims() if set(told_of(name).headline.sentences) <= set(places)
        )
        told = told_of(article)

        def given(claim):
            return {"text": claim.text, "evidence": [places[s][0] for s in claim.sentences]}

        wrong = [
            {"text": each.text, "evidence": list(each.evidence)} for each in wrong_claims()[article]
        ]
        return json.dumps(
            {
                "headline": given(told.headline),
                "summary": [given(claim) for claim in told.parts["lede"]],
                "key_facts": wrong,
            }
        )

    return answer(write)


def read_by(judge: Script) -> Script:
    """The careless writer, read by a judge."""
    return beside_a_judge(careless(), judge)


def right() -> Script:
    """A judge who knows: true claims rest on what they cite, wrong ones get the verdict written."""

    def verdict(call: Call, number: int, text: str) -> dict:
        known = {each.text: each for claims in wrong_claims().values() for each in claims}
        if text in known:
            each = known[text]
            return {
                "number": number,
                "verdict": each.verdict,
                "evidence": list(each.deciding),
                "wrong": each.wrong,
                "kind": each.kind,
                "reason": each.reason,
            }
        places = places_in(call.prompt)
        claim = next(c for told in everything_told() for c in told.claims if c.text == text)
        return supported(number, *(places[s][0] for s in claim.sentences))

    return _verdicts(verdict)


def lazy() -> Script:
    """A judge who finds everything supported by the first sentence."""
    return _verdicts(lambda call, number, _: supported(number, _first(call)))


def contrary() -> Script:
    """A judge who finds everything contradicted by the first sentence."""
    return _verdicts(
        lambda call, number, text: {
            "number": number,
            "verdict": "contradicted",
            "evidence": [_first(call)],
            "wrong": text.split()[0],
            "kind": "predicate",
            "reason": "It is not so.",
        }
    )


def inventing() -> Script:
    """A judge who rests its verdicts on sentences that do not exist."""
    return _verdicts(lambda _, number, __: supported(number, "S999"))


def miscounting() -> Script:
    """A judge who leaves the first claim out and gives a verdict on one that is not there."""

    def verdicts(call: Call) -> str:
        numbers = [number for number, _ in claims_to_judge(call)]
        given = [supported(number, _first(call)) for number in [*numbers[1:], 99]]
        return json.dumps({"verdicts": given})

    return answer(verdicts)


def cut_off() -> Script:
    """A judge whose answer ends at its limit."""
    return answer('{"verdicts": [{"number": 1, "verd', finish_reason="length")


def obedient(order: str) -> Script:
    """A judge who does what an article orders, and otherwise knows."""
    knows, obeys = right(), lazy()

    def either(call: Call) -> Act:
        return obeys(call) if order in call.prompt else knows(call)

    return either


def _verdicts(verdict) -> Script:
    def write(call: Call) -> str:
        made = [verdict(call, number, text) for number, text in claims_to_judge(call)]
        return json.dumps({"verdicts": made}, ensure_ascii=False)

    return answer(write)


def _first(call: Call) -> str:
    return next(names[0] for names in places_in(call.prompt).values())
