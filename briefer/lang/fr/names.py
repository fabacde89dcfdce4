"""What tells French names from words, and one sort of name from another."""

from __future__ import annotations

from briefer.lang.naming import Names
from briefer.lang.tables import keyed, words

NAMES = Names(
    sentence_openers=words("""
        ailleurs ainsi alors aujourd'hui cependant désormais enfin ensuite hier jamais mardi non
        oui parfois pourtant puis quant toutefois voici voilà
    """),
    ordinary_endings=(
        "age", "ages", "ance", "ants", "ence", "eur", "eurs", "euse", "euses", "isme", "istes",
        "ité", "ités", "ment", "ments", "sion", "sions", "tion", "tions", "ées", "és", "iers",
    ),
    name_endings=(
        "ais", "aise", "aises", "ain", "aine", "en", "ens", "ien", "ienne", "iens", "ois", "oise",
        "iste", "istes", "isme", "s",
    ),
    body_words=words("""
        assemblée banque bureau cour fédération gouvernement institut ligue ministère parti
        parlement société syndicat tribunal université
    """),
    place_words=words("aéroport avenue gare île lac mer pont port province rue stade ville"),
    personal_titles=words("madame mademoiselle maître mme monsieur président présidente"),
    male=words("fils frère mari monsieur oncle père prince roi veuf"),
    female=words("épouse fille madame mme mère princesse reine sœur tante veuve"),
    personal_pronouns=keyed("""
        male: il lui
        female: elle
        several: elles eux ils
    """),
    mutual_acts=words("affronte affrontent avec contre entre et rencontre rencontré rencontrent"),
    standing_words=keyed("""
        former: ancien ancienne anciens anciennes ex
        deputy: adjoint adjointe vice
        acting: intérimaire
        future: désigné désignée futur future
    """),
    calendar_names=words("""
        lundi mardi mercredi jeudi vendredi samedi dimanche janvier février
    """),
    attachment_breaks=words("et ou mais que qui à par avec pour contre dans sur"),
    inset_openers=words("le la l' un une"),
    place_prepositions=words("à en au aux dans vers depuis chez près"),
    standing_prepositions=words("à en au aux dans"),
    before_places=words("la le"),
    article_forms=words("le la les un une"),
    unlettered=words("de des du la les"),
    inset_articles=words("le la un une"),
    act_joints=words("et ou mais que qui"),
)  # fmt: skip
