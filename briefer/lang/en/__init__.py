"""What is known of English."""

from __future__ import annotations

from briefer.lang.en.cues import CUES
from briefer.lang.en.edits import EDITS
from briefer.lang.en.figures import FIGURES
from briefer.lang.en.leaning import LEANING
from briefer.lang.en.measures import MEASURES
from briefer.lang.en.names import NAMES
from briefer.lang.en.orders import ORDERS
from briefer.lang.en.pages import PAGES
from briefer.lang.en.persons import PERSONS
from briefer.lang.en.places import PLACES
from briefer.lang.en.reports import REPORTS
from briefer.lang.en.senses import SENSES
from briefer.lang.en.tenses import TENSES
from briefer.lang.en.words import WORDS
from briefer.lang.en.writing import WRITING

PARTS = (
    *(WORDS, WRITING, CUES, SENSES, TENSES, PERSONS, NAMES, PLACES, FIGURES, MEASURES),
    *(ORDERS, PAGES, REPORTS, EDITS, LEANING),
)
