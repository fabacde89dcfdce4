"""Chunk plans: an article too long for a model's window, cut into overlapping parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, groupby

from briefer.model import Sentence

_OVERLAP_SHARE = 10
_OVERLAP_SENTENCES = 2

_Range = tuple[int, int]


def numbered_line(sentence: Sentence) -> str:
    """Return a sentence as a prompt shows it: ``[S7] text`` and a line break."""
    return f"[{sentence.id}] {sentence.text}\n"


def plan(
    sentences: Sequence[Sentence],
    budget: int,
    count: Callable[[str], int],
    overlap: int | None = None,
    *,
    line: Callable[[Sentence], str] = numbered_line,
) -> tuple[tuple[Sentence, ...], ...]:
    """Cut sentences into chunks of at most ``budget`` tokens each, in reading order.

    Cuts fall between paragraphs, a heading stays with what follows it, and a paragraph over the
    budget is cut between sentences. Each chunk but the first repeats the end of the one before:
    its last paragraph if that is short, else up to two sentences. As few chunks as the
    budget allows are made, of about the same size. A sentence over the budget is alone in its
    chunk, which is then the only kind of chunk over it.

    Args:
        sentences: An article's sentences; they keep their ids.
        budget: Tokens a chunk may have; at least 1.
        count: Tokens of a text. Called once a sentence.
        overlap: Tokens that a chunk may repeat; a tenth of the budget if None.
        line: How a sentence is written in the prompt, whose tokens are counted.

    Returns:
        The chunks; one when everything fits, none when there is no sentence.

    Raises:
        ValueError: the budget is below 1 or the overlap below 0.
    """
    repeat = budget // _OVERLAP_SHARE if overlap is None else overlap
    if budget < 1 or repeat < 0:
        raise ValueError(f"no chunks of {budget} tokens with {repeat} repeated")
    if not sentences:
        return ()
    upto = [0, *accumulate(count(line(sentence)) for sentence in sentences)]
    if upto[-1] <= budget:
        return (tuple(sentences),)
    paragraphs = _paragraphs(sentences)
    pieces = list(_pieces(sentences, paragraphs, upto, budget))
    tails = _tails(paragraphs, upto, repeat)

    def pack(aim: int) -> list[_Range]:
        return list(_packed(pieces, upto, tails, budget, aim))

    # The smallest aim that takes no more chunks than the budget does makes them even.
    fewest = len(pack(budget))
    low, high = upto[-1] // fewest, budget
    while low < high:
        middle = (low + high) // 2
        if len(pack(middle)) <= fewest:
            high = middle
        else:
            low = middle + 1
    return tuple(tuple(sentences[start:end]) for start, end in pack(high))


def _paragraphs(sentences: Sequence[Sentence]) -> list[_Range]:
    ranges = []
    start = 0
    for _, group in groupby(sentences, key=lambda sentence: sentence.paragraph):
        end = start + sum(1 for _ in group)
        ranges.append((start, end))
        start = end
    return ranges


def _pieces(
    sentences: Sequence[Sentence], paragraphs: list[_Range], upto: list[int], budget: int
) -> Iterator[_Range]:
    """Yield what is not to be cut: paragraphs with their headings, or sentences of long ones."""
    heading: _Range | None = None
    for start, end in paragraphs:
        first = heading[0] if heading else start
        if heading and upto[end] - upto[first] > budget:
            yield heading
            first = start
        heading = None
        if upto[end] - upto[first] > budget:
            yield from ((at, at + 1) for at in range(start, end))
        elif sentences[end - 1].kind == "heading":
            heading = (first, end)
        else:
            yield first, end
    if heading is not None:
        yield heading


def _tails(paragraphs: list[_Range], upto: list[int], repeat: int) -> list[int]:
    """Return, for each place to cut, the sentence that the next chunk would begin with."""
    tails = [0]
    for start, end in paragraphs:
        for cut in range(start + 1, end + 1):
            short = upto[cut] - upto[start] <= repeat
            tail = start if short else max(start, cut - _OVERLAP_SENTENCES)
            while upto[cut] - upto[tail] > repeat:
                tail += 1
            tails.append(tail)
    return tails


def _packed(
    pieces: list[_Range], upto: list[int], tails: list[int], budget: int, aim: int
) -> Iterator[_Range]:
    start = end = 0
    for first, last in pieces:
        if end and upto[last] - upto[start] > aim:
            yield start, end
            start = tails[end]
            while start < first and upto[last] - upto[start] > budget:
                start += 1
        end = last
    yield start, end
