"""What is known of Portuguese beside what CLDR has."""

from __future__ import annotations

from briefer.lang.language import Cues, Words
from briefer.lang.leaning import Leaning
from briefer.lang.orders import Orders
from briefer.lang.pages import Pages
from briefer.lang.tables import keyed, words

_TEXT = r"(?:este|esta|o presente) (?:artigo|texto|página|documento|notícia|matéria)"
_BRIEF = r"(?:resumos?|síntese|boletim|sumário)"

ORDERS = Orders(
    hints=(
        *("ignor", "esque(?:ç|ce)", "desconsider", "resum(?:o|i|a|e est|e o )"),
        *("síntese", "boletim", "sumário", "chatbot", "assistente", "ia", "robô"),
        *("bots", "modelos? de linguagem", "inteligência artificial"),
    ),
    machines=(
        r"(?:(?:o|a|os|as|uma?|todo|toda|qualquer) ){0,4}(?:IA|inteligência artificial"
        r"|modelos? de linguagem|chatbots?|assistentes?|bots|robôs?)"
    ),
    writers=(
        rf"(?:quem|o programa que|a ferramenta que) resum\w+ {_TEXT}"
        rf"|(?:editor|editora|redator|redatora|autor|autora) (?:do|da|deste) {_BRIEF}"
    ),
    readers=rf"(?:l[eêi]\w*|process\w+|resum\w+) {_TEXT}",
    notes=(
        r"(?:notas?|mensagem|aviso|instruç(?:ão|ões)|importante|atenção|observação)"
        r" (?:a|ao|à|para|aos)|prezad[oa]s?|car[oa]s?|atenção"
    ),
    bare_notes=r"para|ao|à",
    briefs=rf"(?:o|a|este|seu|teu|todo|qualquer|cada|um) {_BRIEF}",
    inside=rf"(?:(?:ao|no|na|do|da)(?: seu| teu)?|neste|em (?:todo|qualquer)) {_BRIEF}",
    summarising=rf"(?:ao resumir|quando resum\w+|se (?:você )?resum\w+) {_TEXT}",
    saying=(
        r"(?:inclu|menci|acrescent|adicion|indi[cq]|diz|diga|dizer|escrev|omit|destac|ressalt"
        r"|cit|inform|coloqu|comec|remov|mostr)\w*"
    ),
    asking=(
        r"(?:por favor|certifique-se|lembre-se|não se esqueça|é importante|pede-se|pedimos"
        r"|solicitamos|favor)"
    ),
    obliging=r"(?:dev(?:e|em|erá|eria)|tem (?:que|de))(?: (?:não|também|só|apenas)){0,4}",
    overriding=r"(?:ignor[ae]m?|esqueç[ao]m?|esquece|desconsider[ae]m?)",
    told=(
        r"(?:(?:todas?|as|suas|tuas|quaisquer) ){0,4}(?:anteriores )?"
        r"(?:instruções|orientações|ordens|diretrizes)"
        r"(?: (?:anteriores|prévias|recebidas|dadas|originais)|\W*$)"
        r"|tudo o que"
    ),
    poses=(
        r"\bcomo (?:uma? )?(?:IA|modelo de linguagem|inteligência artificial)[^.!?]{0,30}"
        r"\b(?:deves?|você deve|tem que|precisa)\b"
        r"|\b(?:você é|tu és) (?:agora )?uma? (?:IA|assistente|modelo de linguagem)\b"
    ),
    reported=r"disse|afirmou|segundo|pediu|declarou|explicou|de acordo com|exigiu",
    follow=r"(?:não )?(?:mencione|escreva que|diga que|inclua|omita)\b",
)

PARTS = (
    Words(
        commonest=words("o os de que e do da em um para com não uma na no por mais dos foi ao"),
    ),
    Cues(
        reporting_verbs=words("diz disse afirma afirmou explicou perguntou respondeu declarou"),
    ),
    ORDERS,
    Pages(
        lead_ins=(
            "leia também",
            "veja também",
        ),
        paywalls=("exclusivo para assinantes",),
        byline_words=words("por"),
        missing_nouns=("página",),
        forwarding=("encaminhada", "original"),
        mail_fields=keyed("""
            author: de
            date: data enviado enviada
            title: assunto
            other: para cc
        """),
        dateline_particles=words("da de do"),
    ),
    Leaning(
        leaning_pronouns=words("ele ela eles isso isto"),
        leaning_connectives=words("mas além"),
        quoting_verbs=words("disse"),
    ),
)
