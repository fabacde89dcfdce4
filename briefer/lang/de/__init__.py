"""What is known of German."""

from __future__ import annotations

from briefer.lang.de.cues import CUES
from briefer.lang.de.figures import FIGURES
from briefer.lang.de.persons import PERSONS
from briefer.lang.de.places import PLACES
from briefer.lang.de.words import WORDS
from briefer.lang.language import Language, of_parts

GERMAN: Language = of_parts("de", WORDS, CUES, PERSONS, PLACES, FIGURES)
