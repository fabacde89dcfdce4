"""Results as Markdown and JSON. Every text that a model or a source wrote is escaped here.

What is asked for is imported then: most runs print one form of one result.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefer.lazy import lazy_names

if TYPE_CHECKING:
    from briefer.render import statuses
    from briefer.render.archive import archive_files, is_archived
    from briefer.render.blocks import brief_anchor, brief_blocks, with_blocks
    from briefer.render.changes import (
        change_value,
        changes_markdown,
        changes_value,
        word_diff_text,
    )
    from briefer.render.changes_page import changes_html, word_diff_html
    from briefer.render.comparison import comparison_markdown
    from briefer.render.comparison_page import comparison_html
    from briefer.render.corrections import place_words
    from briefer.render.environment import environment_of
    from briefer.render.escape import escape_markdown, place_markdown, plain
    from briefer.render.html import address, brief_html
    from briefer.render.jsonable import (
        SCHEMA_VERSION,
        brief_value,
        comparison_value,
        dumps,
        failure_value,
        schema,
        summaries_value,
        summary_value,
        value_of,
        verification_value,
        verifications_value,
    )
    from briefer.render.mail import Envelope, brief_mail
    from briefer.render.markdown import (
        brief_markdown,
        facts_markdown,
        problem_lines,
        summary_markdown,
        verification_markdown,
        with_evidence,
    )
    from briefer.render.ninjs import brief_ninjs, summary_ninjs
    from briefer.render.parsing import brief_from, summary_from
    from briefer.render.release import SourceType, newscode, release_line, source_type
    from briefer.render.rows import (
        DATASET_CHANGE_FIELDS,
        DATASET_FIELDS,
        DATASET_VERDICT_FIELDS,
        FIELDS,
        VERDICT_FIELDS,
        chosen_of,
        claim_answer,
        dataset_id,
        dataset_row,
        failure_row,
        plain_value,
        summary_row,
        verdict_row,
    )
    from briefer.render.tables import TableWriter, dataset_table
else:
    __getattr__ = lazy_names(
        __name__,
        {
            "parsing": ("brief_from", "summary_from"),
            "archive": ("archive_files", "is_archived"),
            "rows": (
                "DATASET_CHANGE_FIELDS",
                "DATASET_CHANGE_FIELDS",
                "DATASET_FIELDS",
                "DATASET_VERDICT_FIELDS",
                "DATASET_VERDICT_FIELDS",
                "FIELDS",
                "VERDICT_FIELDS",
                "chosen_of",
                "claim_answer",
                "dataset_id",
                "dataset_row",
                "failure_row",
                "plain_value",
                "summary_row",
                "verdict_row",
            ),
            "tables": ("TableWriter", "dataset_table"),
            "html": ("address", "brief_html"),
            "blocks": ("brief_anchor", "brief_blocks", "with_blocks"),
            "mail": ("Envelope", "brief_mail"),
            "release": ("SourceType", "newscode", "release_line", "source_type"),
            "markdown": (
                "brief_markdown",
                "facts_markdown",
                "problem_lines",
                "summary_markdown",
                "verification_markdown",
                "with_evidence",
            ),
            "ninjs": ("brief_ninjs", "summary_ninjs"),
            "jsonable": (
                "SCHEMA_VERSION",
                "brief_value",
                "comparison_value",
                "dumps",
                "failure_value",
                "schema",
                "summaries_value",
                "summary_value",
                "value_of",
                "verification_value",
                "verifications_value",
            ),
            "changes": ("change_value", "changes_markdown", "changes_value", "word_diff_text"),
            "changes_page": ("changes_html", "word_diff_html"),
            "comparison": ("comparison_markdown",),
            "comparison_page": ("comparison_html",),
            "corrections": ("place_words",),
            "environment": ("environment_of",),
            "escape": ("escape_markdown", "place_markdown", "plain"),
        },
    )

__all__ = [
    "DATASET_CHANGE_FIELDS",
    "DATASET_FIELDS",
    "DATASET_VERDICT_FIELDS",
    "FIELDS",
    "SCHEMA_VERSION",
    "VERDICT_FIELDS",
    "Envelope",
    "SourceType",
    "TableWriter",
    "address",
    "archive_files",
    "brief_anchor",
    "brief_blocks",
    "brief_from",
    "brief_html",
    "brief_mail",
    "brief_markdown",
    "brief_ninjs",
    "brief_value",
    "change_value",
    "changes_html",
    "changes_markdown",
    "changes_value",
    "chosen_of",
    "claim_answer",
    "comparison_html",
    "comparison_markdown",
    "comparison_value",
    "dataset_id",
    "dataset_row",
    "dataset_table",
    "dumps",
    "environment_of",
    "escape_markdown",
    "facts_markdown",
    "failure_row",
    "failure_value",
    "is_archived",
    "newscode",
    "place_markdown",
    "place_words",
    "plain",
    "plain_value",
    "problem_lines",
    "release_line",
    "schema",
    "source_type",
    "statuses",
    "summaries_value",
    "summary_from",
    "summary_markdown",
    "summary_ninjs",
    "summary_row",
    "summary_value",
    "value_of",
    "verdict_row",
    "verification_markdown",
    "verification_value",
    "verifications_value",
    "with_blocks",
    "with_evidence",
    "word_diff_html",
    "word_diff_text",
]
