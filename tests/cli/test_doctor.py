"""`briefer doctor` looks at the sources: whether they answer, let us in, and have articles."""

import pytest

from tests.support import kiosk
from tests.support.kiosk import Kiosk

HOW = ("--allow-private", "--spacing", "0")


def line_about(ran, name):
    lines = ran.out.splitlines()
    (at,) = [n for n, line in enumerate(lines) if f"source {name}: " in line]
    hint = lines[at + 1].strip() if lines[at + 1 : at + 2] and lines[at + 1][0] == " " else ""
    return lines[at], hint


@pytest.mark.loopback
def test_each_source_of_the_settings_is_asked_and_its_last_answer_told(briefer, tmp_path):
    kiosk.write(tmp_path / "files", "harbour", "trams")
    teasers = "".join(f'<p><a href="/{n}">Ferry {n} sails at noon today</a></p>' for n in range(30))
    with Kiosk() as stand:
        stand.pages = {
            "/feed.xml": kiosk.feed(("harbour", stand.url("/harbour"))),
            "/harbour": kiosk.page("harbour"),
            "/front": (
                '<html><head><title>Coast</title><link rel="alternate" '
                f'type="application/rss+xml" href="/feed.xml"></head><body>{teasers}</body></html>'
            ).encode(),
            "/down.xml": 503,
        }
        names = {path: stand.url(path) for path in ("/feed.xml", "/front", "/down.xml")}
        listed = ", ".join(
            f'"{each}"' for each in (*names.values(), "files", "wire/*.json", "no.txt")
        )
        (tmp_path / "briefer.toml").write_text(f'sources = [{listed}]\nmodel = "extractive"\n')
        ran = briefer("doctor", *HOW)
        assert ran.code == 4
        feed, _ = line_about(ran, names["/feed.xml"])
        assert feed.startswith("ok ")
        assert "'Coast feed', a feed with 1 article" in feed
        assert "last answered" not in feed
        front, hint = line_about(ran, names["/front"])
        assert front.startswith("FAIL ")
        assert hint == f"its feed is {names['/feed.xml']}"
        down, _ = line_about(ran, names["/down.xml"])
        assert down.startswith("FAIL ")
        assert "503" in down
        assert "never answered" in down
        assert line_about(ran, tmp_path / "files")[0].endswith("here with 2 articles")
        assert "holds no article now" in line_about(ran, tmp_path / "wire" / "*.json")[0]
        assert line_about(ran, tmp_path / "no.txt")[0].startswith("FAIL ")
        assert briefer("fetch", names["/feed.xml"], *HOW).code == 0
        again = briefer("doctor", names["/feed.xml"], *HOW)
        assert again.code == 0
        assert "it last answered 20" in line_about(again, names["/feed.xml"])[0]


@pytest.mark.loopback
def test_a_source_that_asks_robots_to_stay_away_or_is_private_says_how_to_mend_it(briefer):
    with Kiosk() as stand:
        stand.pages = {"/robots.txt": b"User-agent: *\nDisallow: /\n", "/a.xml": kiosk.feed()}
        url = stand.url("/a.xml")
        away, hint = line_about(briefer("doctor", url, "-m", "extractive", *HOW), url)
        assert "robots.txt" in away
        assert "ignore_robots" in hint
        private, hint = line_about(briefer("doctor", url, "-m", "extractive"), url)
        assert "loopback" in private
        assert "--allow-private" in hint
