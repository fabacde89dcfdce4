"""What is known of German."""

from __future__ import annotations

from briefer.lang.de.cues import CUES
from briefer.lang.de.edits import EDITS
from briefer.lang.de.figures import FIGURES
from briefer.lang.de.leaning import LEANING
from briefer.lang.de.measures import MEASURES
from briefer.lang.de.names import NAMES
from briefer.lang.de.orders import ORDERS
from briefer.lang.de.pages import PAGES
from briefer.lang.de.persons import PERSONS
from briefer.lang.de.places import PLACES
from briefer.lang.de.reports import REPORTS
from briefer.lang.de.senses import SENSES
from briefer.lang.de.tenses import TENSES
from briefer.lang.de.words import WORDS
from briefer.lang.de.writing import WRITING

PARTS = (
    *(WORDS, WRITING, CUES, SENSES, TENSES, PERSONS, NAMES, PLACES, FIGURES, MEASURES),
    *(ORDERS, PAGES, REPORTS, EDITS, LEANING),
)
