"""What French pages put round an article."""

from __future__ import annotations

from briefer.lang.pages import Pages
from briefer.lang.tables import keyed, words

PAGES = Pages(
    lead_ins=(
        "lire aussi",
        "à lire",
        "sur le même sujet",
    ),
    prompts=(
        "publicité$",
        "partager$",
    ),
    share_words=("partager",),
    paywalls=(
        "réservé aux abonnés",
        "il vous reste .{0,20}article",
    ),
    subscribing=("abonn[ée]s?", "abonnez", "connectez", "lire la suite"),
    cut_offs=(r"\blire la suite",),
    stamps=(
        r"(?:mis à jour|publié) (?:le|à)\b",
        r"publicité\Z",
        r"[\d.,]+ (?:commentaires?|partages?|vues?|réactions?)\W*\Z",
        r"(?:commentaires?|partages?)\W+[\d.,]+\W*\Z",
        r"(?:\w+ )?il y a (?:une?|\d+) (?:seconde|minute|heure|jour|semaine|mois|an)\w*\W*\Z",
        r"(?:temps de )?lecture\W+\d+ ?min\w*\W*\Z",
        r"écouter(?: l[’']article)?\W+\d{1,2}:\d\d\W*\Z",
        r"météo\b.{0,40}\d ?°",
    ),
    credit_nouns=("crédits?",),
    byline_words=words("par"),
    consents=(
        "avant de continuer",
        "(?:tout|continuer sans) accepter",
        "partenaires utilisent des cookies",
        "nous utilisons des cookies",
    ),
    script_requests=("activer",),
    script_states=("est désactivé",),
    log_ins=("se connecter",),
    missing_verbs=("introuvable",),
    missing_lines=("page introuvable",),
    missing_titles=(r"\bpage introuvable",),
    error_words=("erreur",),
    forwarding=("transféré", "d['’]origine"),
    mail_fields=keyed("""
        author: de
        date: date envoyé
        title: objet sujet
        other: à cc
    """),
    dateline_particles=words("de des du en la le les sur"),
    labels=words("analyse exclusive tribune"),
)
