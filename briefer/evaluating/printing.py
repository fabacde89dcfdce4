"""A report as Markdown, as JSON and as one HTML page that needs nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from jinja2 import Environment

from briefer.evaluating import wording
from briefer.evaluating.comparing import Comparison
from briefer.evaluating.report import ArmReport, Report, Value
from briefer.render import environment_of, escape_markdown, plain, value_of

REPORT_VERSION = 1
TITLE = "Evaluation"


def report_markdown(report: Report) -> str:
    """Return a report as Markdown."""
    lines = [f"# {TITLE}", "", _what(report), ""]
    for warning in report.warnings:
        lines += [f"⚠ {escape_markdown(warning)}", ""]
    lines += ["## Measured", "", *_measured(report.arms), ""]
    for comparison in report.comparisons:
        lines += _comparison(comparison)
    for arm in report.arms:
        lines += _noticed(arm, several=len(report.arms) > 1)
    if report.timings:
        lines += ["## Time", ""]
        lines += [f"- {escape_markdown(wording.timing(report, t))}" for t in report.timings]
        lines.append("")
    lines += ["## How this was measured", ""]
    lines += [f"- {escape_markdown(line)}" for line in wording.what_ran(report)]
    return "\n".join(lines) + "\n"


def _what(report: Report) -> str:
    one, many = ("claim", "claims") if report.kind == "checks" else ("case", "cases")
    cases = wording.count(report.cases, one, many)
    return f"{cases} about {wording.count(report.articles, 'article', 'articles')}."


def _measured(arms: Sequence[ArmReport]) -> Iterator[str]:
    labels = [escape_markdown(each.label) for each in arms]
    yield _row(["", *labels])
    yield _row(["---", *["--:"] * len(arms)])
    for number, value in enumerate(arms[0].values):
        cells = [wording.counted(each.values[number]) for each in arms]
        if value.row.unit != "share":
            cells = [wording.number(value.row, each.values[number].value) for each in arms]
        yield _row([value.row.title, *cells])
    yield _row(["self-agreement over repeats", *map(wording.agreement, arms)])


def _comparison(comparison: Comparison) -> Iterator[str]:
    first, second = escape_markdown(comparison.first), escape_markdown(comparison.second)
    yield from (f"## {second} against {first}", "", wording.summing_up(comparison), "")
    yield _row(["", "first", "second", "difference", "95 % between", "verdict"])
    yield _row(["---", "--:", "--:", "--:", "--:", "---"])
    for each in comparison.rows:
        found = each.difference
        if found.difference is None:
            continue
        values = [wording.number(each.row, value) for value in (found.first, found.second)]
        told = wording.change(each.row, found.difference), wording.interval(each)
        yield _row([each.row.title, *values, *told, wording.verdict(each)])
    yield ""
    if comparison.changes:
        yield from ("### What changed side", "")
        for change in comparison.shown:
            where = f"{escape_markdown(change.case)}{_turn(change.turn)}, {change.what}"
            sides = f"{change.first} → {change.second}"
            yield f"- {where}: {sides}: {escape_markdown(change.text)}"
        if more := len(comparison.changes) - len(comparison.shown):
            yield f"- and {more:,} more, which the JSON has"
        yield ""


def _noticed(arm: ArmReport, *, several: bool) -> Iterator[str]:
    whose = f", {escape_markdown(arm.label)}" if several else ""
    for listed in arm.noticed:
        yield from (f"## {listed.title}{whose}", "")
        for each in listed.items:
            said = f" – “{escape_markdown(each.detail)}”" if each.detail else ""
            where = f"{escape_markdown(each.case)}{_turn(each.turn)}"
            yield f"- {where}: {escape_markdown(each.text)}{said}"
        if more := listed.count - len(listed.items):
            yield f"- and {more:,} more, which the run's file has"
        yield ""


def _turn(turn: int) -> str:
    return f" (turn {turn})" if turn > 1 else ""


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def report_value(report: Report) -> dict[str, Any]:
    """Return a report as JSON values."""
    return {
        "report_version": REPORT_VERSION,
        "kind": report.kind,
        "runs": value_of(report.runs),
        "cases": report.cases,
        "articles": report.articles,
        "warnings": list(report.warnings),
        "arms": [
            {
                **value_of(each.arm),
                "label": each.label,
                "values": {v.row.key: {"value": v.value, "of": v.of} for v in each.values},
                "self_agreement": {"value": each.agreement, "of": each.repeated},
                "noticed": value_of(each.noticed),
            }
            for each in report.arms
        ],
        "comparisons": [_comparison_value(each) for each in report.comparisons],
        "timing": value_of(report.timings) or None,
    }


def _comparison_value(comparison: Comparison) -> dict[str, Any]:
    return {
        "first": comparison.first,
        "second": comparison.second,
        "verdict": comparison.verdict,
        "cases": comparison.cases,
        "articles": comparison.articles,
        "missing": comparison.missing,
        "unlike": comparison.unlike,
        "rows": {
            each.row.key: {
                "verdict": each.verdict,
                "reason": each.reason,
                **value_of(each.difference),
            }
            for each in comparison.rows
        },
        "changes": value_of(comparison.changes),
    }


def report_html(report: Report) -> str:
    """Return a report as an HTML page: bars, tables, what changed side; no script, no request."""
    text = _environment().get_template("evaluation.html.jinja").render(report=report)
    return re.sub(r"\n\s*\n+", "\n", text).strip("\n") + "\n"


def bars(report: Report) -> list[tuple[str, list[tuple[str, Value]]]]:
    """Return the shares of each row that any arm has one of, with the arms' labels."""
    rows = []
    for number, value in enumerate(report.arms[0].values):
        each = [(arm.label, arm.values[number]) for arm in report.arms]
        if value.row.unit == "share" and any(v.value is not None for _, v in each):
            rows.append((value.row.title, each))
    return rows


@cache
def _environment() -> Environment:
    env = environment_of("briefer.evaluating")
    env.filters["plain"] = plain
    env.globals.update(wording=wording, bars=bars, title=TITLE, what=_what, turn=_turn)
    return env
