# ruff: noqa: E501 (a group of the tables below is one line)
"""German words: common ones, irregular ones, those of like and of opposite meaning."""

from __future__ import annotations

from briefer.lang.language import Words
from briefer.lang.tables import contrasts, words

WORDS = Words(
    english_name="german",
    commonest=words(
        "der die und den von zu das mit sich des auf für ist im dem nicht ein eine als auch"
    ),
    genitive_words=words("von"),
    stop=words("""
        aber alle allem allen aller alles als also am an angaben auch auf aus bei beim bin bis
        bist da damit dann das dass dein dem den denn der des dessen die dies diese diesem diesen
        dieser dieses doch dort du durch ein eine einem einen einer eines er es etwa etwas euch
        euer für gegen gewesen hab habe haben hat hatte hatten hier hin hinter ich ihm ihn ihnen
        ihr ihre ihrem ihren ihrer im in indem ins ist ja jede jedem jeden jeder jedes jedoch jene
        kann kein keine keinem keinen keiner können könnte laut man mehr mein mich mir mit nach
        nicht noch nun nur ob oder ohne rund sagt sagte schon sehr sein seine seinem seinen seiner
        selbst sich sie sind so solche soll sollen sollte sondern sonst um und uns unter vom von
        vor war waren was weil weiter welche wenn wer werde werden wie wieder will wir wird wo
        wurde wurden während würde zu zum zur zwar zwischen über
    """),
    opposites=contrasts("""
        stieg gestiegen steigt steigen zugelegt erhöht | sank gesunken sinkt sinken fiel gefallen gesenkt
        dafür | dagegen
    """),
)
