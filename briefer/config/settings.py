"""Every setting there is: its type, its default, its bounds and what it is for.

The checks, ``config show``, the command line's options, the published schema and the file that
``init`` writes are all made from this table.
"""

from __future__ import annotations

from briefer.config.declaring import (
    Section,
    Setting,
    brief,
    fetching,
    run,
    setting,
    table_column,
)
from briefer.config.desk import DESK
from briefer.config.publishing import PUBLISHING

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "sources",
        "what the daily brief reads: addresses of pages, feeds and sitemaps, files, folders and "
        "patterns",
        "texts",
        "Brief",
        located=True,
        example=("https://example.org/feed.xml", "articles/", "wire/*.json"),
    ),
    brief("title", "the brief's title"),
    brief("output", "the folder that daily briefs are written to", "folder"),
    brief(
        "formats",
        "the formats that daily briefs are written in: md, html, json, ninjs",
        "choices",
        choices=("md", "html", "json", "ninjs"),
    ),
    brief(
        "length",
        "how much is told: a brief of about 4, 10 or 20 minutes, a summary of fewer or more claims",
        "choice",
        choices=("short", "standard", "long"),
    ),
    brief(
        "minutes",
        "the reading time of a brief, if not that of its length",
        "whole number",
        least=1,
        most=120,
        example=5,
    ),
    brief(
        "since",
        "take up what came since the last brief, for some hours, or since a day",
        pattern=r"last|yesterday|[1-9][0-9]{0,4}[hd]|[0-9]{4}-[0-9]{2}-[0-9]{2}",
        wanted="last, yesterday, hours like 24h, days like 2d, or a day like 2026-11-22",
        dated=True,
    ),
    brief(
        "audience",
        "who reads it, told to the model",
        example="Editors of a regional paper who know the country's politics.",
    ),
    brief(
        "style",
        "the house style, told to the model",
        example="British spelling. Numbers up to ten in words.",
    ),
    setting(
        "evidence",
        "how Markdown shows what claims rest on: marks and a list, footnotes, or not at all",
        "choice",
        group="Output",
        choices=("inline", "notes", "none"),
    ),
    brief(
        "site",
        "the address that the output folder is published at, for its feeds and mails",
        pattern=r"https?://[^\s/]\S*/",
        wanted="an address that ends in a slash, like https://news.example.org/briefs/",
        example="https://news.example.org/briefs/",
    ),
    brief(
        "mail_from",
        "who the mail of a brief is from",
        pattern=r"[^\s@<>]+@[^\s@<>]+|[^<>\r\n]+ <[^\s@<>]+@[^\s@<>]+>",
        wanted="an address like Desk <desk@example.org>",
        example="The desk <desk@example.org>",
    ),
    brief(
        "mail_to",
        "whom it is to",
        "texts",
        pattern=r"[^\s@<>,]+@[^\s@<>,]+",
        wanted="addresses like editors@example.org",
        example=("editors@example.org",),
    ),
    brief(
        "unsubscribe",
        "where to be taken off its list: web and mail addresses",
        "texts",
        pattern=r"(?:https://|mailto:)[^\s<>,]+",
        wanted="an address like https://example.org/off or mailto:off@example.org",
        example=("mailto:off@example.org",),
    ),
    fetching(
        "limit", "the newest articles to take from one source, at most", "whole number", least=1
    ),
    fetching("spacing", "seconds between two requests to one host, at least", "number", least=0),
    fetching(
        "recheck",
        "seconds for which a fetched page counts as up to date",
        "number",
        least=0,
    ),
    fetching(
        "allow_private", "fetch from private addresses too: an intranet, this machine", "flag"
    ),
    fetching(
        "user_agent",
        "what to call ourselves when fetching; say how you can be reached",
        pattern=r"[!-~]([ -~]*[!-~])?",
        wanted="a text of plain ASCII characters on one line",
        example="Example-Newsroom/1.0 (+https://example.org/bot)",
    ),
    fetching(
        "ignore_robots",
        "hosts of your own, fetched whatever their robots.txt says",
        "texts",
        pattern=r"[A-Za-z0-9\-._\[\]:]+",
        wanted="a host like www.example.org, without https:// and path",
        example=("www.example.org",),
    ),
    table_column(
        "text_column", "the column of a table that has the articles' texts", example="body"
    ),
    table_column("id_column", "the column that names its rows", example="article_id"),
    table_column("title_column", "the column that has the articles' titles", example="headline"),
    setting(
        "model",
        "engine and model: openai:NAME, local:smollm2, local:PATH.gguf or extractive",
        example="local:smollm2",
    ),
    setting(
        "embedding_model",
        "a model of the same endpoint that says which articles of a brief tell one story, where "
        "names and figures leave it in doubt: openai:NAME",
        example="openai:text-embedding-3-small",
    ),
    setting(
        "base_url",
        "an OpenAI-compatible endpoint's address, up to /v1",
        also=("OPENAI_BASE_URL",),
        pattern=r"https?://[^\s/]\S*",
        wanted="an address like http://localhost:8080/v1",
        example="http://localhost:8080/v1",
    ),
    setting(
        "api_key_env",
        "the environment variable that holds the endpoint's key",
        pattern=r"[A-Za-z_][A-Za-z0-9_]*",
        wanted="the name of an environment variable, never a key itself",
        hidden=True,
    ),
    Setting("api_key", "the endpoint's key; only ever from the environment", secret=True),
    setting(
        "judge",
        "which claims a model reads again: off; open, those that comparing words does not confirm; "
        "all. Not set: open where a hosted or own endpoint answers, else off",
        "choice",
        choices=("off", "open", "all"),
        example="open",
    ),
    setting(
        "judge_model",
        "the model that reads claims again, if not the one that writes them",
        example="openai:gpt-5-mini",
    ),
    setting(
        "judge_base_url",
        "the endpoint of the model that reads claims again, if it is another",
        pattern=r"https?://[^\s/]\S*",
        wanted="an address like http://localhost:11434/v1",
        example="http://localhost:11434/v1",
    ),
    setting(
        "judge_api_key_env",
        "the environment variable that holds that endpoint's key; api_key_env's goes to base_url "
        "alone",
        pattern=r"[A-Za-z_][A-Za-z0-9_]*",
        wanted="the name of an environment variable, never a key itself",
        hidden=True,
        example="JUDGE_API_KEY",
    ),
    Setting("judge_api_key", "that endpoint's key; only ever from the environment", secret=True),
    setting("prompt", "the prompt and version to use, such as summarize@1", example="summarize@1"),
    setting(
        "prompts",
        "a folder of your own prompts; they shadow the shipped ones",
        "folder",
        example="prompts",
    ),
    setting("language", "write in this language, not the article's, e.g. en", example="en"),
    setting(
        "unsupported",
        "what becomes of a claim that fails its check twice",
        "choice",
        choices=("flag", "quote", "drop", "fail"),
    ),
    setting(
        "fail_on",
        "exit with 3 when the source does not bear a claim out; open: also when a claim is open; "
        "empty: when a daily brief has nothing new; sources: with 4 when any source of it failed",
        "choices",
        group="Output",
        choices=("none", "unsupported", "open", "empty", "sources"),
        alone="none",
    ),
    setting("concurrency", "requests in flight at once", "whole number", least=1, most=1_000),
    run("rpm", "requests a minute, at most", least=1, example=500),
    run("tpm", "tokens a minute, at most", least=1, example=200_000),
    run("max_cost", "stop before the run costs more US dollars", "number", above=0, example=0.5),
    run("max_tokens_total", "stop before the run takes more tokens", least=1, example=1_000_000),
    run(
        "timeout",
        "seconds to wait for one answer; once more, three times as long",
        "number",
        above=0,
    ),
    run("total_timeout", "seconds allowed for one answer, retries and all", "number", above=0),
    run("max_attempts", "attempts at one answer", least=1, most=100),
    setting(
        "context_tokens",
        "the model's window, if it is not known",
        "whole number",
        least=256,
        example=32_768,
    ),
    setting(
        "max_output_tokens",
        "the longest answer to ask for, in tokens, whatever the prompt says",
        "whole number",
        least=16,
        example=2_000,
    ),
    setting(
        "record", "keep every request and reply in this folder", "folder", example="recordings"
    ),
    setting(
        "replay",
        "answer from the recordings in this folder only; no network at all",
        "folder",
        example="recordings",
    ),
    setting(
        "store",
        "keep answers, articles, briefs and runs in this file",
        "file",
        example=".briefer/store.db",
    ),
    setting("no_store", "keep nothing beyond the run", "flag"),
    *DESK,
    *PUBLISHING,
    Setting(
        "sections",
        "the brief's sections; a story is in the first that takes it",
        "tables",
        "Brief",
        example=(Section("Politics", ("parliament", "minister"), ("The Harbour Post",), 1.5),),
    ),
)

SECRETS = tuple(setting.name for setting in SETTINGS if setting.secret)
"""Settings that only the environment has; the variable of each stands in ``NAME_env``."""

SECTION_KEYS: tuple[Setting, ...] = (
    Setting("name", "what the section is called"),
    Setting(
        "terms",
        "words and phrases; a story with one in a title, or two in all, is in the section",
        "texts",
    ),
    Setting("outlets", "outlets whose stories are in the section whatever they say", "texts"),
    Setting(
        "weight",
        "what the rank of its stories is multiplied by; 1 leaves it as it is",
        "number",
        least=0,
        most=100,
    ),
)
