"""What is known of Spanish beside what CLDR has."""

from __future__ import annotations

from briefer.lang.language import Cues, Words
from briefer.lang.leaning import Leaning
from briefer.lang.orders import Orders
from briefer.lang.pages import Pages
from briefer.lang.tables import keyed, words

_TEXT = r"(?:este|esta|el presente) (?:artículo|texto|página|documento|nota|noticia)"
_BRIEF = r"(?:resumen|resúmenes|síntesis|boletín)"

ORDERS = Orders(
    hints=(
        *("ignor", "olvid", "caso omiso", "resum(?:en|ir|i|a|e est|e el)"),
        *("resúm", "síntesis", "boletín", "chatbot", "asistente", "ia", "bots"),
        *("modelos? de lenguaje", "inteligencia artificial"),
    ),
    machines=(
        r"(?:(?:el|la|los|las|una?|todo|toda|cualquier) ){0,4}(?:IA|inteligencia artificial"
        r"|modelos? de lenguaje|chatbots?|asistentes?|bots)"
    ),
    writers=(
        rf"(?:quien|quienes|el programa que|la herramienta que) (?:resum\w+) {_TEXT}"
        rf"|(?:editor|editora|redactor|redactora|autor|autora) (?:del|de la|de este) {_BRIEF}"
    ),
    readers=rf"(?:le[ea]\w*|proces\w+|resum\w+) {_TEXT}",
    notes=(
        r"(?:notas?|mensaje|aviso|instrucci(?:ón|ones)|importante|atención|observación)"
        r" (?:a|al|para)|estimad[oa]s?|querid[oa]s?|atención"
    ),
    bare_notes=r"para|al?",
    briefs=rf"(?:el|la|este|tu|su|todo|cualquier|cada|un) {_BRIEF}",
    inside=rf"(?:al|en (?:el|la|tu|su|este|todo)|del|de la) {_BRIEF}",
    summarising=rf"(?:al resumir|cuando (?:resum\w+)|si (?:resum\w+)) {_TEXT}",
    saying=(
        r"(?:inclu|menci|añad|agreg|indi[cq]|dec|dig|di |escrib|omit|señal|destac|resalt|elimin"
        r"|nombr|cit|pon|comien|quit)\w*"
    ),
    asking=(
        r"(?:por favor|asegúrese|asegúrate|recuerde|recuerda|no olvide|es importante"
        r"|se (?:ruega|pide)|rogamos|pedimos)"
    ),
    obliging=r"(?:debe(?:n|rá|ría)?|tiene que|ha de)(?: (?:no|también|solo|sólo)){0,4}",
    overriding=r"(?:ignor[ae]n?|olvid[ae]n?|haz caso omiso de|haga caso omiso de)",
    told=(
        r"(?:(?:todas?|las|tus|sus|cualquier) ){0,4}(?:anteriores )?"
        r"(?:instrucciones|indicaciones|órdenes|directrices)"
        r"(?: (?:anteriores|previas|recibidas|dadas|originales)|\W*$)"
        r"|todo lo (?:anterior|que)"
    ),
    poses=(
        r"\bcomo (?:una )?(?:IA|modelo de lenguaje|inteligencia artificial)[^.!?]{0,30}"
        r"\b(?:debes?|tienes que|tiene que)\b"
        r"|\b(?:eres|usted es) (?:ahora )?una? (?:IA|asistente|modelo de lenguaje)\b"
    ),
    reported=r"dijo|afirmó|según|pidió|señaló|exigió|aseguró|explicó|declaró",
    follow=r"(?:no )?(?:mencione|escriba que|diga que|incluya|omita)\b",
)

PARTS = (
    Words(
        commonest=words(
            "el la los las de y en que del un una por con para es se su al como más fue"
        ),
    ),
    Cues(
        reporting_verbs=words(
            "dice dijo afirma afirmó asegura aseguró explica explicó preguntó respondió señaló"
        ),
    ),
    ORDERS,
    Pages(
        lead_ins=(
            "lee también",
            "te puede interesar",
        ),
        paywalls=(
            "(?:sólo|solo) para suscriptores",
            "exclusivo para suscriptores",
        ),
        cut_offs=(r"\bleer más",),
        byline_words=words("por"),
        consents=("aceptar todo", "usamos cookies"),
        log_ins=("iniciar sesión",),
        missing_nouns=("página",),
        missing_verbs=("no (?:existe|encontrad)",),
        missing_titles=(r"\bpágina no encontrada",),
        forwarding=("reenviado", "original"),
        mail_fields=keyed("""
            author: de
            date: fecha enviado enviada
            title: asunto
            other: para cc
        """),
        dateline_particles=words("de del el en la las los y"),
    ),
    Leaning(
        leaning_pronouns=words("él ella ellos ellas ello esto eso su sus"),
        leaning_demonstratives=words("este esta estos estas ese esa"),
        leaning_connectives=words("pero y además sin"),
        leaning_openers=(
            "sin embargo",
            "por (?:otra parte|ejemplo|lo tanto)",
            "no obstante",
            "(?:uno|una|dos|tres|algunos|muchos|ninguno) de (?:ellos|ellas)",
            "(?:el|la|los) (?:segundo|tercero|tercera|otros?)",
            "esta vez",
        ),
        quoting_verbs=words("dijo afirmó"),
    ),
)
