# The verbs of this repository; each is one line that can also be typed.

python := ".venv/bin/python"

# Make the environment that the other verbs use.
setup:
    python3 -m venv .venv
    .venv/bin/pip install -q -e '.[dev]'
    .venv/bin/briefer models pull smollm2

# Run the suite; the network is blocked.
test *args:
    {{python}} -m pytest -n auto {{args}}

# Run the suite with other examples for its property tests than the usual ones.
explore *args:
    {{python}} -m pytest -n auto --hypothesis-profile explore {{args}}

lint:
    .venv/bin/ruff check .
    .venv/bin/ruff format --check .
    .venv/bin/lint-imports

types:
    .venv/bin/mypy

# Record the embedded model's answers to the fixture articles anew.
record:
    {{python}} fixtures/record.py

# Measure the embedded model's recorded answers on the cases of fixtures/eval.
eval *args:
    .venv/bin/briefer eval fixtures/eval/writing.jsonl --replay fixtures/eval/cassettes {{args}}

# Measure every bound that the documentation gives; exits with 1 when one is missed.
bench:
    {{python}} -m benchmarks.startup
    {{python}} -m benchmarks.speed
    {{python}} -m benchmarks.planted
    {{python}} -m benchmarks.oracles
    {{python}} -m benchmarks.claims
    {{python}} -m benchmarks.judged
    {{python}} -m benchmarks.defacto
    {{python}} -m benchmarks.stated
    {{python}} -m benchmarks.throughput
    {{python}} -m benchmarks.paraphrased
    {{python}} -m benchmarks.faults
    {{python}} -m benchmarks.versions
    {{python}} -m benchmarks.carried
    {{python}} -m benchmarks.stories
    {{python}} -m benchmarks.differing
    {{python}} -m benchmarks.retold
    {{python}} -m benchmarks.day
    {{python}} -m benchmarks.scale

# All that continuous integration does.
ci:
    bash .ci/run
