"""What is in a daily brief, by the options that a user gives and the answers that a model gives."""

import json
import re

import pytest

from tests.support import kiosk
from tests.support.kiosk import DAY, Kiosk
from tests.support.loopback import answer, valid_answer

TOWNS = "Aldmouth Brackwater Corvale Dunholm Eastrey Farrow Grimsal Hollin Ivarre Jessup".split()
PEOPLE = "Abbot Birtle Cragg Dorrin Esker Fallow Garrod Hexley Imbert Jolliffe".split()
THINGS = "library reservoir stadium orchard tannery tunnel lighthouse theatre dairy museum".split()
DEEDS = "opened closed sold flooded burned painted rebuilt searched praised auctioned".split()


@pytest.fixture
def daily(briefer, loopback):
    def run(*arguments, model="extractive", **more):
        env = {"OPENAI_BASE_URL": loopback.url, **more.pop("env", {})}
        named = () if "--date" in arguments else ("--date", DAY)
        return briefer("daily", *arguments, *named, "--model", model, env=env, **more)

    return run


@pytest.fixture
def stories(tmp_path):
    return kiosk.write(tmp_path / "stories")


@pytest.fixture
def many(tmp_path):
    """Thirty stories that have nothing in common."""
    folder = tmp_path / "many"
    folder.mkdir()
    for n in range(30):
        town = f"{TOWNS[n % 10]}{(chr(120 + n // 10)) * 2}"
        person = f"{PEOPLE[n % 10]}{chr(97 + n // 10)}"
        thing, deed = THINGS[(n * 3 + n // 10) % 10], DEEDS[(n * 7 + n // 10) % 10]
        text = [f"The {thing} of {town} was {deed} by Councillor {person} on Monday morning."]
        text += [
            f"Then {person} {DEEDS[(n + k) % 10]} another {THINGS[(n + k) % 10]} of {town}, which "
            f"had cost {n * 37 + k * 11 + 3} crowns and stands near the old road to the hills."
            for k in range(12 if n % 3 else 1)
        ]
        (folder / f"{n:02}.txt").write_text(" ".join(text), "utf-8")
    return folder


def brief_of(ran):
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def schema_name(call):
    return call.body["response_format"]["json_schema"]["name"]


def titles(ran):
    """The stories' first articles, in order."""
    brief = brief_of(ran)
    return [brief["articles"][story["articles"][0] - 1]["title"] for story in brief["stories"]]


# Order and length


def test_stories_of_a_heavy_section_come_first_and_explain_says_why(daily, stories, tmp_path):
    aldmouth = {kiosk.HARBOUR[0], kiosk.FERRIES[0]}
    assert titles(daily(stories, "--format", "json"))[0] in aldmouth
    (tmp_path / "briefer.toml").write_text(
        '[[sections]]\nname = "Work"\nterms = ["strike", "union"]\nweight = 5\n'
        '[[sections]]\nname = "Coast"\noutlets = ["The Harbour Post"]\nweight = 0.1\n'
    )
    order = titles(daily(stories, "--format", "json"))
    assert order[0] == kiosk.TRAMS[0]
    assert order[-1] in aldmouth
    plain, told = daily(stories), daily(stories, "--explain")
    assert "Why here" not in plain.out
    assert "## Work\n\n### 1. " in plain.out
    assert told.out.count("*Why here: ") == 3
    assert "section Work, weight 5" in told.out
    assert "in no section" in told.out
    page = daily(stories, "--explain", "--format", "html").out
    assert "section Work, weight 5" in page


@pytest.mark.parametrize(("length", "minutes"), [("short", 4), ("standard", 10), ("long", 20)])
def test_a_brief_keeps_to_its_reading_time_and_names_the_rest(daily, many, length, minutes):
    ran = daily(many, "--length", length, "--format", "json", "--no-store")
    brief = brief_of(ran)
    assert len(brief["stories"]) == 30
    text = daily(many, "--length", length, "--no-store").out
    told = [int(number) for number in re.findall(r"^## (\d+)\. ", text, re.MULTILINE)]
    assert told == list(range(1, len(told) + 1))
    assert int(re.search(r"about (\d+) minutes? to read", text)[1]) <= minutes + 1
    short = text.partition("## In brief")[2].partition("\n## ")[0]
    assert len(told) + len(re.findall(r"^- ", short, re.MULTILINE)) == 30
    if length == "short":
        assert len(told) < 30


# Time


def dated(folder, **dates):
    for name, date in dates.items():
        kiosk.write(folder, name, date=date)
    return folder


@pytest.mark.parametrize(
    ("since", "kept"),
    [
        ("24h", {"harbour"}),
        ("72h", {"harbour", "trams"}),
        ("2026-11-18", {"harbour", "trams"}),
        ("2026-11-19", {"harbour"}),
        ("last", {"harbour", "trams", "parliament"}),
    ],
)
def test_since_leaves_out_what_is_older_and_says_how_many(daily, tmp_path, since, kept):
    folder = dated(
        tmp_path / "s",
        harbour=f"{DAY}T08:00:00Z",
        trams="2026-11-18T12:00:00Z",
        parliament="2026-11-01",
    )
    ran = daily(folder, "--since", since, "--format", "json")
    assert set(titles(ran)) == {kiosk.ALL[name][0] for name in kept}
    assert brief_of(ran)["older"] == 3 - len(kept)


@pytest.mark.parametrize("since", ["tomorrow", "0h", "0d", "24", "2026-13-01"])
def test_a_since_that_means_nothing_is_a_setting_to_mend(daily, stories, since):
    ran = daily(stories, "--since", since)
    assert ran.code == 2
    assert "since" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(("date", "since"), [("9999-12-31", "24h"), ("0001-01-01", "99999h")])
def test_the_ends_of_the_calendar_are_days_like_any_other(daily, stories, date, since):
    ran = daily(stories, "--date", date, "--since", since, "--format", "json", "--no-store")
    assert brief_of(ran)["date"] == date


def test_the_next_day_tells_only_what_is_new(daily, tmp_path):
    folder = kiosk.write(tmp_path / "s", "harbour", "trams", date="2026-11-20")
    (tmp_path / "briefer.toml").write_text('sources = ["s"]\n')
    first = daily("--date", "2026-11-20", "--out", "one.md")
    assert (first.code, first.err.count("Traceback")) == (0, 0)
    kiosk.write(folder, "parliament", date="2026-11-21")
    second = daily("--date", "2026-11-21", "--out", "two.md")
    assert second.code == 0, second.err
    text = (tmp_path / "two.md").read_text("utf-8")
    assert "## 1. Varland halves its cod quota" in text
    assert "## Still developing" in text
    assert "No new fact since the brief of 20 November 2026" in text
    third = daily("--date", "2026-11-30", "--out", "three.md")
    assert third.code == 0, third.err
    text = (tmp_path / "three.md").read_text("utf-8")
    assert "3 known from earlier briefs" in text
    assert "## 1." not in text


def test_a_day_on_which_nothing_is_new_is_a_brief_too(daily, tmp_path):
    kiosk.write(tmp_path / "s")
    (tmp_path / "briefer.toml").write_text('sources = ["s"]\n')
    assert daily("--quiet", model="openai:tiny").code == 0
    for date in ("2026-11-21", "2027-01-01"):
        ran = daily("--date", date, "--out", f"{date}.md", model="openai:tiny")
        assert ran.code == 0, ran.err
        assert (tmp_path / f"{date}.md").read_text("utf-8").startswith("# Daily brief")


# What the model is told


def test_audience_and_style_are_in_the_part_that_all_requests_share(daily, stories, loopback):
    ran = daily(
        stories,
        "--audience", "Skippers of the outer islands.",
        "--style", "Numbers up to ten in words.",
        "--language", "de",
        "--no-store",
        model="openai:tiny",
    )  # fmt: skip
    assert ran.code == 0, ran.err
    told = [call for call in loopback.calls if schema_name(call) != "digest"]
    assert sorted(map(schema_name, told)) == ["story", "summary", "summary"]
    assert len({call.body["messages"][0]["content"] for call in told}) == 2
    for call in loopback.calls:
        system = call.body["messages"][0]
        assert system["role"] == "system"
        assert "Skippers of the outer islands." in system["content"]
        assert "Numbers up to ten in words." in system["content"]
    for call in told:
        assert call.body["messages"][-1]["content"].startswith("Write in de")


def test_a_dry_run_counts_every_story_and_sends_nothing(daily, stories, loopback):
    ran = daily(stories, "--dry-run", model="openai:tiny")
    assert ran.code == 0
    assert re.search(r"^story@2\b.*", ran.out, re.MULTILINE)
    total = re.search(r"^total +(\d+) +(\d+) +(\d+)", ran.out, re.MULTILINE).groups()
    assert total == ("7", "0", "7")  # three stories, as often the judge, one repair likely
    assert loopback.count == 0
    assert daily(stories, model="openai:tiny").code == 0
    again = daily(stories, "--dry-run", model="openai:tiny").out
    total = re.search(r"^total +(\d+) +(\d+) +(\d+)", again, re.MULTILINE).groups()
    assert total == ("3", "3", "0")


@pytest.mark.loopback
def test_a_dry_run_fetches_and_tells_what_could_not_be_had(briefer, tmp_path):
    with Kiosk() as stand:
        stand.pages = {"/harbour": kiosk.page("harbour")}
        ran = briefer(
            "daily", stand.url("/harbour"), stand.url("/none"), "--allow-private",
            "--spacing", "0", "--dry-run", "--model", "openai:gpt-4o-mini",
        )  # fmt: skip
    assert ran.code == 0, ran.err
    assert "/none" in ran.err
    assert "total" in ran.out
    assert not (tmp_path / "briefs").exists()


# What the model says


WHALES = "Some 9,999 whales were counted off Aldmouth."


def lying(call):
    """A valid answer whose first claim of the lede is not in any article."""
    value = valid_answer(call)
    if "lede" in value:
        value["lede"][0]["text"] = WHALES
    elif "claims" in value:
        for claim in value["claims"]:
            claim["text"] = WHALES
    return answer(json.dumps(value))(call)


@pytest.mark.parametrize(("policy", "code"), [("flag", 0), ("quote", 0), ("drop", 0), ("fail", 3)])
def test_what_becomes_of_a_claim_that_no_article_bears_out(daily, stories, loopback, policy, code):
    loopback.script = lying
    ran = daily(stories, "--unsupported", policy, "--no-store", model="openai:tiny")
    assert ran.code == code, ran.err
    body = ran.out.partition("## Not borne out by the source")[0]
    if policy == "flag":
        assert WHALES in body
        assert "## Not borne out by the source" in ran.out
    elif policy == "fail":
        assert ran.out == ""
        assert "9,999" in ran.err
        assert "hint: " in ran.err
    else:
        assert "9,999" not in body


def test_fail_over_stories_keeps_those_that_are_borne_out(daily, stories, loopback):
    loopback.script = lambda call: (lying if "Kestrin" in call.prompt else answer())(call)
    ran = daily(stories, "--unsupported", "fail", "--no-store", model="openai:tiny")
    assert ran.code == 3
    assert "trams.md" in ran.err
    assert "## 2." in ran.out
    assert "1 more could not be used" in ran.out
    assert "9,999" not in ran.out.partition("## Sources")[0]


def test_fail_on_unsupported_prints_the_brief_and_ends_with_3(daily, stories, loopback):
    loopback.script = lying
    ran = daily(stories, "--fail-on", "unsupported", "--no-store", model="openai:tiny")
    assert ran.code == 3
    assert WHALES in ran.out


def test_a_story_whose_answer_cannot_be_used_is_named_and_the_others_told(daily, stories, loopback):
    def script(call):
        is_bad = "Kestrin" in call.prompt and schema_name(call) != "digest"
        return (answer("no JSON") if is_bad else answer())(call)

    loopback.script = script
    ran = daily(stories, "--no-store", model="openai:tiny")
    assert ran.code == 6
    assert "trams.md" in ran.err
    assert "trams.md" in ran.out.split("Could not be used:")[1]


def test_without_top_lines_the_stories_are_there_all_the_same(daily, stories, loopback):
    loopback.script = lambda call: (
        answer("no JSON") if schema_name(call) == "digest" else answer()
    )(call)
    ran = daily(stories, "--no-store", model="openai:tiny")
    assert ran.code == 6, ran.err
    assert "## Top lines" not in ran.out
    assert "## 3." in ran.out
