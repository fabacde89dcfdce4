"""`briefer runs show`, where much went wrong."""

import json

from briefer.store import Store, Totals


def test_what_failed_alike_is_shown_once_and_named_in_full_as_json(briefer, tmp_path):
    with Store.open(tmp_path / "s.db") as store:
        number = store.begin_run("daily", model="m")
        store.fail_in_run(number, "0.txt", "ServerError", "it said 500")
        for each in range(1, 43):
            store.fail_in_run(number, f"{each}.txt", "BudgetError", "stopped at the budget")
        store.end_run(number, "stopped", Totals(cost="0.01351150", done=8, failed=43))
    shown = briefer("runs", "show", number, "--store", "s.db").out
    assert shown.count("failed  ") == 2
    assert "failed    0.txt: ServerError: it said 500\n" in shown
    assert "failed    1.txt and 41 more: BudgetError: stopped at the budget\n" in shown
    assert f"briefer runs show {number} --format json" in shown
    assert "cost      $0.0136\n" in shown
    value = json.loads(briefer("runs", "show", number, "--store", "s.db", "--format", "json").out)
    assert len(value["failures"]) == 43
