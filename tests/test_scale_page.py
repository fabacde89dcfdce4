"""Every command of docs/scale.md is run as it stands there; the service is on 127.0.0.1."""

import re

import pyarrow as pa
import pytest
from pyarrow import parquet

from tests.support.batches import BatchServer
from tests.support.repository import ROOT

PAGE = (ROOT / "docs" / "scale.md").read_text("utf-8")
COMMANDS = re.findall(r"^    briefer (.+)$", PAGE, re.MULTILINE)


LOOP = re.search(r"^    for day in .+; do briefer (.+); done$", PAGE, re.MULTILINE)


def test_the_command_for_each_day_of_a_month_makes_the_brief_of_its_rows(tmp_path, commands):
    rows = [
        {"date": f"2026-11-{day}", "text": f"Mayor Ilse Varga opened bridge {day} on Monday."}
        for day in (21, 22)
    ]
    parquet.write_table(pa.Table.from_pylist(rows), tmp_path / "archive.parquet")
    for day, other in (("21", "22"), ("22", "21")):
        assert commands.run(LOOP[1].replace("$day", day).split(), cwd=tmp_path).code == 0
        brief = (tmp_path / f"2026-11-{day}.md").read_text("utf-8")
        assert f"opened bridge {day} " in brief
        assert f"opened bridge {other} " not in brief


@pytest.mark.loopback
def test_the_commands_make_the_rows(tmp_path, commands):
    (tmp_path / "archive").mkdir()
    for number in range(2):
        text = f"Mayor Ilse Varga opened bridge number {number} on Monday. It cost 2 million euros."
        (tmp_path / "archive" / f"{number}.txt").write_text(text)
    rows = [{"id": 7, "text": text}, {"id": 8, "text": text}]
    parquet.write_table(pa.Table.from_pylist(rows), tmp_path / "archive.parquet")
    assert [line.split()[:2] for line in COMMANDS] == [
        ["summarize", "archive.parquet"],
        *(["batch", step] for step in ("plan", "submit", "status", "collect")),
    ]
    into_folder, *of_a_batch = (line.split() for line in COMMANDS)
    assert commands.run(into_folder, cwd=tmp_path).code == 0
    assert [each["id"] for each in parquet.read_table(tmp_path / "results").to_pylist()] == [
        "7",
        "8",
    ]
    with BatchServer() as service:
        env = {"OPENAI_API_KEY": "k", "OPENAI_BASE_URL": service.url, "BRIEFER_STORE": "s.db"}
        plan, submit, status, collect = of_a_batch
        for line in (plan, submit, status, status, collect):
            ran = commands.run(line, cwd=tmp_path, env=env)
            assert ran.code == 0, ran.err
        assert "2 results in job/results.jsonl" in ran.out
