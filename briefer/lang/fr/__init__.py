"""What is known of French."""

from __future__ import annotations

from briefer.lang.fr.cues import CUES
from briefer.lang.fr.edits import EDITS
from briefer.lang.fr.figures import FIGURES
from briefer.lang.fr.leaning import LEANING
from briefer.lang.fr.measures import MEASURES
from briefer.lang.fr.names import NAMES
from briefer.lang.fr.orders import ORDERS
from briefer.lang.fr.pages import PAGES
from briefer.lang.fr.persons import PERSONS
from briefer.lang.fr.places import PLACES
from briefer.lang.fr.reports import REPORTS
from briefer.lang.fr.senses import SENSES
from briefer.lang.fr.tenses import TENSES
from briefer.lang.fr.words import WORDS
from briefer.lang.fr.writing import WRITING

PARTS = (
    *(WORDS, WRITING, CUES, SENSES, TENSES, PERSONS, NAMES, PLACES, FIGURES, MEASURES),
    *(ORDERS, PAGES, REPORTS, EDITS, LEANING),
)
