# The verbs of this repository; each is one line that can also be typed.

python := ".venv/bin/python"

# Make the environment that the other verbs use.
setup:
    python3 -m venv .venv
    .venv/bin/pip install -q -e '.[dev]'
    .venv/bin/briefer models pull smollm2

# Run the suite; the network is blocked.
test *args:
    {{python}} -m pytest {{args}}

lint:
    .venv/bin/ruff check .
    .venv/bin/ruff format --check .
    .venv/bin/lint-imports

types:
    .venv/bin/mypy

# Record the embedded model's answers to the fixture articles anew.
record:
    {{python}} fixtures/record.py

# Measure every bound that the documentation gives; exits with 1 when one is missed.
bench:
    {{python}} benchmarks/startup.py
    {{python}} benchmarks/speed.py
    {{python}} benchmarks/planted.py
    {{python}} benchmarks/claims.py
    {{python}} benchmarks/defacto.py
    {{python}} benchmarks/throughput.py
    {{python}} benchmarks/faults.py
    {{python}} benchmarks/versions.py
    {{python}} benchmarks/carried.py
    {{python}} benchmarks/stories.py
    {{python}} benchmarks/day.py

# All that continuous integration does.
ci:
    bash .ci/run
