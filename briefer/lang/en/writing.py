"""How English is written."""

from __future__ import annotations

from briefer.lang.language import Writing
from briefer.lang.tables import words

WRITING = Writing(
    letter_ends_sentence=True,
    abbreviated_titles=words("""
        Mr Ms Mx Mrs Messrs Dr Drs Prof Profs Rev Hon Gen Gens Lt Col Maj Capt Cmdr Sgt Adm Sen Sens
        Rep Reps Gov Govs Supt Det Insp Brig Amb Msgr Mme Mlle
    """),
    unlike_abbreviations=("No", "no", "me", "May"),
    clause_joints=words("than but while although though whereas because unless"),
    hyphen_prefixes=words("non self co ex anti pro semi vice well so"),
)
