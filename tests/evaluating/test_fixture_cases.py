"""The cases in `fixtures/eval`: facts are where they should be."""

from benchmarks import stated
from briefer.evaluating import writing_cases, writing_problems
from tests.support.repository import ROOT

CASES = ROOT / "fixtures" / "eval" / "writing.jsonl"


def test_there_are_thirty_cases_with_facts_and_traps_in_three_languages():
    assert writing_problems([str(CASES)]) == []
    cases = list(writing_cases([str(CASES)]))
    assert len(cases) >= 30
    assert all(len(case.must_say) >= 3 and len(case.must_not) >= 3 for case in cases)
    assert {case.item.load().language for case in cases} >= {"de", "fr"}


def test_facts_are_found_where_they_stand_and_traps_are_not():
    for title, share, sign, bound, _ in stated.shares(stated.decided()):
        assert share >= bound if sign == ">=" else share <= bound, title
