# ruff: noqa: E501 (a scale is one line)
"""English words whose exchange changes what a sentence says."""

from __future__ import annotations

from briefer.lang.edits import Edits
from briefer.lang.tables import groups, keyed, scales, words

EDITS = Edits(
    abbreviations={
        "gov": "governor", "sen": "senator", "rep": "representative", "gen": "general", "dr": "doctor",
        "prof": "professor", "lt": "lieutenant", "col": "colonel", "capt": "captain", "sgt": "sergeant",
        "dept": "department", "govt": "government", "co": "company", "corp": "corporation",
        "inc": "incorporated", "ltd": "limited", "st": "street", "ave": "avenue", "rd": "road",
        "approx": "approximately", "vs": "versus", "est": "estimated", "int'l": "international",
        "assn": "association", "bros": "brothers", "mt": "mount", "ft": "fort", "no": "no",
        "hr": "hour", "hrs": "hour", "min": "minute", "mins": "minute", "info": "information",
        "pres": "president", "supt": "superintendent", "det": "detective", "insp": "inspector",
    },
    negative_forms={"won't": "will", "can't": "can", "shan't": "shall", "cannot": "can"},
    repetitions={"twice": 2.0, "thrice": 3.0},
    repetition_rates=words("a an per every each daily weekly monthly yearly"),
    metre_words=words("metre metres meter meters"),
    vague_amounts=words("""
        several many some few dozens dozen scores hundreds thousands tens numerous most half
        multiple countless unknown unspecified undisclosed
    """),
    directions=words("""
        north northern south southern east eastern west western inside outside above below
        beneath inner outer upper left right indoors outdoors onshore offshore upstream downstream
        northbound southbound eastbound westbound
    """),
    moments=words("""
        before after early earlier late later morning evening afternoon earliest soonest latest
    """),
    amount_words=words("""
        more less fewer most least fewest minimum maximum majority minority high higher highest low
        lower lowest large larger largest small smaller smallest long longer longest short shorter
        shortest profit profits loss losses raise raised raises cut cuts reduce reduced lowered
        increase increased
    """),
    loose_opposites=words("first last up down for back level start end"),
    opposite_pairs=groups("""
        inner outer | upper lower | left right | indoors outdoors | onshore offshore
        | upstream downstream | northbound southbound | eastbound westbound | alive dead
        | safe dangerous | guilty innocent | present absent | empty full
    """),
    negating_prefixes=words("un in im il ir non non- dis"),
    state_scales=scales("""
        questioned interviewed | arrested detained held | charged indicted | convicted | acquitted cleared | sentenced jailed imprisoned | released freed | wanted | extradited
        murder | manslaughter | assault | robbery | burglary | theft stealing | fraud | embezzlement | arson | rape | kidnapping abduction | treason | perjury | bribery | terrorism | espionage spying
        killed died dead deaths fatalities | injured wounded hurt injuries | missing unaccounted | rescued saved | unhurt uninjured unharmed | hospitalised hospitalized
        critical | serious | stable
        delayed postponed | cancelled canceled | suspended | resumed
        proposed | approved passed adopted | rejected defeated | withdrawn | signed | vetoed
    """),
    amount_scales=scales("""
        doubled | tripled | quadrupled | halved
        hourly | daily | weekly | fortnightly | monthly | quarterly | yearly annual annually
        all every | most majority | some several | few
        single | double | triple
    """),
    vague_scale=words("some several few"),
    source_pronouns=words("he she they it i we you"),
    inset_attributions=words("allegedly reportedly alleged"),
    speech_words=words("""
        said says say told added adds according argued insisted claimed claims explained warned
        announced stated confirmed denied replied wrote testified noted
    """),
    list_joints=words("and or"),
    beliefs=words("""
        suspect suspects suspected believe believes believed think thinks thought assume assumes
        assumed
    """),
    done_auxiliaries=words("was were has have had been"),
    conditional_auxiliaries=words("would"),
    honorifics=keyed("""
        m: mr sir lord
        f: mrs ms miss dame lady madame
    """),
    narrowing=words("acting interim ex co-chair"),
    description_articles=words("a an the"),
    past_marks=(
        "no longer", "not any ?more", "earlier", "previous(?:ly)?", "formerly", "before", "instead",
        "had", "gone", r"remov\w+", r"delet\w+", r"drop\w+", r"withdr\w+", r"correct\w+",
        r"replac\w+",
    ),
    instead=(
        r",? (?:rather than|instead of|as opposed to)", r", (?:and )?not", r",? (?:up|down) from",
        r",? compared (?:with|to)", r",? \(?(?:previously|formerly)", r" – not",
    ),
    shifts=(("from", "to"),),
    upward=words("""
        rose rise rises risen rising increased increase increases grew grow grows grown climbed
        climb climbs jumped jump jumps up raised raise raises higher lifted lift lifts
    """),
    downward=words("""
        fell fall falls fallen falling decreased decrease decreases dropped drop drops declined
        decline declines down lowered lower lowers cut cuts reduced reduce reduces
    """),
)  # fmt: skip
