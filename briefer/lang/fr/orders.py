"""How a French text gives orders to software that summarises it."""

from __future__ import annotations

from briefer.lang.orders import Orders

_TEXT = r"(?:cet|ce|cette|le présent) (?:article|texte|page|document|billet|dépêche)"
_BRIEF = r"(?:résumés?|synthèses?|condensés?|brèves?|brief)"

ORDERS = Orders(
    hints=(
        *("ignore", "oublie", "pas compte de", "aucun compte de", "résum", "synthès", "condens"),
        *("brève", "brief", "ia", "modèles? de langage", "chatbot"),
        *("assistant", "artificielle"),
    ),
    machines=(
        r"(?:(?:les?|la|une?|toute?s?|cher|chère|chers) |l'){0,4}"
        r"(?:IA|intelligences? artificielles?|modèles? de langage|chatbots?|assistants?"
        r"|robots? de synthèse|outils? de résumé)"
    ),
    writers=(
        rf"(?:celui|celle|ceux|quiconque|toute personne|l'outil|le logiciel)(?: qui)? (?:résum\w+"
        rf"|condens\w+) {_TEXT}"
        rf"|(?:éditeur|éditrice|rédacteur|rédactrice|auteur)s? (?:du|de la|de ce|des|d'un) {_BRIEF}"
    ),
    readers=rf"(?:li[st]\w*|trait\w+|résum\w+) {_TEXT}",
    notes=(
        r"(?:notes?|message|avis|consignes?|instructions?|remarque|important|attention)"
        r" (?:à|pour|aux?)|à l'attention (?:des?|du|de la)|chère?s?|attention"
    ),
    bare_notes=r"à|aux?|pour",
    briefs=rf"(?:le|la|ce|cette|votre|ton|tout|toute|chaque|les|un) {_BRIEF}",
    inside=rf"(?:au|dans (?:le|la|ce|votre|ton|tout)|du|à la|de la) {_BRIEF}",
    summarising=(rf"(?:si|quand|lorsque) (?:vous|tu) résum\w+ {_TEXT}|en résumant {_TEXT}"),
    saying=(
        r"(?:ajout|mentionn|indiqu|inclu|écri|dire|dit|dis|préciser|précis|signal|soulign|omet|passe"
        r"|parl|cit|rapport|insér|insist|évoqu|commenc|retir|supprim|fai)\w*"
    ),
    asking=(
        r"(?:veuillez|merci de|merci d'|s'il vous plaît|prière de|assurez-vous|assure-toi|pensez à"
        r"|n'oubliez pas|il est (?:important|essentiel)|nous (?:vous )?(?:prions|demandons))"
    ),
    obliging=(
        r"(?:doi(?:t|vent)|devr(?:a|ait|ont)|est prié|sont priés)(?: (?:pas|aussi|seulement)){0,4}"
    ),
    overriding=(
        r"(?:ignor(?:ez|e)|oubli(?:ez|e)|ne (?:tenez|tiens) (?:pas|aucun) compte (?:de|des))"
    ),
    told=(
        r"(?:(?:toutes?|les|ces|tes|vos|des) ){0,4}(?:(?:précédente?s|anciennes) )?"
        r"(?:instructions|consignes|directives|règles)"
        r"(?: (?:précédentes|antérieures|ci-dessus|reçues|données|initiales)|\W*$)"
        r"|tout ce (?:qui|que|qu')"
    ),
    poses=(
        r"\ben tant qu(?:e (?:modèle|assistant|chatbot)|'(?:IA|intelligence|assistant))[^.!?]{0,40}"
        r"\b(?:dois|devez|devrez)\b"
        r"|\b(?:tu es|vous êtes) (?:désormais |maintenant )?une? "
        r"(?:IA|assistant|modèle de langage)\b"
    ),
    reported=(
        r"a dit|a déclaré|selon|a demandé|a estimé|a indiqué|affirme|d'après|réclame|a expliqué"
    ),
    follow=r"(?:ne )?(?:mentionnez|écrivez que|dites que|parlez pas|indiquez que|omettez)\b",
)
