"""The rows that both verifying and exporting read, from first to last."""

from __future__ import annotations

import sqlite3

from briefer.llm import Request
from briefer.store.packing import request_of, unpack

REPLIES = """
    SELECT key, replies.id, endpoint, data, reply, created
    FROM replies JOIN texts ON texts.id = frame_id ORDER BY replies.id
"""
_MESSAGES = """
    SELECT data FROM messages JOIN texts ON texts.id = text_id WHERE reply_id = ? ORDER BY position
"""
ARTICLES = """
    SELECT articles.hash, texts.data, facts, source, created
    FROM articles JOIN texts ON texts.id = text_id ORDER BY articles.id
"""
VERSIONS = """
    SELECT identity, number, fetched, hash, origin
    FROM versions JOIN identities ON identities.id = identity_id
    JOIN articles ON articles.id = article_id ORDER BY identity_id, number
"""
GONE = "SELECT identity, gone, reason FROM identities WHERE gone IS NOT NULL ORDER BY id"
FETCHES = "SELECT url, state FROM fetches ORDER BY id"
PEOPLE = "SELECT name, role, made, removed FROM people ORDER BY name"
DECISIONS_IN_ORDER = "SELECT hash, data FROM decisions ORDER BY edition, number"
SIGNOFFS_IN_ORDER = "SELECT hash, data FROM signoffs ORDER BY edition, number"
PROPOSALS_IN_ORDER = "SELECT number, data FROM proposals ORDER BY edition, number"
PUBLICATIONS_IN_ORDER = "SELECT key, data FROM publications ORDER BY key"
VECTORS = "SELECT key, model, vector FROM vectors ORDER BY id"


def request_in(connection: sqlite3.Connection, number: int, frame: bytes) -> Request:
    """Return the request of a reply, by the reply's id (raises UnpackError)."""
    contents = [unpack(data) for (data,) in connection.execute(_MESSAGES, (number,))]
    return request_of(unpack(frame), contents)
