"""What is known of English."""

from __future__ import annotations

from briefer.lang.en.cues import CUES
from briefer.lang.en.figures import FIGURES
from briefer.lang.en.persons import PERSONS
from briefer.lang.en.places import PLACES
from briefer.lang.en.words import WORDS
from briefer.lang.language import Language, of_parts

ENGLISH: Language = of_parts("en", WORDS, CUES, PERSONS, PLACES, FIGURES)
