"""What turns, weakens or hands on the sense of a German sentence."""

from __future__ import annotations

from briefer.lang.language import Cues
from briefer.lang.tables import cues, words

CUES = Cues(
    cues=cues(
        negation=(
            """
            nicht | kein | keine | keinen | keinem | keiner | keines | nie | niemals | niemand
            | niemanden | nichts | weder | ohne | keinerlei | nirgends
            """,
            """
            verweigert | verweigerte | bestreitet | bestritt | bestritten | dementiert
            | dementierte | lehnt | lehnte | abgelehnt | zurückgewiesen | unmöglich | gegen | wies
            """,
        ),
        hedge=(
            """
            könnte | könnten | kann | können | möglicherweise | vielleicht | eventuell | ob
            | falls | wenn | dürfte | dürften | erwägt | erwägen | scheint | scheinen | womöglich
            | möglich | könne | prüft | unklar
            """,
            """
            wahrscheinlich | voraussichtlich | vermutlich | erwartet | erwarten | hofft | hoffen
            | soll | sollen | sollte | sollten | wollen | will | möchte | möchten | angeblich
            | strebe | strebt | fordert | fordern | vorschlag | schlägt
            """,
            """
            plant | planen | geplant | beabsichtigt | werde | werden | wird | würde | würden
            | vorgesehen | verspricht | versprochen | sollen
            """,
        ),
        attribution=(
            """
            sagte | sagt | sagten | sagen | laut | zufolge | nach angaben | erklärte | erklärt
            | teilte | teilt | so | betonte | berichtet | berichtete | angaben | nannte | hält
            | nach | sei | seien | habe | hätten | werde | lägen | lasse
            """,
            """
            behauptet | behauptete | wirft | warf | vorwurf | vorwürfe | angeblich | beschuldigt
            | mutmaßlich | mutmaßliche | bestreitet | bestritt | verdacht | verdächtigt
            """,
        ),
    ),
    cue_idioms=("nicht nur",),
    cue_skipped=words("bisher derzeit"),
    catenatives=words("erwarten planen"),
    noun_negations=words("kein keine keinem keinen keiner ohne"),
    verb_negations=words("bestreitet bestritt dementiert dementierte"),
    denials=words("kein keine keinem keinen keiner nicht nie weder noch ohne"),
    paired_denials=words("weder noch"),
    modals=words("wenn falls"),
    certain_futures=words("wird werden"),
    reporting_verbs=words("""
        sagte sagt sagten sagen erklärte erklärt erklärten betonte betont meinte meint rief ruft
        teilte teilten schrieb schreibt antwortete antwortet ergänzte warnte warnt kündigte fügte
        hieß fragte fragt berichtete berichtet nannte
    """),
    naming_verbs=words("genannt nannte nennt namens betitelt"),
    plain_reporting=words("sagte sagt erklärte"),
    source_markers=words("laut zufolge"),
    speakers=words("er sie"),
    alleging=words("""
        angeblich behauptet behauptete mutmaßlich mutmaßliche warf wirft
    """),
)
