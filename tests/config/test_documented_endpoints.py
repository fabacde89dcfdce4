"""The table of endpoints in the documents is the table in the code."""

import re

from briefer.config import NAMED_ENDPOINTS
from tests.support.repository import ROOT


def test_every_endpoint_with_a_name_stands_in_the_documents_as_it_is():
    text = (ROOT / "docs" / "models.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+):NAME` \| `(\S+)` \| (.*) \|$", text, re.MULTILINE)
    keys = {name: tuple(re.findall(r"`(\w+)`", key)) for name, _, key in rows}
    assert {name: url for name, url, _ in rows} == {
        name: each.base_url for name, each in NAMED_ENDPOINTS.items()
    }
    assert keys == {
        name: () if each.is_own else each.keys for name, each in NAMED_ENDPOINTS.items()
    }
