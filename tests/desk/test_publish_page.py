"""The page that publishes, without a script: tried first, as it was read, signed or labelled."""

import re

import pytest

from briefer.config import resolve
from briefer.desk.web.engine import Engine
from tests.support.desk import DAY, decide_all, desk_of
from tests.support.desk_web import Front, shown

SETTINGS = """
store = "store.db"
[publish]
to = ["feed", "ninjs"]
[publish.feed]
folder = "public"
[publish.ninjs]
folder = "wire"
"""


@pytest.fixture
def desk(tmp_path):
    (tmp_path / "briefer.toml").write_text(SETTINGS, "utf-8")
    with (desk := desk_of(tmp_path / "store.db")).store:
        yield desk


@pytest.fixture
def front(desk, tmp_path):
    return Front(desk, engine=Engine(resolve({}, environ={}, cwd=tmp_path), print))


def values(answer, name):
    return re.findall(rf'name="{name}" value="([^"]*)"', answer.text)


def sent(folder):
    files = (each for each in folder.rglob("*") if each.parent.name in ("public", "wire"))
    return sorted(each.name for each in files)


def test_a_signed_brief_goes_out_as_it_was_tried_and_to_each_once(front, desk, tmp_path):
    decide_all(desk)
    desk.sign(DAY, "mara")
    review = f"/editions/{desk.open(DAY).number}"
    place = f"{review}/publish"
    with front.browser("mara") as client:
        assert f'href="{place}"' in client.get(review).text
        form = client.get(place)
        assert re.findall(r'name="to-([a-z]+)" value="1" checked', form.text) == ["feed", "ninjs"]
        assert "host under [publish.mail] is not set" in shown(form)
        assert re.search(r'name="to-mail" value="1" disabled', form.text)
        (content,) = values(form, "content")
        asked = {"to-feed": "1", "to-ninjs": "1", "content": content}
        assert client.post(place, data={"content": content}).status_code == 422
        assert client.post(place, data={**asked, "tried": "nothing"}).status_code == 404
        tried = client.get(client.post(place, data=asked).headers["location"])
        assert shown(tried).count("would be sent") == 2
        assert sent(tmp_path) == []
        assert desk.open(DAY).publications == ()
        (job,) = values(tried, "tried")
        desk.decide(DAY, desk.open(DAY).claims[0].path, "flag", "jon")
        assert client.post(place, data={"tried": job}).status_code == 409
        assert client.post(place, data=asked).status_code == 409
        desk.decide(DAY, desk.open(DAY).claims[0].path, "restore", "jon")
        assert client.post(place, data={"tried": job}).status_code == 303
        assert sent(tmp_path) == []  # it reads as it did, and the signature is void all the same
        desk.sign(DAY, "mara")
        out = client.get(client.post(place, data={"tried": job}).headers["location"])
        assert re.findall(r"</strong>: (\w+)", out.text)[:2] == ["sent", "sent"]
        assert values(out, "tried") == []
        assert {each.who for each in desk.open(DAY).publications} == {"mara"}
        assert f"{DAY}.html" in sent(tmp_path)
        assert "Reviewed by mara" in (tmp_path / "public" / f"{DAY}.html").read_text("utf-8")
        again = client.get(client.post(place, data={"tried": job}).headers["location"])
        assert shown(again).count("has it already") == 2
        published = out.request.url.query.decode().removeprefix("job=")
        assert client.post(place, data={"tried": published}).status_code == 409
    with front.browser("jon") as client:
        assert client.post(place, data={"tried": job}).status_code == 404
    with front.browser("ben") as client:
        assert client.get(place).status_code == 403
        assert client.post(place, data=asked).status_code == 403


def test_unsigned_it_goes_out_only_with_the_label_that_the_page_says(front, desk, tmp_path):
    place = f"/editions/{desk.open(DAY).number}/publish"
    with front.browser("mara") as client:
        form = client.get(place)
        (label,), (content,) = values(form, "unsigned"), values(form, "content")
        assert f"It goes out unsigned, and readers are told first: “{label}”" in shown(form)
        asked = {"to-feed": "1", "content": content}
        for given in (asked, {**asked, "unsigned": "1"}):
            assert client.post(place, data=given).status_code == 409
        asked["unsigned"] = label
        tried = client.get(client.post(place, data=asked).headers["location"])
        (job,) = values(tried, "tried")
        client.post(place, data={"tried": job})
    page = (tmp_path / "public" / f"{DAY}.html").read_text("utf-8")
    assert label in page
    assert desk.open(DAY).publications[0].signoff == ""
