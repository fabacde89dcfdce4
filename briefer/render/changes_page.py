"""What changed between two versions, as one HTML page that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from briefer.model import Article, Change, Claim, Place
from briefer.render.changes import ClaimStyle, claim_line, notes_on, visible_text
from briefer.render.escape import plain
from briefer.render.statuses import OPEN_SIGN, OPEN_WORDS, ClaimCounts
from briefer.scrub import without_tokens
from briefer.text import article_language

_STYLE = """
:root { color-scheme: light dark; --soft: #595959; --out: #fde2e1; --in: #dff3e0; --warn: #fff3cd; }
@media (prefers-color-scheme: dark) { :root { --soft: #b0b0b0; --out: #5c2626; --in: #1e4426;
  --warn: #4d3d00; } }
body { font: 1.05rem/1.5 Georgia, serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem;
  overflow-wrap: anywhere; }
h1, h2 { line-height: 1.25; font-weight: 600; }
.type, .marks, .open, .counts { font-family: system-ui, sans-serif; font-size: .8rem;
  color: var(--soft); }
del { background: var(--out); } ins { background: var(--in); text-decoration: none; }
.flagged { background: var(--warn); }
li { margin-bottom: .5rem; } pre { font: inherit; white-space: pre-wrap; }
"""


def changes_html(
    changes: Sequence[Change],
    old: Article,
    new: Article,
    note: str = "",
    said: Sequence[Claim] = (),
) -> str:
    """Return a list of changes as an HTML page, with what was and what is marked.

    Whatever a version or a model wrote is escaped; nothing leaves the page.

    Args:
        changes: The weightiest first.
        old: The earlier version.
        new: The later one.
        note: What a reader must know beside them; empty mostly.
        said: Checked claims on the weightiest, for the paragraph in front.
    """
    factual = [change for change in changes if change.factual]
    wording = [change for change in changes if not change.factual]
    body = [
        "<h1>What changed</h1>",
        f"<p>{_text(without_tokens(old.source))} → {_text(without_tokens(new.source))}</p>",
    ]
    if note:
        body.append(f"<p>{_text(note[0].upper() + note[1:])}.</p>")
    if said:
        body.append(f"<p>{' '.join(claim_line(claim, _HTML) for claim in said)}</p>")
        body.append(f'<p class="counts">{ClaimCounts.of(said).sentence}.</p>')
        if notes := notes_on(said, _HTML):
            body.append('<ul class="counts">')
            body += [f"<li>{note}</li>" for note in notes]
            body.append("</ul>")
    if factual:
        body += [f"<h2>{len(factual)} fact{'' if len(factual) == 1 else 's'} changed</h2>"]
        body += ["<ul>", *map(_item, factual), "</ul>"]
    elif not note:
        body.append(f"<p>{'No fact changed.' if wording else 'Nothing changed.'}</p>")
    if wording:
        body += ["<h2>Wording and order</h2>", "<ul>", *map(_item, wording), "</ul>"]
    return _page("What changed", body, new)


def _page(title: str, body: Sequence[str], new: Article) -> str:
    head = [
        "<!DOCTYPE html>",
        f'<html lang="{article_language(new)}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>",
        f"<style>{_STYLE}</style>",
        "</head>",
        "<body>",
        "<main>",
    ]
    return "\n".join([*head, *body, "</main>", "</body>", "</html>"]) + "\n"


def word_diff_html(pieces: Iterable[tuple[str, str]], old: Article, new: Article) -> str:
    """Return a word diff as an HTML page: what was taken out and put in is struck and marked."""
    title = _text(f"{old.source} → {new.source}")
    body = []
    for operation, text in pieces:
        shown = escape(visible_text(text))
        tag = {"-": "del", "+": "ins"}.get(operation)
        words = shown.rstrip()
        body.append(f"<{tag}>{words}</{tag}>{shown[len(words) :]}" if tag and words else shown)
    return _page(title, [f"<h1>{title}</h1>", f"<pre>{''.join(body).strip()}</pre>"], new)


def _item(change: Change) -> str:
    parts = [f'<span class="type">{change.type}</span>', _text(change.message)]
    for tag, side, place in (("del", "old", change.old), ("ins", "new", change.new)):
        if place is not None:
            parts.append(f"<br>{_marked(tag, place)} {_mark(f'{side}.{place.sentence}')}")
    return f"<li>{' '.join(parts)}</li>"


def _marked(tag: str, place: Place) -> str:
    return f"<{tag}>{_text(place.text)}</{tag}>"


def _mark(place: str) -> str:
    return f'<span class="marks">[{place}]</span>'


def _text(text: str) -> str:
    return escape(plain(text))


_HTML = ClaimStyle(
    text=_text,
    flagged='<span class="flagged"><strong>{}</strong> {}</span>'.format,
    quoted="<q>{}</q>".format,
    marks=lambda places: " ".join(map(_mark, places)),
    open=(
        f'<span class="open" role="img" aria-label="{OPEN_WORDS}" title="{OPEN_WORDS}">'
        f"{OPEN_SIGN}</span>"
    ),
)
