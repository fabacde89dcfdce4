"""Numbers and verdicts of a report in words."""

from __future__ import annotations

from briefer.evaluating.comparing import Compared, Comparison
from briefer.evaluating.measures import Row
from briefer.evaluating.report import ArmReport, Report, Value
from briefer.evaluating.runs import Timing

NOTHING = "–"
"""What stands where nothing could be measured."""


def count(how_many: int, one: str, many: str) -> str:
    """Return a number with its noun."""
    return f"{how_many:,} {one if how_many == 1 else many}"


def number(row: Row, value: float | None) -> str:
    """Return a row's value as it is printed; a dash where there is none."""
    if value is None:
        return NOTHING
    if row.unit == "share":
        return f"{100 * value:.1f} %"
    return f"${value:.6f}" if row.unit == "dollars" else f"{value:,.1f}"


def counted(value: Value) -> str:
    """Return a value with what it is of: ``71.4 % of 35 facts``."""
    if value.value is None:
        return NOTHING
    return f"{number(value.row, value.value)} of {value.of:,} {value.row.of}"


def change(row: Row, value: float | None) -> str:
    """Return a difference with its sign, shares in points."""
    if value is None:
        return NOTHING
    if row.unit == "share":
        return f"{100 * value:+.1f}"
    return f"{value:+,.6f}" if row.unit == "dollars" else f"{value:+,.1f}"


def interval(compared: Compared) -> str:
    """Return the bounds of a difference."""
    found = compared.difference
    if found.low is None or found.high is None:
        return NOTHING
    return f"{change(compared.row, found.low)} to {change(compared.row, found.high)}"


def verdict(compared: Compared) -> str:
    """Return a row's verdict, with the reason where it cannot be told."""
    return ": ".join(filter(None, [compared.verdict or "", compared.reason]))


def summing_up(comparison: Comparison) -> str:
    """Return the verdict of a comparison in one sentence."""
    named = {
        sort: [each.row.title for each in comparison.rows if each.verdict == sort]
        for sort in ("better", "worse")
    }
    told = [f"{sort} in {', '.join(titles)}" for sort, titles in named.items() if titles]
    cases = count(comparison.cases, "case", "cases")
    over = f"{cases} about {count(comparison.articles, 'article', 'articles')}"
    if told:
        sentence = "; ".join(told)
        return f"{sentence[0].upper()}{sentence[1:]}. {over}."
    return f"Cannot tell: nothing differs by more than chance explains. {over}."


def agreement(arm: ArmReport) -> str:
    """Return how far the turns of an arm agree."""
    if arm.agreement is None:
        return NOTHING
    return f"{100 * arm.agreement:.1f} % of {arm.repeated:,} decisions"


def timing(report: Report, each: Timing) -> str:
    """Return what time an arm took."""
    label = report.arms[each.arm].label
    return f"{label}: {each.seconds:.1f} s; {each.asked:,} requests were asked in it"


def what_ran(report: Report) -> list[str]:
    """Return lines on what a report is of, each told once."""
    lines = [f"Cases: {file} ({digest})" for header in report.runs for file, digest in header.cases]
    arms = [each.arm for each in report.arms]
    lines += [f"Prompt: {arm.prompt} ({arm.prompt_hash})" for arm in arms if arm.prompt]
    repeat = max(header.repeat for header in report.runs)
    if repeat > 1:
        lines.append(f"Each case {repeat} times")
    makers = sorted({header.generator for header in report.runs})
    return list(dict.fromkeys([*lines, f"Made by {', '.join(makers)}"]))
