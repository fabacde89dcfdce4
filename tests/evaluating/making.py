"""Runs made by hand, for what reads them."""

from briefer.evaluating.facts import Stated
from briefer.evaluating.outcomes import Arm, Checked, Said, Written
from briefer.evaluating.runs import Header, RunFile, RunWriter

DECISIONS = {"s": "stated", "a": "absent", "u": "undecided"}
STATUSES = {"c": "confirmed", "o": "open", "u": "unsupported", "x": "contradicted"}


def facts(letters, name):
    return tuple(Stated(f"{name} {n}", DECISIONS[each]) for n, each in enumerate(letters))


def wrote(case, claims="", say="", shun="", *, arm=0, turn=1, article=None, **more):
    """An outcome: claims by the first letters of their status, facts by those of decisions."""
    return Written(
        arm,
        turn,
        case,
        more.pop("hash", f"hash of {case}"),
        article or f"article of {case}",
        claims=tuple(Said(f"claim {n}", STATUSES[each]) for n, each in enumerate(claims)),
        must_say=facts(say, "say"),
        must_not=facts(shun, "shun"),
        **more,
    )


def check(case, supported, status, *, article=None, arm=0, turn=1):
    where = article or f"article of {case}"
    status = None if status is None else STATUSES[status]
    return Checked(arm, turn, case, f"hash of {case}", where, f"claim {case}", supported, status)


ARMS = (Arm("m", "p@1", "b2:1"),)


def kept(path, outcomes, *, kind="writing", arms=ARMS, repeat=1):
    """The file of a run with these outcomes."""
    header = Header(kind, (("cases.jsonl", "b2:0"),), tuple(arms), repeat, "briefer")
    with RunWriter(header, path) as writer:
        for outcome in outcomes:
            writer.put(outcome)
        writer.end()
    return RunFile(str(path))
