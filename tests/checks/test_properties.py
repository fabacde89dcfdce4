"""What holds for any text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.checks import Source, check
from briefer.model import Article
from briefer.text import split

WORDS = (
    "the a minister said rose fell 30 percent not may Vescari court Friday million euros in "
    "Brussels “no we” told U.S. 1,250 to between of and , "
    ". ? ! (two) never will 4-3 "
    "May 2025 denied if"
).split()
texts = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join), st.text(max_size=200)
)


@settings(deadline=None, max_examples=150)
@given(texts, texts)
def test_spans_always_match_the_text_they_are_of(article, claim):
    document = split(Article(article))
    verdict = check(claim, Source([document]))
    assert 0.0 <= verdict.score <= 1.0
    for evidence in verdict.evidence:
        assert article[evidence.start : evidence.end] == evidence.text
    for finding in verdict.findings:
        assert finding.message
        assert "\n" not in finding.message
        if finding.claim is not None:
            assert claim[finding.claim.start : finding.claim.end] == finding.claim.text
        if finding.source is not None:
            span = finding.source
            assert article[span.start : span.end] == span.text
            sentence = document.by_id[finding.sentence]
            assert sentence.start <= span.start <= span.end <= sentence.end


@settings(deadline=None, max_examples=100)
@given(texts, texts)
def test_checking_twice_gives_the_same(article, claim):
    assert check(claim, Source([split(Article(article))])) == check(
        claim, Source([split(Article(article))])
    )


NAMES = ["Helena Sarmento", "Klaus Lindner", "Maja Koro", "Rui Valadas"]
sentences = st.builds(
    "{} {} {} {} on {}.".format,
    st.sampled_from(NAMES),
    st.sampled_from(["did not pay", "may pay", "has paid", "promised", "refused to pay"]),
    st.sampled_from(
        ["about 1,250 euros", "at least 30 percent", "two million dollars", "the fine"]
    ),
    st.sampled_from(["in Lisbon", "to the court", "for the bridge", "before the vote"]),
    st.sampled_from(["Friday", "23 May 2025", "Tuesday evening", "3 June"]),
)


@settings(deadline=None, max_examples=100)
@given(st.lists(sentences, min_size=1, max_size=8))
def test_a_verbatim_sentence_that_cites_itself_is_supported(lines):
    document = split(Article(" ".join(lines)))
    source = Source([document])
    for sentence in document.sentences:
        verdict = check(sentence.text, source, [sentence.id])
        assert verdict.supported, (sentence.text, verdict.findings)
        assert verdict.origin == "cited"
