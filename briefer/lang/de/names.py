"""What tells sorts of German names apart. Capitals tell no name from a noun."""

from __future__ import annotations

from briefer.lang.naming import Names
from briefer.lang.tables import keyed, words

NAMES = Names(
    name_endings=(
        "er", "ern", "erin", "erinnen", "en", "in", "innen", "isch", "ische", "ischem", "ischen",
        "ischer", "isches", "s",
    ),
    nobodies=words("mustermann"),
    body_words=words("""
        amt bank behörde gericht gesellschaft gmbh klub ministerium partei polizei stiftung
        universität verband verein
    """),
    place_words=words("bahnhof berge fluss platz straße"),
    personal_titles=words("""
        bundeskanzler bundeskanzlerin bürgermeister bürgermeisterin frau herr kanzler kanzlerin
        minister ministerin präsident präsidentin
    """),
    male=words("""
        bruder ehemann herr könig mann onkel papst prinz schauspieler sohn vater witwer
    """),
    female=words("""
        ehefrau frau königin mutter prinzessin schauspielerin schwester tante tochter witwe
    """),
    personal_pronouns=keyed("""
        male: er ihm ihn
        thing: es
    """),
    mutual_acts=words("gegen heiratete heiraten mit spielte spielten traf trafen trifft und"),
    standing_words=keyed("""
        former: ehemalige ehemaligen ehemaliger ehemals frühere früheren früherer ex
        deputy: stellvertretende stellvertretenden stellvertretender vize
        acting: kommissarische kommissarischen kommissarischer geschäftsführende
        future: designierte designierten designierter künftige künftigen künftiger
    """),
    calendar_names=words("""
        januar februar märz april mai juni juli august september oktober november dezember montag
        dienstag mittwoch donnerstag freitag samstag sonntag
    """),
    demonym_endings=words("e en er es"),
    attachment_breaks=words("und oder"),
    inset_openers=words("der die ein eine"),
    place_prepositions=words("nach aus bei in im am"),
    standing_prepositions=words("in aus"),
    before_places=words("der die das den dem"),
    article_forms=words("der die das den dem des ein eine einen einem einer"),
    inset_articles=words("der die ein eine"),
    act_joints=words("und oder aber dass der die"),
)  # fmt: skip
