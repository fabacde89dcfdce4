"""The engine without a model: answers made of the source's own sentences, word for word."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from briefer.analysis.injection import is_addressed_to_machine
from briefer.errors import BadRequestError
from briefer.llm import ModelInfo, Reply, Request
from briefer.model import canonical_json, word_count
from briefer.providers.ranking import Ranked, Ranking, Text

Answer = dict[str, Any]

_FEWEST_APART = 4
"""Usable sentences from which the headline's is not said again in the summary."""

_USABLE = 0.5
_LEADS = 3
_LONG_LEAD = 40
"""Words: a lead longer than that gives way to a sentence near it that is about as strong."""

_STRONG = 0.8
_SOUND = 0.7
_OPENING = 12
"""Where to look for the news when an article opens with a scene instead."""

_NEWS = 0.3
_REPORT = 40
"""Sentences of a news report, at most."""

_FEWEST_FACTS, _FACTS_ALONE = 3, 12
_CHANGES = 5
_TITLE_SENTENCES = 2
"""Sentences that bear out a title, at most."""

_NEAR, _NEAR_IN_STORY = 0.6, 0.4
"""Likeness from which a sentence says again what was said; several articles say much again."""

_COMPARED = 60
"""Sentences of a story that are held against those of its other articles."""

_SCALES = {"short": 0.5, "standard": 1.0, "long": 1.7}
_TOLD = {"short": 80, "standard": 130, "long": 280}
"""Words of a story, which leave room for the days, quotations and differences told with it."""

_LEDE = 0.6
"""Of those, what the lede may take."""

_QUOTED = 0.3
"""What it costs a sentence that it begins with somebody's words: quotations have their place."""

_SHORT_HEADLINE = 14
_LONGEST_TITLE = 2_000
"""Code points, as many as a claim may have."""

_FREE = 0.75
"""How well a top line must stand by itself."""

_SHORT = 1 / 3
"""How much of the text's words something short tells at most, beyond a headline and a sentence."""


class ExtractiveProvider:
    """Answers requests from their ``inputs``, with verbatim sentences and no model.

    The same request always gives the same answer. Sentences are chosen by position,
    centrality and diversity (``briefer.providers.ranking``); those that lean on what stands
    before them, such as "He said", are avoided where others will do.
    """

    info = ModelInfo(provider="extractive", name="extractive", context_tokens=None)

    async def complete(self, request: Request) -> Reply:
        """Answer one request; see ``Provider.complete``.

        Raises:
            BadRequestError: it is of a form that this engine cannot answer.
        """
        answer = answer_for(request.schema_name, request.inputs, request.schema)
        return Reply(text=canonical_json(answer), model=self.info.name)

    async def close(self) -> None:
        """Nothing is held, so nothing is released."""


def answer_for(
    schema_name: str, inputs: Mapping[str, Any], schema: Mapping[str, Any] | None = None
) -> Answer:
    """Return the answer to a request: what its JSON schema of that name asks for.

    A schema that asks for a lede gets one, under the title of the article to read first.

    Raises:
        BadRequestError: there is no such form, or it lacks its inputs.
    """
    answers: dict[tuple[str, str], Callable[[Mapping[str, Any]], Answer]] = {
        ("summary", "sentences"): _summary,
        ("summary", "parts"): _merged,
        ("facts", "sentences"): _facts,
        ("facts", "parts"): _merged_facts,
        ("story", "articles"): _story,
        ("digest", "stories"): _digest,
        ("change", "changes"): _change,
        ("carry", "claims"): _carry,
        ("repair", "claims"): _repair,
    }
    for (name, needed), answer in answers.items():
        if name == schema_name and needed in inputs:
            made = answer(inputs)
            is_told = "lede" in (schema or {}).get("properties", {})
            return _with_title(made, _titled(inputs), inputs) if is_told else made
    raise BadRequestError(
        f"the extractive engine has no answer of the form {schema_name!r} "
        f"from {', '.join(sorted(inputs)) or 'nothing'}",
        hint="use a language model for this; briefer models list shows them",
    )


def _summary(inputs: Mapping[str, Any], *, several: bool = False) -> Answer:
    """Answer from one article's sentences, or from those of ``several`` that tell one story."""
    ranking, pool = _read(inputs["sentences"])
    near = _NEAR_IN_STORY if several else _NEAR
    borne = _borne(ranking, pool) if several else {}
    if not pool:
        raise BadRequestError("there are no sentences to summarize")
    title = ranking.terms(inputs.get("title") or "")
    # A report tells the most important first; a long feature does not.
    lead_matters = 0.2 + 0.3 * min(1.0, _REPORT / len(ranking.sentences))

    def importance(each: Ranked) -> float:
        return (
            lead_matters * each.position
            + 0.35 * each.centrality
            + 0.15 * each.facts
            + 0.35 * each.alone
            + (0.15 * ranking.similarity(each.terms, title) if title else 0.0)
            + 0.5 * borne.get(each.index, 0.0)
            - _QUOTED * each.is_quoted
        )

    def checkable(each: Ranked) -> float:
        quoted = _QUOTED * each.is_quoted
        return _checkable(each) + 0.4 * borne.get(each.index, 0.0) - quoted

    headline = _headline(pool, importance)
    apart = len(pool) >= _FEWEST_APART
    rest = [each for each in pool if each is not headline] if apart else pool
    scale = _SCALES[inputs.get("length") or "standard"]
    size = max(1, round(scale * _summary_size(len(pool))))
    chosen = ranking.choose(rest, size, importance, besides=[headline] if apart else (), near=near)
    told = [headline, *chosen]
    left = [each for each in pool if each not in told]
    facts = ranking.choose(
        left, max(1, round(scale * _facts_size(len(pool)))), checkable, besides=told, near=near
    )
    length = inputs.get("length") or "standard"
    most: float = _TOLD[length] - headline.words
    if length == "short":
        there_are = sum(each.words for each in ranking.sentences)
        most = min(most, _SHORT * there_are - headline.words)
    chosen, facts = _within(most, chosen, facts)
    return {
        "headline": _claim(headline),
        "summary": [_claim(each) for each in _in_order(chosen or [headline])],
        "key_facts": [_claim(each) for each in _in_order(facts)],
    }


def _within(
    most: float, chosen: list[Ranked], facts: list[Ranked]
) -> tuple[list[Ranked], list[Ranked]]:
    """Leave out what was chosen last until there are at most so many words, some for facts.

    One sentence of a summary stays, whatever its length.
    """
    chosen, facts = list(chosen), list(facts)
    while len(chosen) > 1 and _words(chosen) > most * (_LEDE if facts else 1):
        chosen.pop()
    while facts and _words(chosen) + _words(facts) > most:
        facts.pop()
    return chosen, facts


def _words(sentences: Sequence[Ranked]) -> int:
    return sum(each.words for each in sentences)


def _titled(inputs: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the article whose title heads: of several, the first with one that is short enough."""
    shown = [article for article in inputs.get("articles", ()) if article["sentences"]] or [inputs]
    lengths = ((article, word_count(article.get("title") or "")) for article in shown)
    return next((each for each, words in lengths if 0 < words <= _SHORT_HEADLINE), shown[0])


def _with_title(answer: Answer, titled: Mapping[str, Any], inputs: Mapping[str, Any]) -> Answer:
    """Return an answer under the title of an article, if it has one.

    The sentence that would have been the headline begins the lede. Those sentences of that
    article that are most like its title bear it out.
    """
    title = titled.get("title") or ""
    if len(title) > _LONGEST_TITLE:
        title = ""
    lead, said = answer["headline"], answer["summary"]
    facts = answer["key_facts"]
    if not title:
        facts = [one for one in facts if one != lead]
        return {"headline": lead, "lede": said, "key_facts": facts}
    ranking = Ranking([*_all_texts(inputs), Text("", " ".join(title.split()))])
    *told, named = ranking.sentences
    ids = {one["id"] for one in titled["sentences"]} if "articles" in inputs else None
    own = [one for one in told if ids is None or one.source.id in ids]
    alike = sorted(own, key=lambda one: (-ranking.similarity(one.terms, named.terms), one.index))
    evidence = [name for one in alike[:_TITLE_SENTENCES] for name in one.source.id.split(",")]
    return {
        "headline": {"text": named.source.text, "evidence": list(dict.fromkeys(evidence))},
        "lede": _led(lead, [claim for claim in said if claim != lead], told),
        "key_facts": facts,
    }


def _led(lead: Answer, said: list[Answer], sentences: Sequence[Ranked]) -> list[Answer]:
    """Return a lede that begins with the lead, or with what stands before it among the first."""
    places = {one.source.text: one.index for one in sentences[:_LEADS]}
    if lead["text"] not in places:
        return [lead, *said]
    before = [claim for claim in said if claim["text"] in places]
    opening = sorted([lead, *before], key=lambda claim: places[claim["text"]])
    return [*opening, *(claim for claim in said if claim not in before)]


def _all_texts(inputs: Mapping[str, Any]) -> list[Text]:
    """Return the sentences of an article, of a story's articles, or those behind its parts."""
    if "parts" in inputs:
        groups = ("headline", "summary", "key_facts")
        return _texts([claim for group in groups for claim in _claims(inputs["parts"], group)])
    if "articles" in inputs:
        return _texts([one for article in inputs["articles"] for one in article["sentences"]])
    return _texts(inputs["sentences"])


def _facts(inputs: Mapping[str, Any]) -> Answer:
    ranking, pool = _read(inputs["sentences"])
    count = min(_FACTS_ALONE, max(_FEWEST_FACTS, len(pool) // 2))
    chosen = ranking.choose(pool, count, lambda each: _checkable(each) + 0.3 * each.position)
    return {"key_facts": [_claim(each) for each in _in_order(chosen)]}


def _merged(inputs: Mapping[str, Any]) -> Answer:
    """Choose again among what was chosen from each part; the first part has the lead."""
    parts = inputs["parts"]
    leads = _claims(parts, "headline")
    told = [*leads, *_claims(parts, "summary")]
    facts = _claims(parts, "key_facts")
    answer = _summary({**inputs, "sentences": [*told, *facts], "title": None})
    # The lead of the whole is the lead of its first part.
    answer["headline"] = {"text": leads[0]["text"], "evidence": leads[0]["evidence"]}
    answer["summary"] = [c for c in answer["summary"] if c != answer["headline"]] or [
        answer["headline"]
    ]
    return answer


def _merged_facts(inputs: Mapping[str, Any]) -> Answer:
    return _facts({"sentences": _claims(inputs["parts"], "key_facts")})


def _claims(parts: Sequence[Mapping[str, Any]], group: str) -> list[Mapping[str, Any]]:
    found: dict[str, Mapping[str, Any]] = {}
    for part in parts:
        for claim in part.get(group, ()):
            found.setdefault(claim["text"], claim)
    return list(found.values())


def _story(inputs: Mapping[str, Any]) -> Answer:
    """Choose among the sentences of all articles, those at the head of each first.

    Articles in another language than the first, or than the one asked for, are left out where
    there is one in it: a reader gets one language.
    """
    articles = [article for article in inputs["articles"] if article["sentences"]]
    if not articles:
        raise BadRequestError("there are no sentences to summarize")
    language = articles[0].get("language")
    articles = [each for each in articles if each.get("language") == language]
    # Side by side as they stand in their articles, so that place still tells weight.
    beside = sorted(
        (place / len(article["sentences"]), at, place)
        for at, article in enumerate(articles)
        for place in range(len(article["sentences"]))
    )
    sentences = []
    for _, at, place in beside:
        sentence = articles[at]["sentences"][place]
        paragraph = f"{at}.{sentence['paragraph']}"  # of one article, not of another's
        sentences.append({**sentence, "paragraph": paragraph})
    told = {**inputs, "sentences": sentences, "title": articles[0].get("title")}
    return _summary(told, several=len(articles) > 1)


def _borne(ranking: Ranking, pool: Sequence[Ranked]) -> dict[int, float]:
    """Return how much another article says the same, in [0, 1], for the first sentences."""
    first = pool[:_COMPARED]
    borne: dict[int, float] = {}
    for at, one in enumerate(first):
        for other in first[at + 1 :]:
            if _article_of(one) != _article_of(other):
                alike = min(1.0, 2 * ranking.similarity(one.terms, other.terms))
                for each in (one, other):
                    borne[each.index] = max(borne.get(each.index, 0.0), alike)
    return borne


def _article_of(each: Ranked) -> str:
    return each.source.id.partition(".")[0]


def _digest(inputs: Mapping[str, Any]) -> Answer:
    """Give one line a story, in the order that the stories were put in.

    It is the one most like the headline of those that stand by themselves. Where that is the
    headline itself, or there is none, a story has no line; one story alone needs none.
    """
    stories = [story for story in inputs["stories"] if story["sentences"]]
    lines: list[Answer] = []
    for story in stories if len(stories) > 1 else ():
        inner, pool = _read(story["sentences"])
        headline = " ".join((story.get("headline") or "").split())
        title = inner.terms(headline)
        free = [one for one in pool if one.alone >= _FREE and not one.is_quoted]

        def fit(one: Ranked, ranking: Ranking = inner, title: frozenset[str] = title) -> float:
            return 2 * ranking.similarity(one.terms, title) + one.position + one.alone

        best = max(free, key=lambda one: (fit(one), -one.index), default=None)
        if best is not None and " ".join(best.source.text.split()) != headline:
            lines.append(_claim(best))
    return {"top_lines": lines[: inputs.get("limit") or len(lines)]}


def _repair(inputs: Mapping[str, Any]) -> Answer:
    """Replace each claim by the one of its sentences that is most like it."""
    claims = []
    for claim in inputs["claims"]:
        sentences = claim["sentences"]
        if not sentences:
            continue
        ranking = Ranking([*_texts(sentences), Text("", claim["text"])])
        *own, wanted = ranking.sentences
        best = max(own, key=lambda one: (ranking.similarity(one.terms, wanted.terms), -one.index))
        claims.append({"number": claim["number"], **_claim(best)})
    return {"claims": claims}


def _change(inputs: Mapping[str, Any]) -> Answer:
    """Give the sentences that say it now, or that said it, in the order of the changes."""
    sentences = {each["id"]: each["text"] for each in (*inputs["old"], *inputs["new"])}
    claims: dict[str, Answer] = {}
    for change in inputs["changes"]:
        names = [name for name in change["new"] or change["old"] if name in sentences]
        if names and len(claims) < _CHANGES:
            text = " ".join(sentences[name] for name in names)
            claims.setdefault(text, {"text": text, "evidence": [*change["old"], *change["new"]]})
    return {"changes": list(claims.values())}


def _carry(inputs: Mapping[str, Any]) -> Answer:
    """Put in each claim's place the sentence most like it, and choose among what is added."""
    claims = _repair(inputs)["claims"]
    told = {claim["text"] for claim in claims}
    added = [each for each in inputs["added"] if each["text"] not in told]
    chosen: list[Ranked] = []
    if added and inputs["limit"] > 0:
        ranking, pool = _read(added)
        chosen = ranking.choose(pool, inputs["limit"], _checkable)
    return {"claims": claims, "key_facts": [_claim(each) for each in _in_order(chosen)]}


def _read(sentences: Sequence[Any]) -> tuple[Ranking, list[Ranked]]:
    """Rank sentences, and return those fit to be shown: prose that stands alone, if there is."""
    ranking = Ranking(_texts(sentences))
    fit = [each for each in ranking.sentences if not is_addressed_to_machine(each.source.text)]
    prose = [each for each in fit if each.source.kind == "prose" and each.words]
    items = [each for each in fit if each.source.kind == "item" and each.words]
    pool = prose or items or fit or list(ranking.sentences)
    usable = [each for each in pool if each.alone >= _USABLE]
    return ranking, usable if len(usable) >= _FEWEST_APART else pool


def _texts(sentences: Sequence[Any]) -> list[Text]:
    """Take sentences, or claims that were sentences, whose evidence then names them."""
    texts = []
    for at, sentence in enumerate(sentences):
        if isinstance(sentence, Mapping):
            name = sentence["id"] if "id" in sentence else ",".join(sentence["evidence"])
            kind = sentence.get("kind", "prose")
            texts.append(Text(name, sentence["text"], sentence.get("paragraph", at), kind))
        else:
            texts.append(Text(sentence.id, sentence.text, sentence.paragraph, sentence.kind))
    return texts


def _headline(pool: Sequence[Ranked], score: Callable[[Ranked], float]) -> Ranked:
    """Return the lead, unless it tells no news or is long and a short one near it is as good."""
    lead, *others = pool[:_LEADS]
    if lead.alone < _SOUND or not lead.facts:
        near = pool[:_OPENING]
        return max(near, key=lambda each: (score(each) + _NEWS * each.facts, -each.index))
    if lead.words <= _LONG_LEAD:
        return lead
    strong = [each for each in others if score(each) >= _STRONG * score(lead)]
    return min([lead, *strong], key=lambda each: (each.words, each.index))


def _checkable(each: Ranked) -> float:
    return 0.6 * each.facts + 0.15 * each.centrality + 0.1 * each.position + 0.35 * each.alone


def _summary_size(sentences: int) -> int:
    return min(4, max(2, round(math.sqrt(sentences))))


def _facts_size(sentences: int) -> int:
    return min(6, max(_FEWEST_FACTS, sentences // 3))


def _in_order(chosen: Sequence[Ranked]) -> list[Ranked]:
    return sorted(chosen, key=lambda each: each.index)


def _claim(each: Ranked) -> Answer:
    return {"text": each.source.text, "evidence": each.source.id.split(",")}
