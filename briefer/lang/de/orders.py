"""How a German text gives orders to software that summarises it."""

from __future__ import annotations

from briefer.lang.orders import Orders

_TEXT = r"diese[nrsm]? (?:\w+ )?(?:Artikels?|Text(?:es)?|Seite|Meldung|Beitrags?|Berichts?)"
_BRIEF = r"(?:Zusammenfassung|Kurzfassung|Übersicht|Kurzmeldung|Briefings?)"

ORDERS = Orders(
    hints=(
        *(
            "ignorier",
            "vergiss",
            "vergessen sie",
            "missacht",
            "beachte",
            "befolge",
            "folge",
            "zusammenfass",
            "zusammenzufass",
        ),
        *("zusammengefasst", "kurzfassung", "übersicht", "kurzmeldung", "briefing", "kürz"),
        *("ki", "sprachmodell", "chatbot", "assistent", "bots", "künstliche intelligenz"),
    ),
    machines=(
        r"(?:(?:die|das|den|alle|jede[snr]?|ein(?:e[nr]?)?) ){0,4}"
        r"(?:KI(?:-\w+)?|künstliche Intelligenz|Sprachmodelle?|Chatbots?|Assistent(?:en)?"
        r"|Zusammenfass(?:er|ungs\w+)|Bots)"
    ),
    writers=(
        rf"wer(?: auch immer)? (?:{_TEXT}|dies) (?:zusammenfasst|kürzt)"
        rf"|(?:Verfasser|Redakteur|Autor|Ersteller)(?:in|s)?(?:nen)? (?:der|einer|dieser) {_BRIEF}"
    ),
    readers=rf"(?:die|das|der|welche[rs]?)? ?{_TEXT} (?:lies|les|verarbeite|zusammenfass)\w*",
    notes=(
        r"(?:Hinweise?|Nachricht|Mitteilung|Anweisung(?:en)?|Bitte|Anmerkung|Wichtig|Achtung)"
        r" (?:an|für)|liebe[rs]?|Achtung"
    ),
    bare_notes=r"an|für",
    briefs=rf"(?:die|diese|deine|Ihre|jede|eine) {_BRIEF}",
    inside=rf"(?:in|aus|zu|an) ?(?:der|die|den|deiner?|Ihrer?|jeder?|dieser?) (?:\w+ )?{_BRIEF}"
    rf"|(?:der|deiner|Ihrer|einer) {_BRIEF}(?=[^.!?]{{0,80}}\bhinzu)",
    summarising=(
        r"(?:beim|bei der) (?:Zusammenfass(?:en|ung)|Kürzen) (?:dieses|dieser)"
        rf"|(?:wenn|falls|sobald) (?:du|Sie) {_TEXT} zusammenfass\w+"
    ),
    saying=(
        r"(?:erwähn|nenn|schreib|bericht|betone|heb|füge?|ergänz|nimm|nehm|lass|gib|geb|stell|beginn"
        r"|verschweig|sag|aufnehm|aufzunehm|hervor|hinzu|weglass|wegzulass|anführ|enthalt|stehen"
        r"|vorkomm|auftauch|beinhalt|unterschlag)\w*"
    ),
    asking=(
        r"(?:bitte|achten Sie darauf|achte darauf|stellen Sie sicher|stell sicher|vergessen Sie"
        r" nicht|vergiss nicht|denken Sie daran|wir bitten|es ist wichtig|möge|wird gebeten)"
    ),
    obliging=r"(?:soll(?:te)?|muss|darf|hat|ist|möge)(?: (?:nicht|nur|auch|unbedingt)){0,4}",
    overriding=r"(?:ignorier(?:e|en Sie|t)?|vergiss|vergessen Sie|missachten? Sie|missachte)",
    told=(
        r"(?:(?:alle|alles|die|deine|Ihre|vorherigen?|bisherigen?|früheren?|obigen?|vorigen?"
        r"|bestehenden?|sämtliche[nr]?|aller?|vorangegangenen?) ){1,5}"
        r"(?:Anweisung(?:en)?|Vorgaben?|Instruktionen|Anleitungen|Regeln|Prompts?)"
        r"|alles,? was (?:dir|Ihnen|du|Sie|bisher|zuvor|oben|vorher)"
    ),
    poses=(
        r"\b(?:beachte|befolge|folge)(?:n Sie)? (?:die|den|deine|Ihre|alle) (?:\w+ )?"
        r"(?:Anweisungen|Vorgaben|Regeln) nicht\b|"
        r"\bals (?:eine? )?(?:KI|Sprachmodell|KI-\w+|Chatbot|künstliche Intelligenz)[^.!?]{0,20}"
        r"\b(?:musst|sollst|müssen Sie|sollen Sie|darfst|hast|haben Sie)\b"
        r"|\bdu bist (?:jetzt |nun )?(?:eine? )(?:\w+ )?(?:KI|Sprachmodell|Assistent|Chatbot)\b"
        r"|\b(?:wenn|falls) (?:du|Sie) (?:eine? )?(?:KI|Sprachmodell|Chatbot|KI-\w+)\b"
    ),
    reported=r"sagte|sagt|erklärte|forderte|fordert|laut|zufolge|teilte|hieß es|kritisierte",
    follow=(
        r"(?:bitte )?(?:erwähne?n?|schreiben?|verschweigen?|nennen?|berichten?)"
        r" (?:Sie|nicht|nur|dass)\b"
    ),
)
