"""Invented acts of those an article names, and statements that have nothing to do with it.

Such a claim is wrong for sure: the key word of the act (its stem) stands nowhere in the article,
nor does any word that tells the same.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.generators.making import SEED, Made
from benchmarks.generators.passages import Story

WHEN = ("", "", " on Friday", " last week", " this month", " on Tuesday morning", " in March")
EACH = 6
"""So many acts a story."""


@dataclass(frozen=True)
class Act:
    """A predicate in several forms; ``guard`` matches what an article that tells it would say."""

    forms: tuple[str, ...]
    guard: str


PERSON_ACTS = (
    Act(
        ("was arrested{when}", "has been arrested", "was taken into custody{when}"),
        r"arrest|custody|detain|handcuff",
    ),
    Act(
        ("has resigned", "resigned{when}", "is to resign", "stepped down{when}"),
        r"resign|step\w* down|quit|stood down",
    ),
    Act(("married {person}{when}", "has married {person}"), r"marr|wedding|wife|husband|spouse"),
    Act(("died{when}", "has died", "was found dead{when}"), r"\bdie|\bdead|death|kill|drown|toll"),
    Act(("won a prize for {thing}", "has been awarded a medal"), r"prize|award|medal"),
    Act(("bought {thing} for {sum}", "has sold {thing} for {sum}"), r"{thing}"),
    Act(
        ("was taken to hospital{when}", "is in hospital after a fall"), r"hospital|ambulance|fell\b"
    ),
    Act(
        ("sued {person}{when}", "is suing {person} for libel"), r"\bsu(?:e|ed|ing)\b|libel|lawsuit"
    ),
    Act(("apologised to {person}{when}", "has apologised for {thing}"), r"apolog|sorry"),
    Act(
        ("will run for parliament", "announced a bid for parliament{when}"),
        r"parliament|election|bid",
    ),
    Act(
        ("was promoted{when}", "has been dismissed", "was suspended{when}"),
        r"promot|dismiss|suspend|sack|fired",
    ),
    Act(
        ("admitted taking bribes", "confessed to fraud{when}"), r"brib|fraud|confess|corrupt|admit"
    ),
    Act(("plans to move to {place}", "has moved to {place}"), r"\bmov"),
    Act(("lost a bet with {person}", "ate {thing} on stage{when}"), r"\bbet\b|\bate\b|stage"),
    Act(("was born in {place}", "grew up in {place}"), r"born|grew up|birth"),
    Act(("'s house burned down{when}", "'s car was stolen{when}"), r"burn|house|stole|fire\b"),
    Act(("praised {thing}", "criticised {person}{when}"), r"prais|critic"),
)
BODY_ACTS = (
    Act(("filed for bankruptcy{when}", "is bankrupt"), r"bankrupt|insolv"),
    Act(("was fined {sum}{when}", "has been fined"), r"\bfine"),
    Act(
        ("moved its head office to {place}", "is moving to {place}"),
        r"\bmov|head office|headquarter",
    ),
    Act(("hired {person}{when}", "has appointed {person} as its chair"), r"hire|appoint|recruit"),
    Act(("opened a branch in {place}", "has closed its branch in {place}"), r"branch"),
    Act(("sued {person}{when}", "is being sued by {person}"), r"\bsu(?:e|ed|ing)\b|lawsuit"),
    Act(("recalled {thing}{when}", "has bought {thing} for {sum}"), r"recall|{thing}"),
    Act(("was searched by the police{when}", "was raided{when}"), r"search|raid"),
    Act(("went on strike{when}", "ended a strike{when}"), r"strike|walkout"),
    Act(("lost the data of its members", "was hacked{when}"), r"\bdata\b|hack|breach"),
)
PLACE_ACTS = (
    Act(("was hit by an earthquake{when}", "was shaken by a quake{when}"), r"quake"),
    Act(("will host the next Olympics", "has bid for the Olympics"), r"olympi|\bbid\b"),
    Act(("elected {person} as its mayor{when}", "has a new mayor, {person}"), r"mayor|elect"),
    Act(("has banned {thing}", "lifted a ban on {thing}"), r"\bban"),
    Act(("was evacuated{when}", "is under curfew"), r"evacuat|curfew|safety|moved to"),
    Act(("twinned itself with {place}", "declared independence{when}"), r"twin|independ"),
)  # fmt: skip
THINGS = (
    "a vineyard", "a painting", "two racehorses", "a lighthouse", "electric scooters",
    "a collection of clocks", "goldfish", "a windmill", "wooden toys",
)  # fmt: skip
SUMS = ("40,000 euros", "$3 million", "£250,000", "seven million kroner")
STRANGERS = ("Maren Ostrander", "Kwabena Adomako", "Lucien Barthez", "Priya Raghunath")
FAR = ("Varnholm", "Castrelo", "Lipowice", "Marchenoir")
UNTIED = (
    "The moon is made of green cheese.",
    "Penguins have been seen dancing the tango in Reykjavik.",
    "A chef in Osaka fried the longest noodle of all time.",
    "Dinosaurs once kept bees.",
    "The price of cinnamon tripled overnight.",
    "Nobody has ever photographed a unicorn.",
    "Mars has three oceans and a railway.",
    "Violinists sleep longer than drummers.",
    "The pyramid of Giza will be painted blue.",
    "Chess is older than arithmetic.",
    "A giraffe escaped from the zoo and boarded a bus.",
    "Water boils at forty degrees.",
    "The emperor owned nine elephants and a submarine.",
    "Honey never spoils.",
    "Two plus two equals five.",
    "Kangaroos cannot walk backwards.",
    "Volcanoes in Iceland erupted simultaneously.",
    "It is always raining in the desert.",
    "Astronauts planted tomatoes on an asteroid.",
    "Opera is a sport.",
)


def acts(story: Story, *, each: int = EACH, seed: int = SEED) -> Iterator[Made]:
    """Yield invented acts of persons, bodies and places that an English article names."""
    if story.language != "en":
        return
    rng = random.Random(f"{seed}:acts:{story.name}")
    every = [
        *((name, "person", PERSON_ACTS) for name in story.persons),
        *((name, "body", BODY_ACTS) for name in story.bodies),
        *((name, "place", PLACE_ACTS) for name in story.places),
    ]
    rng.shuffle(every)
    for name, kind, table in every[:each]:
        act = rng.choice(table)
        form = rng.choice(act.forms)
        filled = {
            "thing": rng.choice(THINGS),
            "sum": rng.choice(SUMS),
            "person": rng.choice(STRANGERS if rng.random() < 1 / 2 else story.persons or STRANGERS),
            "place": rng.choice(FAR if rng.random() < 1 / 2 else story.places or FAR),
            "when": rng.choice(WHEN),
        }
        guard = act.guard.replace("{thing}", filled["thing"].split()[-1])
        told = re.search(guard, story.body + (story.document.article.title or ""), re.IGNORECASE)
        if told or name in {filled["person"], filled["place"]}:
            continue
        lead = "The " if kind == "body" and f"the {name}" in story.body else ""
        tail = form.format(**filled)
        text = f"{lead}{name}{tail if tail.startswith(chr(39)) else ' ' + tail}."
        yield Made(f"act of a {kind}", text, "", (), story)


def untied(story: Story, *, each: int = 2, seed: int = SEED) -> Iterator[Made]:
    """Yield statements with no tie at all to an article: it has none of their longer words."""
    rng = random.Random(f"{seed}:untied:{story.name}")
    free = [text for text in UNTIED if not story.words & set(re.findall(r"\w{5,}", text.lower()))]
    for text in rng.sample(free, min(each, len(free))):
        yield Made("no tie", text, "", (), story)
