"""What is known of Italian beside what CLDR has."""

from __future__ import annotations

from briefer.lang.language import Cues, Words, Writing
from briefer.lang.leaning import Leaning
from briefer.lang.orders import Orders
from briefer.lang.pages import Pages
from briefer.lang.tables import keyed, words

_TEXT = r"(?:questo|questa|il presente) (?:articolo|testo|pagina|documento|notizia)"
_BRIEF = r"(?:riassunt[oi]|sintesi|sommari[oi]|riepilogo)"

ORDERS = Orders(
    hints=(
        *("ignor", "dimentic", "non segu", "riassu", "sintesi", "sommari", "riepilogo"),
        *("chatbot", "assistent", "ia", "ai", "bot", "modell[oi] linguistic(?:o|i)"),
        "intelligenza artificiale",
    ),
    machines=(
        r"(?:(?:il|la|le|gli|i|un|una|ogni|qualsiasi) |l'){0,4}(?:IA|AI|intelligenza artificiale"
        r"|modell[oi] linguistic[oi]|chatbot|assistent[ei]|bot)"
    ),
    writers=(
        rf"(?:chi|chiunque|il programma che|lo strumento che) riassum\w+ {_TEXT}"
        r"|(?:redattore|redattrice|autore|autrice|curatore|curatrice)"
        rf" (?:del|della|di questo) {_BRIEF}"
    ),
    readers=rf"(?:legg\w+|elabor\w+|riassum\w+) {_TEXT}",
    notes=(
        r"(?:not[ae]|messaggio|avviso|istruzion[ei]|importante|attenzione|avvertenza)"
        r" (?:a|al|alla|all'|per)|car[oaie]|attenzione"
    ),
    bare_notes=r"per|al|alla|all'",
    briefs=rf"(?:il|la|questo|questa|tuo|suo|ogni|un|i) {_BRIEF}",
    inside=(
        rf"(?:(?:al|alla|nel|nella|dal|dalla)(?: tuo| suo| vostro)?|in ogni|in questo) {_BRIEF}"
    ),
    summarising=(rf"(?:nel riassumere|riassumendo|(?:quando|se) (?:si )?riassum\w+) {_TEXT}"),
    saying=(
        r"(?:aggiung|includ|menzion|indic|dire|dica|scriv|omett|segnal|sottoline|cit|inser|riport"
        r"|precis|elimin|evidenz|tralasc|parl)\w*"
    ),
    asking=(
        r"(?:per favore|per cortesia|si prega|si assicuri|assicurati|ricordati|ricordi"
        r"|non dimentic\w+|è importante|chiediamo|preghiamo)"
    ),
    obliging=r"(?:dev[eo]|devono|dovrà|dovrebbe|va)(?: (?:non|anche|solo)){0,4}",
    overriding=r"(?:ignor(?:a|i|ate|are)|dimentic(?:a|hi|ate|are)|non (?:seguire|segua|seguite))",
    told=(
        r"(?:(?:tutte|le|tue|sue|vostre) ){0,4}(?:precedenti )?"
        r"(?:istruzioni|indicazioni|direttive|regole)"
        r"(?: (?:precedenti|ricevute|date|originali|di prima)|\W*$)"
        r"|tutto (?:ciò|quello) che"
    ),
    poses=(
        r"\bin quanto (?:IA|AI|modello linguistico|intelligenza artificiale)[^.!?]{0,30}"
        r"\b(?:devi|deve|dovete)\b"
        r"|\b(?:sei|lei è) (?:ora |adesso )?(?:un'|un |una )"
        r"(?:IA|AI|assistente|modello linguistico)\b"
    ),
    reported=r"ha detto|secondo|ha affermato|ha chiesto|ha spiegato|ha dichiarato|hanno chiesto",
    follow=r"(?:non )?(?:menzionare|scrivi che|scriva che|includi|includa|ometti|ometta)\b",
)

PARTS = (
    Words(
        commonest=words(
            "il di che la e in un per non una del della con sono da le si dei nel alla"
        ),
    ),
    Writing(
        elided=words("""
            l un d c dell nell all dall sull quell quest bell sant anch com dov cos
        """),
    ),
    Cues(
        reporting_verbs=words(
            "dice disse dichiara dichiarato spiega spiegato chiede chiese afferma affermato"
        ),
    ),
    ORDERS,
    Pages(
        lead_ins=("leggi anche",),
        paywalls=("contenuto riservato",),
        cut_offs=(r"\bcontinua a leggere",),
        byline_words=words("di"),
        consents=("accetta tutt[io]", "utilizziamo i cookie"),
        log_ins=("accedi",),
        missing_titles=(r"\bpagina non trovata",),
        forwarding=("inoltrato", "originale"),
        mail_fields=keyed("""
            author: da
            date: data inviato
            title: oggetto
            other: a cc
        """),
        dateline_particles=words("di da del della"),
    ),
    Leaning(
        leaning_pronouns=words("egli essa essi"),
        leaning_demonstratives=words("questo questa"),
        leaning_connectives=words("ma inoltre quindi"),
        quoting_verbs=words("disse"),
    ),
)
