"""Rows of tables as items: an article each, with its id and what else its row has."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from briefer.errors import NoArticleError, SourceError, SourceUnreadableError
from briefer.ingest.items import Item, fail
from briefer.ingest.kinds import json_kind
from briefer.ingest.making import (
    Facts,
    language_tag,
    make_article,
    one_line,
    same_words,
    web_address,
)
from briefer.ingest.markup import html_blocks
from briefer.ingest.reading import article_from_text
from briefer.ingest.results import Record
from briefer.ingest.tables.columns import Columns, carried, columns_of, guessed, listed
from briefer.ingest.tables.kinds import TableKind
from briefer.ingest.tables.reading import TableReading
from briefer.ingest.tables.rows import read_rows
from briefer.ingest.tables.values import BadRow, Row, json_noun
from briefer.ingest.tables.window import DateFilter, date_of
from briefer.model import Article


def table_items(
    stream: io.BufferedReader[Any], kind: TableKind, source: str, reading: TableReading
) -> Iterator[Item]:
    """Yield an item for each row of a table, one after another.

    A row that cannot be read, or has no text, is an item that fails; so is the rest of a table
    that is damaged.

    Raises:
        UsageError: there is no column of a name that the user gave.
    """
    dates = None if reading.window is None else DateFilter(reading.window, reading.columns)
    number = taken = 0
    try:
        for date, item in _row_items(stream, kind, source, reading, dates):
            number += 1
            kept = item if dates is None else _kept(item, date, dates)
            if kept is not None:
                taken += 1
                yield kept
    except SourceError as error:
        yield Item(source, partial(fail, error))
        return
    if dates is not None:
        number += dates.unread
        reading.note(f"{source}: {taken:,} of {number:,} rows are of {dates.window}")
    if not taken:
        days = "" if dates is None or not number else f" of {dates.window}"
        none = NoArticleError(f"{source} has no rows{days}")
        yield Item(source, partial(fail, none), is_empty=bool(days))


def _row_items(
    stream: io.BufferedReader[Any],
    kind: TableKind,
    source: str,
    reading: TableReading,
    dates: DateFilter | None,
) -> Iterator[tuple[Any, Item]]:
    """Yield an item for each row that is read, behind what the row has for its date."""
    columns: Columns | None = None
    for found in read_rows(stream, kind, source, dates):
        name = f"{source}, {found.place}"
        if isinstance(found, BadRow):
            problem = SourceUnreadableError(
                f"{name} {found.problem}", hint="mend the row; the others were read"
            )
            yield None, Item(name, partial(fail, problem), record=Record())
            continue
        if columns is None:
            columns = _columns(found, kind, source, reading)
        its_columns = _its_columns(found, columns, reading.columns, kind)
        yield _value(found.values, its_columns.date), _item(found, name, kind, its_columns)


def _kept(item: Item, date: Any, dates: DateFilter) -> Item | None:
    """Return an item of the window, None for another.

    Where no column has its date its text may say one, and is read for that, here and once.
    """
    known = date_of(date)
    if known is not None:
        return item if dates.window.has(known) else None
    article = item.attempt()
    if isinstance(article, SourceError):
        return replace(item, load=partial(fail, article))
    return replace(item, load=lambda: article) if dates.window.has(article.date) else None


def _columns(row: Row, kind: TableKind, source: str, reading: TableReading) -> Columns:
    """Return the columns of a table by its first row; says what was guessed."""
    if kind == "jsonl" and _is_news(row.values, reading.columns):
        return Columns()
    columns = columns_of(row.values, reading.columns, source)
    reading.note(f"{source}: {columns.told()}")
    return columns


def _is_news(values: Mapping[str, Any], wanted: Columns) -> bool:
    """Whether an object of a line is to be read as news in JSON, in which nothing is guessed."""
    if wanted.text is not None:
        return False
    return json_kind(values) == "ninjs" or guessed(values, wanted, "").text is None


def _its_columns(row: Row, columns: Columns, wanted: Columns, kind: TableKind) -> Columns:
    """Return the columns of a row: in JSON Lines each may have its own."""
    if kind != "jsonl" or columns.text in row.values or columns.text == wanted.text:
        return columns
    names = Columns(**{k: v for k, v in _named(wanted).items() if v in row.values})
    return guessed(row.values, names, "")


def _named(columns: Columns) -> dict[str, str | None]:
    return {"text": columns.text, "id": columns.id, "title": columns.title}


def _item(row: Row, name: str, kind: TableKind, columns: Columns) -> Item:
    values = row.values
    record = Record(
        name if columns.id is None else values.get(columns.id), carried(values, columns)
    )
    if kind == "jsonl" and columns.text is None:
        record = Record(_id_of(values) or name, _plain(values))
        return Item(name, partial(_from_json, values, name), record=record)
    return Item(name, partial(article_of_row, values, columns, name), record=record)


def _id_of(values: Mapping[str, Any]) -> Any:
    column = guessed(values, Columns(), "").id
    found = values.get(column) if column is not None else values.get("uri")
    return found if isinstance(found, str | int) else None


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is carried of a document of news: no body, whatever it is called."""
    return {k: v for k, v in values.items() if isinstance(v, str | int | float) and "body" not in k}


def _from_json(values: Mapping[str, Any], source: str) -> Article:
    from briefer.ingest.ninjs import read_json

    try:
        articles = read_json(values, source=source).articles
    except NoArticleError as error:
        raise NoArticleError(
            f"{source} has no text of an article; it has {listed(values)}",
            hint="name the column with --text-column",
        ) from error
    return replace(articles[0], source=source)


def article_of_row(values: Mapping[str, Any], columns: Columns, source: str) -> Article:
    """Return the article that a row's columns hold (raises SourceError)."""
    text = _text(values, columns.text, source)
    title = one_line(_value(values, columns.title))
    facts = Facts(
        title=title,
        url=web_address(_value(values, columns.url)),
        date=date_of(_value(values, columns.date)),
        author=one_line(_joined(_value(values, columns.author))),
        outlet=one_line(_value(values, columns.outlet)),
        language=language_tag(_value(values, columns.language)),
    )
    if _is_html(text):
        return make_article(html_blocks(text, source=source), facts, source=source)
    article = article_from_text(text, source=source)
    return replace(
        article,
        title=title or article.title,
        url=facts.url or article.url,
        date=facts.date or article.date,
        author=facts.author or article.author,
        outlet=facts.outlet or article.outlet,
        language=facts.language or article.language,
        body_start=_behind_title(article, title),
    )


def _text(values: Mapping[str, Any], column: str | None, source: str) -> str:
    hint = "--text-column names another column"
    if column is None or column not in values:
        raise NoArticleError(f"{source} has no column {column!r}", hint=hint)
    text = values[column]
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    if text is None:
        raise NoArticleError(f"{source} has no text: {column!r} is null", hint=hint)
    if not isinstance(text, str):
        noun = json_noun(text) if not isinstance(text, dt.date) else "a date"
        raise SourceUnreadableError(f"{source} has no text: {column!r} is {noun}", hint=hint)
    if not text.strip():
        raise NoArticleError(f"{source} has no text: {column!r} is empty", hint=hint)
    return text


def _value(values: Mapping[str, Any], column: str | None) -> Any:
    return None if column is None else values.get(column)


def _joined(value: Any) -> Any:
    if isinstance(value, list):
        return ", ".join(each for each in value if isinstance(each, str))
    return value


def _behind_title(article: Article, title: str | None) -> int:
    """Return where an article begins: behind a first line that only repeats its title."""
    line, end, _ = article.text[article.body_start :].partition("\n")
    if title is None or not end or not same_words(line, title):
        return article.body_start
    rest = article.text[article.body_start + len(line) :]
    start = len(article.text) - len(rest.lstrip())
    return start if start < len(article.text) else article.body_start


def _is_html(text: str) -> bool:
    return text.lstrip().startswith("<") and "</" in text
