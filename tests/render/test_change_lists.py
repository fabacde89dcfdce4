"""Changes as Markdown and JSON: facts before wording, nothing of a source acts."""

import json

from briefer.model import Article, Change, Place
from briefer.render import changes_markdown, changes_value, dumps

OLD, NEW = Article("old text", source="a.txt"), Article("new text", source="b.txt")
NUMBER = Change("number", "12 → 19 hurt (+7)", Place("S1", 0, 2, "12"), Place("S2", 5, 7, "19"))
ADDED = Change("added", "added: <b>bold</b> *claims*", None, Place("S3", 0, 8, "new text"))
MOVED = Change("moved", "moved: S1 is now S4", Place("S1", 0, 3, "old"), Place("S4", 0, 3, "new"))


def test_facts_are_listed_before_what_was_only_moved():
    text = changes_markdown([NUMBER, ADDED, MOVED], OLD, NEW)
    assert "a.txt → b.txt" in text
    assert "2 facts changed." in text
    assert "- **number** 12 → 19 hurt (+7) [old.S1 → new.S2]" in text
    assert text.index("**added**") < text.index("## Wording and order") < text.index("**moved**")


def test_a_source_cannot_put_markup_into_the_list():
    text = changes_markdown([ADDED], OLD, NEW)
    assert "<b>" not in text.replace("\\<b>", "")
    assert "\\*claims\\*" in text


def test_nothing_changed_is_said():
    assert changes_markdown([], OLD, NEW).endswith("Nothing changed.\n")
    assert "No fact changed." in changes_markdown([MOVED], OLD, NEW)
    unrelated = changes_markdown([], OLD, NEW, note="the two are not versions of one article")
    assert "The two are not versions of one article." in unrelated
    assert "Nothing changed" not in unrelated


def test_json_has_both_sides_or_null():
    value = json.loads(dumps(changes_value([NUMBER, ADDED], OLD, NEW)))
    assert value["kind"] == "diff"
    assert value["factual"] == 2
    first, second = value["changes"]
    assert first["factual"] is True
    assert first["old"] == {"sentence": "S1", "start": 0, "end": 2, "text": "12"}
    assert second["old"] is None
    assert value["new"]["hash"] == NEW.hash
