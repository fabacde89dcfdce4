"""Results are read while the work goes on, and the work ends with whoever reads them."""

from contextlib import nullcontext

import anyio
import pytest

from briefer.errors import ServerError
from briefer.runs import Background


def test_results_are_read_while_the_work_goes_on():
    said = []

    async def work(put):
        for number in range(3):
            put(number)
            said.append(f"made {number}")
            await anyio.sleep(0.01)

    async def main():
        nonlocal said
        async with Background() as background:
            async for result in background.results(work):
                said += [f"read {result}"]

    anyio.run(main)
    assert said == ["made 0", "read 0", "made 1", "read 1", "made 2", "read 2"]


def test_what_the_work_raises_is_raised_after_all_that_it_gave():
    read = []

    async def work(put):
        put(1)
        put(2)
        raise ServerError("down")

    async def main():
        nonlocal read
        async with Background() as background:
            async for result in background.results(work):
                read += [result]

    with pytest.raises(ServerError, match="down"):
        anyio.run(main)
    assert read == [1, 2]


@pytest.mark.parametrize("leaves", ["breaks", "raises"])
def test_work_that_nobody_reads_any_more_is_ended(leaves):
    ends = []

    async def work(put):
        try:
            put(1)
            await anyio.sleep(60)
        except anyio.get_cancelled_exc_class():
            ends.append("cancelled")
            raise

    async def main():
        async with Background() as background:
            async for _ in background.results(work):
                if leaves == "raises":
                    raise BrokenPipeError
                break

    with pytest.raises(BrokenPipeError) if leaves == "raises" else nullcontext():
        anyio.run(main)
    assert ends == ["cancelled"]


def test_two_kinds_of_work_are_read_by_turns():
    async def count(first, put):
        for number in (first, first + 1):
            put(number)
            await anyio.sleep(0)

    async def main():
        async with Background() as background:
            one = background.results(lambda put: count(1, put))
            other = background.results(lambda put: count(10, put))
            return [await anext(one), await anext(other), await anext(one), await anext(other)]

    assert anyio.run(main) == [1, 10, 2, 11]


def test_a_cancelled_reader_cancels_the_work_and_stays_cancelled():
    async def work(put):
        await anyio.sleep(60)

    async def main():
        with anyio.move_on_after(0.05) as scope:
            async with Background() as background:
                async for _ in background.results(work):
                    pass
        return scope.cancelled_caught

    assert anyio.run(main)
