"""Sources to articles: files, folders, standard input, and whatever was fetched.

`find` says which sources there are, one `Item` each; `Item.load` reads one. `read_source` takes
bytes of any kind, seen from their content by `recognise`, to a `Reading`: the articles in them,
and a `Link` to each that is elsewhere. Kinds are plain text and Markdown, web pages, RSS, Atom and
JSON Feed, OPML, sitemaps, ninjs and other JSON, NewsML, NITF, mails and PDF. Tables (JSON Lines,
CSV, TSV, Parquet) and archives of pages (WARC) are read row by row. `read_article` and
`article_from_text` read plain text alone. Nothing here fetches anything.
"""

from briefer.ingest.drafts import draft_from_text, load_draft, read_draft
from briefer.ingest.files import ARTICLE_SUFFIXES, STDIN, asked, find, is_address
from briefer.ingest.items import Item, as_items
from briefer.ingest.kinds import recognise
from briefer.ingest.reading import article_from_text, read_article
from briefer.ingest.results import MAX_BYTES, Kind, Link, LinkKind, Reading, Record
from briefer.ingest.sources import read_source
from briefer.ingest.tables.arrow import arrow_items, arrow_rows
from briefer.ingest.tables.articles import article_of_row
from briefer.ingest.tables.columns import Columns, claim_columns
from briefer.ingest.tables.columns import guessed as guessed_columns
from briefer.ingest.tables.kinds import TableKind, kind_by_name
from briefer.ingest.tables.opening import open_rows
from briefer.ingest.tables.reading import TableReading
from briefer.ingest.tables.values import BadRow, Row
from briefer.ingest.tables.window import Window

__all__ = [
    "ARTICLE_SUFFIXES",
    "MAX_BYTES",
    "STDIN",
    "BadRow",
    "Columns",
    "Item",
    "Kind",
    "Link",
    "LinkKind",
    "Reading",
    "Record",
    "Row",
    "TableKind",
    "TableReading",
    "Window",
    "arrow_items",
    "arrow_rows",
    "article_from_text",
    "article_of_row",
    "as_items",
    "asked",
    "claim_columns",
    "draft_from_text",
    "find",
    "guessed_columns",
    "is_address",
    "kind_by_name",
    "load_draft",
    "open_rows",
    "read_article",
    "read_draft",
    "read_source",
    "recognise",
]
