"""`summarize`, `facts` and `daily` as a user runs them."""

import json
import os
import pty
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from briefer.cli.output import Output
from briefer.errors import OutputFileError
from briefer.render import schema


def test_daily_prints_a_brief_without_key_server_or_network(briefer, articles):
    ran = briefer("daily", articles, "--date", "2026-11-22")
    assert ran.code == 0
    assert ran.out.startswith("# Daily brief, 22 November 2026\n")
    for part in ("## Top lines", "## Sources", "## Cited sentences", "## How this brief was made"):
        assert part in ran.out
    assert "confirmed by comparing words with the source" in ran.out
    assert ran.err.count("\n") == 1
    assert "sentences are picked from the article, by no language model" in ran.err
    assert "--model ollama:" in ran.err


def test_the_same_inputs_give_the_same_bytes(briefer, articles):
    one = briefer("daily", articles, "--date", "2026-11-22", env={"PYTHONHASHSEED": "1"})
    two = briefer("daily", articles, "--date", "2026-11-22", env={"PYTHONHASHSEED": "2"})
    assert one.out == two.out


def test_summarize_shows_every_claim_with_its_evidence(briefer, story):
    ran = briefer("summarize", story)
    assert ran.code == 0
    first = ran.out.splitlines()[0]
    assert first.startswith("# ")
    assert first.endswith("]")
    assert "The UK has indicated a deployment of 10,000 to 30,000 personnel. [S2]" in ran.out


def test_facts_lists_the_key_facts_alone(briefer, story):
    ran = briefer("facts", "-", stdin=story.read_bytes())
    assert ran.code == 0
    assert ran.out.startswith("# Key facts: standard input\n")
    assert "10,000 to 30,000" in ran.out


@pytest.mark.parametrize(("command", "kind"), [("summarize", "summary"), ("daily", "brief")])
def test_json_follows_the_schema_that_is_printed(briefer, story, command, kind):
    ran = briefer(command, story, "--format", "json")
    printed = json.loads(briefer("schema", kind).out)
    assert printed == schema(kind)
    jsonschema.validate(json.loads(ran.out), printed)


def test_jsonl_is_one_line_a_source_failures_included(briefer, story, tmp_path):
    ran = briefer("summarize", story, tmp_path / "gone.txt", story.parent, "--format", "jsonl")
    kinds = [json.loads(line)["kind"] for line in ran.out.splitlines()]
    assert kinds == ["summary", "failure"]
    assert ran.code == 4


def test_out_writes_the_file_and_nothing_to_stdout(briefer, story, tmp_path):
    target = tmp_path / "brief.md"
    ran = briefer("daily", story, "--out", target, "--date", "2026-11-22")
    assert (ran.code, ran.out) == (0, "")
    assert target.read_text().startswith("# Daily brief")
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".brief")] == []


def test_a_full_disk_leaves_the_old_file_as_it_was(briefer, articles, tmp_path):
    target = tmp_path / "brief.md"
    target.write_text("yesterday")

    def no_room():
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    command = ("daily", articles, "--date", "2026-11-22", "--no-store")
    env = {"PYTHONDONTWRITEBYTECODE": "1"}
    ran = briefer(*command, "--out", target, env=env, preexec_fn=no_room)
    assert ran.code == 4
    assert "brief.md cannot be written: File too large; the result is printed instead" in ran.err
    assert ran.out == briefer(*command).out
    assert target.read_text() == "yesterday"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["brief.md"]


def test_what_cannot_be_put_where_it_should_be_is_printed_or_kept_elsewhere(tmp_path, capsys):
    folder = tmp_path / "gone"
    folder.mkdir()

    def print_two():
        with Output({"out": str(folder / "x.jsonl")}, ("jsonl",)) as output:
            output.result("one\n")
            shutil.rmtree(folder)
            output.result("two\n")

    with pytest.raises(OutputFileError, match=r"x\.jsonl cannot be written"):
        print_two()
    told = capsys.readouterr()
    assert told.out == "one\ntwo\n"
    assert told.err.count("the result is printed instead") == 1
    full = iter([OSError(28, "No space left on device")])

    def write_to(stream):
        if error := next(full, None):
            raise error
        stream.write(b"PAR1")

    output = Output({"out": str(tmp_path / "x.parquet")}, ("parquet",))
    with pytest.raises(OutputFileError, match="the result is in ") as caught, output:
        output.write(write_to)
    kept = Path(str(caught.value).rpartition(" in ")[2])
    assert kept.read_bytes() == b"PAR1"
    kept.unlink()
    assert not (tmp_path / "x.parquet").exists()


def test_a_full_disk_behind_stdout_is_an_error(briefer, articles):
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "briefer", "daily", str(articles), "--quiet"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert ran.returncode == 4
    assert b"cannot be written: No space left" in ran.stderr


def test_a_reader_that_leaves_early_is_no_error_message(articles):
    command = f"{sys.executable} -m briefer summarize {articles} --quiet"
    line = f"{command} | head -n 1; exit ${{PIPESTATUS[0]}}"
    ran = subprocess.run(["bash", "-c", line], capture_output=True, check=False)
    assert ran.stdout.startswith(b"# ")
    assert ran.stderr == b""
    assert ran.returncode in {0, 141}


def on_terminal(arguments, env=None):
    """Run on a pseudo-terminal and return what it shows."""
    shown = b""
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update({"TERM": "xterm-256color", "COLUMNS": "80", **(env or {})})
        os.execv(sys.executable, [sys.executable, "-m", "briefer", *arguments])
    while True:
        try:
            data = os.read(terminal, 65536)
        except OSError:
            break
        if not data:
            break
        shown += data
    os.waitpid(child, 0)
    os.close(terminal)
    return shown.decode()


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_markdown_is_pretty_on_a_terminal_and_plain_under_no_color(story):
    pretty = on_terminal(["summarize", str(story), "--quiet"])
    assert "\x1b[" in pretty
    assert "[S2]" in pretty
    plain = on_terminal(["summarize", str(story), "--quiet"], {"NO_COLOR": "1"})
    assert "\x1b[3" not in plain.replace("\x1b[3m", "")


def test_a_policy_and_fail_on_decide_the_exit_code(briefer, story):
    assert briefer("summarize", story, "--fail-on", "unsupported").code == 0
    assert briefer("summarize", story, "--unsupported", "poem").code == 2


@pytest.mark.parametrize(
    ("name", "content", "code", "says"),
    [
        ("empty.txt", b"", 4, "is empty"),
        ("blank.txt", b" \n\t\n ", 4, "is empty"),
        ("image.txt", b"\x89PNG\r\n\x1a\n\x00\x00", 4, "a PNG image"),
        ("nul.txt", b"abc\x00\x01\x02def" * 50, 4, "nul.txt"),
    ],
)
def test_a_source_that_is_no_article_says_why_and_the_rest_goes_on(
    briefer, story, tmp_path, name, content, code, says
):
    (tmp_path / name).write_bytes(content)
    ran = briefer("daily", tmp_path / name, story, "--quiet")
    assert ran.code == code
    assert says in ran.err
    assert "1 more could not be used" in ran.out
    assert name in ran.out


def test_a_missing_file_and_an_empty_folder_each_get_a_sentence(briefer, tmp_path):
    (tmp_path / "nothing").mkdir()
    ran = briefer("summarize", tmp_path / "gone.txt", tmp_path / "nothing", "--quiet")
    assert ran.code == 4
    assert ran.out == ""
    assert "there is no file or folder" in ran.err
    assert "holds no article files" in ran.err


def test_an_unreadable_file_gets_a_sentence(briefer):
    ran = briefer("summarize", "/proc/self/mem", "--quiet")  # not even root can read its start
    assert ran.code == 4
    assert "/proc/self/mem cannot be read: input/output error" in ran.err


def test_a_language_that_extractive_cannot_write_is_said_aloud(briefer, story):
    refused = briefer("summarize", story, "--model", "extractive", "--language", "German")
    assert refused.code == 2
    assert "--language would be ignored" in refused.err
    german = {"BRIEFER_LANGUAGE": "German"}
    ran = briefer("summarize", story, "--model", "extractive", env=german)
    assert ran.code == 0
    assert "language 'German' is ignored" in ran.err


def test_latin_1_is_read_with_a_note(briefer, tmp_path):
    file = tmp_path / "old.txt"
    text = "Le ministre a présenté à Genève un budget de 3 millions d’euros. Il a été voté à l’été."
    file.write_bytes(text.encode("cp1252") * 3)
    ran = briefer("summarize", file)
    assert ran.code == 0
    assert "Genève" in ran.out
    assert "Note: read as cp1252" in ran.out


@pytest.mark.parametrize(
    "text",
    [
        "The dam held.",
        "no end mark at all " * 400,
        "قال الوزير إن المباحثات ستبدأ يوم الخميس. وأضاف أن 30 دولة ستشارك.",
        "Fans cheered 🎉🎉 in Ghent 👩‍👩‍👧. The cup 🏆 is back after 32 years!",
        "Bell \x07 and escape \x1b[31mred\x1b[0m in one line. A second sentence follows here.",
    ],
)
def test_odd_texts_are_summarized_and_never_reach_the_terminal_raw(briefer, tmp_path, text):
    file = tmp_path / "odd.txt"
    file.write_text(text, "utf-8")
    ran = briefer("summarize", file, "--quiet")
    assert ran.code == 0
    assert "\x1b" not in ran.out
    assert "\x07" not in ran.out
    assert "confirmed" in ran.out


def test_ten_thousand_sentences_are_summarized(briefer, tmp_path):
    file = tmp_path / "long.txt"
    file.write_text(
        "\n\n".join(
            f"Mayor {n} opened bridge {n} at a cost of {n * 3} million euros."
            for n in range(10_000)
        )
    )
    ran = briefer("summarize", file, "--quiet")
    assert ran.code == 0


def test_ctrl_c_ends_with_130_and_no_traceback(articles):
    process = subprocess.Popen(
        [sys.executable, "-m", "briefer", "daily", "-", "--quiet"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    process.stdin.write(b"x" * 200_000)  # more than a pipe holds: goes on once it is being read
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=120)
    assert process.returncode == 130
    assert b"Traceback" not in err


def test_an_unknown_model_is_named_with_what_there_is(briefer, story):
    ran = briefer("summarize", story, "--model", "gpt-4o-mini")
    assert ran.code == 2
    assert "no engine answers to the model 'gpt-4o-mini'" in ran.err
    assert "try --model openai:gpt-4o-mini" in ran.err


def test_a_hosted_model_without_a_key_is_refused_before_any_connection(briefer, story):
    ran = briefer("summarize", story, "--model", "openai:gpt-4o-mini")
    assert ran.code == 2
    assert "needs an API key" in ran.err


def test_a_bad_date_is_refused_before_any_work(briefer, story):
    ran = briefer("daily", story, "--date", "22.11.2026")
    assert ran.code == 2
    assert "write it as 2026-11-22" in ran.err


def test_debug_shows_the_traceback(briefer, tmp_path):
    ran = briefer("daily", tmp_path, "--date", "never", "--debug")
    assert "Traceback" in ran.err


def test_quiet_keeps_stderr_empty(briefer, story):
    assert briefer("daily", story, "--quiet").err == ""


def test_output_is_utf_8_whatever_the_locale(briefer, story):
    ran = briefer(
        "summarize", story, env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    )
    assert "“We are ready,”" in ran.out
