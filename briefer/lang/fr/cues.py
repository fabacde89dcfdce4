"""What turns, weakens or hands on the sense of a French sentence."""

from __future__ import annotations

from briefer.lang.language import Cues
from briefer.lang.tables import cues, words

CUES = Cues(
    cues=cues(
        negation=(
            """
            pas | jamais | aucun | aucune | ni | rien | personne | sans | nul | nulle | non
            | guère
            """,
            """
            refuse | refusé | refusent | refusait | nie | nient | nié | dément | démenti
            | démentent | rejette | rejeté | contre | impossible | exclut | exclu | empêche
            | renonce | renoncé
            """,
        ),
        hedge=(
            """
            pourrait | pourraient | peut | peuvent | peut-être | éventuellement | si | envisage
            | envisagent | envisagerait | semble | semblent | aurait | auraient | serait
            | seraient | possible | possiblement | entraînerait | évoque | suggère
            """,
            """
            probablement | sans doute | devrait | devraient | attendu | attendue | espère
            | espèrent | souhaite | souhaitent | veut | veulent | propose | proposent | demande
            | demandent | réclame | réclament
            """,
            """
            prévoit | prévoient | prévu | prévue | doit | doivent | va | vont | compte | s'engage
            | promet | promettent | sera | seront
            """,
        ),
        attribution=(
            """
            dit | dits | déclare | déclaré | selon | d'après | affirme | affirmé | indique
            | indiqué | explique | assure | répond | estime | annonce | annoncé | ajoute | précise
            | précisé | soupire | juge | rapporte | dénonce
            """,
            """
            accuse | accusé | accusent | prétend | prétendent | soupçonne | soupçonné | aurait
            | auraient | serait | seraient | présumé | présumée | dément | nie | allègue
            | envisagerait | entraînerait
            """,
        ),
    ),
    cue_idioms=("non seulement",),
    catenatives=words("prévoir attendre"),
    noun_negations=words("aucun aucune sans"),
    verb_negations=words("dément nie nient refuse refusé"),
    denials=words("aucun aucune jamais ni nie pas sans"),
    paired_denials=words("ni"),
    modals=words("si"),
    certain_futures=words("va vont sera seront"),
    reporting_verbs=words("""
        dit disent déclare déclarent déclaré déclarait répond répondu assure assurent assuré soupire
        affirme affirment affirmé explique expliquent expliqué ajoute ajouté estime estiment estimé
        lance lancé raconte indique indiquent indiqué prévient demande demandait demandé interroge
        annonce annoncé précise précisé
    """),
    naming_verbs=words("appelé appelle nommé intitulé baptisé"),
    plain_reporting=words("dit affirme indique assure déclare"),
    source_markers=words("selon"),
    hearsay_endings=("rait", "raient"),
    speakers=words("il elle"),
    alleging=words("""
        accuse accusent accusé auraient aurait dénonce dénoncent entraînerait envisagerait prétend
        prétendent seraient serait soupçonne soupçonné
    """),
)
