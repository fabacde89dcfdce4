"""The plugin in docs/desk.md, run against a desk."""

import os
import re
import subprocess
import sys

import pytest

from briefer.desk.web.register import whole_token
from tests.support.desk import DAY, desk_of
from tests.support.desk_server import served
from tests.support.repository import ROOT


@pytest.mark.loopback
def test_the_plugin_warns_of_what_sources_do_not_bear_out_and_lists_what_is_left():
    page = (ROOT / "docs" / "desk.md").read_text("utf-8")
    (code,) = re.findall(r"^```python\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    assert sum(bool(line.strip()) for line in code.splitlines()) <= 30
    desk = desk_of()
    token = whole_token("ben", desk.renew_token("ben"))
    with desk.store, served(desk) as front:
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "DESK": front.site.origin, "DESK_TOKEN": token},
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
    warned, left = done.stdout.splitlines()
    assert warned.startswith("The pier will cost 21 million euros. (")
    assert "12 million" in warned
    assert left == f"{DAY} 2 to decide"
