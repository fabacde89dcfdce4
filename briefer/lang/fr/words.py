"""French words: common ones, irregular ones, those of like and of opposite meaning."""

from __future__ import annotations

from briefer.lang.language import Words
from briefer.lang.tables import contrasts, words

WORDS = Words(
    english_name="french",
    commonest=words(
        "le la les et des en un une du est que dans qui par pour au sur pas avec ont aux"
    ),
    genitive_words=words("de d'"),
    stop=words("""
        a afin ai ainsi alors après au aucun aucune aussi autre autres aux avait avant avec avoir
        bien car ce ceci cela celle celles celui ces cet cette ceux chez comme contre dans de
        depuis des deux dit donc dont du déclaré elle elles en encore entre est et eu eux fait
        furent hors il ils je jusqu la le les leur leurs lors lui ma mais me mes mon même ne ni
        nos notre nous on ont ou où par parmi pas pendant peu plus pour pourquoi puis qu quand que
        quel quelle qui quoi sa sans se selon sera seront ses si sien soit son sont sous sur ta
        tandis te tes ton tous tout toute toutes très tu un une vers vos votre vous y à étaient
        était été être
    """),
    opposites=contrasts("""
        augmenté augmente augmenter hausse | baissé baisse baisser diminué
    """),
)
