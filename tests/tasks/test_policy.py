"""What a policy makes of a checked claim."""

from dataclasses import replace

import pytest

from briefer.errors import UnsupportedClaimsError
from briefer.model import Claim, Evidence, Finding
from briefer.tasks.settle import under


@pytest.mark.parametrize("policy", ["flag", "quote", "drop", "fail"])
def test_no_policy_touches_an_open_claim_and_its_doubts_are_kept(policy):
    doubt = Finding("certainty", "words cannot tell", level="doubt")
    claim = Claim("It may be so.", findings=(doubt,), status="open")
    assert under(policy, claim, "story.txt") == claim


@pytest.mark.parametrize("status", ["unsupported", "contradicted"])
def test_every_policy_acts_on_what_the_source_does_not_bear_out(status):
    doubt = Finding("certainty", "words cannot tell", level="doubt")
    hard = Finding("number", "the source says 12", level=status)
    rests = (Evidence(1, "S1", 0, 12, "Twelve died."),)
    claim = Claim("Thirteen died.", rests, findings=(doubt, hard), status=status)
    assert under("flag", claim, "story.txt").is_flagged
    assert under("drop", claim, "story.txt").handling == "dropped"
    quoted = under("quote", claim, "story.txt")
    assert (quoted.text, quoted.original, quoted.handling) == (
        "Twelve died.", "Thirteen died.", "quoted"
    )  # fmt: skip
    assert under("quote", replace(claim, evidence=()), "story.txt").handling == "dropped"
    with pytest.raises(UnsupportedClaimsError, match="the source says 12"):
        under("fail", claim, "story.txt")
