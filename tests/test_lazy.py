"""A room's face gives every name it promises, and reads what is behind it when it is asked."""

import importlib
import pkgutil
import subprocess
import sys
from contextlib import suppress

import pytest

FACES = [
    "briefer",
    *(
        f"briefer.{room}"
        for room in ("checks", "config", "fetch", "gather", "providers", "render", "revising")
    ),
    "briefer.runs",
    "briefer.tasks",
]


@pytest.mark.parametrize("face", FACES)
def test_every_promised_name_can_be_had(face):
    package = importlib.import_module(face)
    assert [name for name in package.__all__ if getattr(package, name, None) is None] == []


@pytest.mark.parametrize("face", FACES)
def test_a_name_that_is_not_promised_is_an_attribute_error(face):
    package = importlib.import_module(face)
    with pytest.raises(AttributeError, match=f"module '{face}' has no attribute 'poem'"):
        _ = package.poem


@pytest.mark.parametrize("face", FACES)
def test_no_name_that_is_imported_late_is_a_modules_too(face):
    """Whoever imports the module first would find it in the place of what was promised."""
    package = importlib.import_module(face)
    modules = {module.name for module in pkgutil.iter_modules(package.__path__)}
    late = set()
    for name in modules & set(package.__all__):
        with suppress(AttributeError):
            late.add(package.__getattr__(name))
    assert {each for each in late if not callable(each)} == set()  # rooms that can be called


def test_a_name_is_imported_once_and_then_kept():
    code = (
        "import sys, briefer.checks as checks; before = 'briefer.checks.verdict' in sys.modules;"
        "first = checks.Verdict; print(before, checks.__dict__['Verdict'] is first)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
