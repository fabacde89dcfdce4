"""The desk's pages in a browser: a whole review by keyboard, live news, any width, read aloud."""

import os
import shutil
from pathlib import Path

import pytest

from briefer.config import resolve
from briefer.desk.web.engine import Engine
from briefer.model import Article
from tests.support.desk import DAY, HARBOUR, desk_of, path_of
from tests.support.desk_server import served
from tests.support.repository import ROOT

BROWSER = shutil.which("chromium-headless-shell") or shutil.which("chromium")
AXE = Path(os.environ.get("AXE_CORE", ROOT / "node_modules" / "axe-core" / "axe.min.js"))
pytestmark = [pytest.mark.browser, pytest.mark.loopback]
REPORTS = (
    "window.reports = []; document.addEventListener('securitypolicyviolation', "
    "(event) => window.reports.push(event.violatedDirective + ' ' + event.blockedURI));"
)


@pytest.fixture(scope="module")
def browser():
    if BROWSER is None or not AXE.is_file():
        pytest.skip("needs chromium-headless-shell, and axe-core under node_modules or $AXE_CORE")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def desk():
    with (desk := desk_of()).store:
        yield desk


@pytest.fixture
def front(desk, tmp_path):
    engine = Engine(resolve({}, environ={}, cwd=tmp_path), print)
    with served(desk, engine=engine) as running:
        yield running


class Visit:
    """One person's browser: what it asked for, what it complained of."""

    def __init__(self, browser, front, name, width=1280, scheme="light", **more):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, **more
        )
        context.add_init_script(REPORTS)
        self.page = context.new_page()
        self.asked, self.said = [], []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.front = front
        self.page.goto(f"{front.site.origin}/sign-in?link={front.access.link(name)}")
        self.page.click("main button")
        self.page.wait_for_url(f"{front.site.origin}/")

    def open(self, *, script=True):
        self.page.goto(f"{self.front.site.origin}/editions/{self.front.desk.open(DAY).number}")
        if script:
            self.page.wait_for_selector("html[data-ready]")
        return self.page

    @property
    def chosen(self):
        return self.page.locator('.claim[aria-current="true"]')

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)


def test_a_whole_review_by_keyboard_alone_asks_nobody_else(browser, front, desk):
    visit = Visit(browser, front, "mara")
    page = visit.open()
    left = len(desk.open(DAY).to_decide)
    assert left == 2
    visit.press("n")
    claim = visit.chosen
    assert "The work will cost 21" in claim.inner_text()
    lit = page.locator("#source .lit")
    assert "12 million" in lit.first.inner_text()
    assert lit.first.is_visible()
    visit.press("e", "Control+a")
    page.keyboard.type("The work will cost 13 million euros.")  # j, k, a, x are letters here
    page.wait_for_selector(".check.fails")
    assert sum(url.endswith("/editing") for url in visit.asked) == 1
    visit.press("Control+a")
    page.keyboard.type("The work will cost 12 million euros.")
    page.wait_for_selector(".check.stands")
    visit.press("Control+Enter")
    page.wait_for_selector(".claim.is-edited")
    assert visit.chosen.locator("ins").all_inner_texts() == ["12"]
    visit.press("n")
    assert "Fishermen are said" in visit.chosen.inner_text()
    visit.press("x")
    page.wait_for_selector(".claim.is-cut")
    visit.press("u")
    page.wait_for_selector(".claim.is-cut", state="detached")
    visit.press("f")
    page.wait_for_selector(".claim.is-flagged")
    page.locator("#progress", has_text="0 of").wait_for()
    visit.press("k", "k", "j", "a")
    page.wait_for_selector(".claim.is-accepted")
    visit.press("?")
    assert page.locator("#help").is_visible()
    visit.press("j", "Escape")
    page.locator("#sign button").focus()
    visit.press("Enter")
    page.wait_for_selector("#sign .told")
    assert "Signed by mara" in page.locator("#sign").inner_text()
    signed = desk.open(DAY)
    assert signed.signed.who == "mara"
    actions = [each.action for each in signed.decisions]
    assert actions == ["edit", "cut", "restore", "flag", "accept"]
    assert page.evaluate("window.reports") == []
    assert visit.said == []
    assert {url.startswith(f"{front.site.origin}/") for url in visit.asked} == {True}


def test_no_width_scrolls_sideways_and_axe_finds_nothing_by_day_or_night(browser, front, desk):
    desk.decide(DAY, path_of(desk.open(DAY), "The work will cost 21"), "edit", "jon", text="It is.")
    desk.propose(DAY, path_of(desk.open(DAY), "Fishermen"), "Fishermen had asked.", "cms")
    every = ("list", "review", "editing", "help", "publish", "problem", "sign-in")
    for width, scheme, places in (
        (320, "light", ("review", "editing")),
        (390, "dark", every),
        (1280, "light", every),
        (1280, "dark", ("review", "editing")),
    ):
        visit = Visit(browser, front, "mara", width, scheme, bypass_csp=True)
        for place in places:
            if place == "review":
                visit.open()
                visit.press("j", "j")
            elif place == "editing":
                visit.press("n", "e")
            elif place == "help":
                visit.press("Escape", "?")
            elif place == "publish":
                visit.page.goto(visit.page.url.partition("#")[0] + "/publish")
            elif place in ("problem", "sign-in"):
                visit.page.context.clear_cookies() if place == "sign-in" else None
                visit.page.goto(f"{front.site.origin}/editions/99")
            page = visit.page
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            page.add_script_tag(path=str(AXE))
            found = page.evaluate("axe.run()")["violations"]
            assert [(place, each["id"], each["nodes"][0]["html"]) for each in found] == []


def test_what_another_decides_and_what_an_article_now_says_is_told_live(browser, front, desk):
    visit = Visit(browser, front, "mara")
    page = visit.open()
    path = path_of(desk.open(DAY), "The work will cost 21")
    visit.press("j")
    desk.decide(DAY, path, "cut", "jon")
    page.wait_for_selector(".claim.is-cut", timeout=10_000)
    assert "by jon" in page.locator(".claim.is-cut").inner_text()
    newer = Article(HARBOUR.text.replace("12 million", "19 million"), **{
        name: getattr(HARBOUR, name) for name in ("title", "url", "date", "language")
    })  # fmt: skip
    desk.store.keep_version(HARBOUR.url, newer, fetched=f"{DAY}T09:00:00+00:00")
    page.wait_for_selector("#live .bad", timeout=15_000)
    assert "19 million" in page.locator(".claim .told.bad").first.inner_text()
    assert visit.chosen.count() == 1  # where somebody was reading they still are


def test_a_decision_that_another_made_first_is_told_and_shown(browser, front, desk):
    visit = Visit(browser, front, "mara")
    page = visit.open()
    page.route("**/events", lambda route: route.abort())
    page.reload()
    page.wait_for_selector("html[data-ready]")
    visit.press("n")
    desk.decide(DAY, path_of(desk.open(DAY), "The work will cost 21"), "cut", "jon")
    visit.press("a")
    page.wait_for_selector("#live .bad")
    assert "jon decided here meanwhile" in page.locator("#live").inner_text()
    page.wait_for_selector(".claim.is-cut")
    assert [each.who for each in desk.open(DAY).decisions] == ["jon"]


def test_without_a_script_the_sentence_is_found_by_its_mark(browser, front, desk):
    visit = Visit(browser, front, "mara", 390, java_script_enabled=False)
    page = visit.open(script=False)
    claim = page.locator(".claim").filter(has_text="The work will cost 12 million").first
    claim.locator("a[data-sentence]").first.click()
    assert page.locator("#source .lit").first.is_visible()
    assert "12 million" in page.locator(":target").inner_text()
    claim = page.locator(".claim").filter(has_text="Fishermen are said").first
    claim.get_by_role("button", name="Cut").click()
    assert "Cut." in page.locator("#live").inner_text()
    assert page.locator(".claim.is-cut").count() == 1
