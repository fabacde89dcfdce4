"""What English pages put round an article."""

from __future__ import annotations

from briefer.lang.pages import Pages
from briefer.lang.tables import keyed, words

PAGES = Pages(
    lead_ins=(
        "read (?:more|also|next|the full)",
        "also read",
        "see also",
        "more on",
        "related",
        "recommended",
        "most (?:read|popular)",
        "you (?:may|might) (?:also )?(?:like|be interested)",
        "don['’]t miss",
        "editor['’]s picks",
        "up next",
        "watch(?: now| also|:)",
        "listen(?: now| to this|:)",
        "in pictures",
        "gallery",
        "trending",
        "top stories",
    ),
    prompts=(
        "share (?:this|on|via)",
        "copy link",
        "follow us",
        "sign up",
        "subscribe",
        "log in",
        "register",
        "advertisement",
        "sponsored",
        r"comments?(?: \(\d+\))?$",
        "leave a (?:comment|reply)",
        "skip to",
        "back to top",
        "print this",
        "save (?:this )?(?:article|story|for later)",
        "listen to (?:this )?article",
        "get (?:the|our) .{0,40}(?:newsletter|app|alerts)",
        "download (?:the|our) app",
        "support our journalism",
        "become a (?:member|subscriber)",
        "we use cookies",
        "this (?:site|website) uses cookies",
        "by (?:clicking|continuing|subscribing|signing up)",
        "accept (?:all|cookies)",
        "manage (?:cookies|preferences)",
        "cookie (?:policy|settings)",
        "all rights reserved",
        r"(?:©|\(c\)|copyright) ",
        "view (?:this email )?in (?:your )?browser",
        "unsubscribe",
        "manage your subscription",
        "enable javascript",
        "please (?:enable|turn on)",
        "story continues below",
        "article continues below",
        "continue reading",
        "the post .{1,300} appeared first on",
        "this article (?:was )?first appeared",
        r"(?:\d+ )?min(?:ute)?s? read",
        r"published (?:on )?\d",
        r"updated (?:on )?\d",
        "last (?:updated|modified)",
    ),
    share_words=(
        "bluesky",
        "copy",
        "e-mail",
        "email",
        "facebook",
        "flipboard",
        "link",
        "linkedin",
        "mail",
        "mastodon",
        "pinterest",
        "pocket",
        "print",
        "reddit",
        "share",
        "telegram",
        "threads",
        "twitter",
        "whatsapp",
        "x",
    ),
    paywalls=(
        "subscri(?:be|ption)[^.]{0,60}to (?:read|continue|access|unlock)",
        "subscribers?[ -]only",
        "subscription (?:is )?required",
        "(?:continue|keep) reading[^.]{0,60}(?:subscri|register|sign|trial|free)",
        "(?:to (?:read|continue|access)|read (?:this|the (?:full|whole|rest)))[^.]{0,60}subscri",
        "already a subscriber",
        (
            "(?:article|story|content) is (?:reserved|exclusive|only|for)"
            " [^.]{0,40}(?:subscribers|members)"
        ),
        "(?:free|monthly) articles? (?:remaining|left|this month)",
        "reached your [^.]{0,30}limit",
        "start your (?:free )?trial",
    ),
    subscribing=(
        "subscribe",
        "subscribers?",
        "subscription",
        "sign in",
        "log in",
        "register",
        "paywall",
        "keep reading",
        "continue reading",
        "read the full",
    ),
    cut_offs=(
        r"\(\s*(?:read )?more\s*\)",
        r"\b(?:read|see) (?:more|on|the (?:full|whole|rest)[^.!?]{0,40})",
        r"\bcontinue reading[^.!?]{0,80}",
        r"\bthe post [^\n]{1,300} appeared first on [^\n]{1,100}",
    ),
    stamps=(
        r"\(?(?:last |first )?(?:updated|published|posted|modified)\b(?: (?:at|on)\b)?\s*[:\d]",
        (
            r"(?:last |first )?(?:updated|published|posted|modified)"
            r" (?:on |at )?(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
        ),
        r"advertisement\b",
        r"read (?:more|also)\b",
        r"related(?: articles| stories)?\s*(?::|\Z)",
        r"sign up\b",
        r"subscribe\b",
        r"share this\b",
        r"follow us\b",
        "photo(?:graph)?:",
        "image:",
        "picture:",
        "source:",
        (
            r"[\d.,]+ ?[km]? (?:comments?|shares?|likes?|views?|reads|reactions?|replies|reposts?)"
            r"\W*\Z"
        ),
        r"(?:comments?|shares?|likes?|views?|reactions?)\W+[\d.,]+ ?[km]?\W*\Z",
        r"(?:about )?\d+[- ]min(?:ute)?s?\.? (?:read|listen|watch)\W*\Z",
        r"(?:estimated )?read(?:ing)? time\W+(?:about )?\d+ ?min(?:ute)?s?\W*\Z",
        (
            r"(?:\w+ )?(?:an?|one|\d+) ?(?:s|m|h|d|w|sec|min|hr|second|minute|hour|day|week|month"
            r"|year)s?\.? ago\W*\Z"
        ),
        r"(?:yesterday|just now)\W*\Z",
        r"all rights reserved\b",
        r"copyright\W.{0,60}\b(?:19|20)\d\d\b.{0,60}\Z",
        (
            r"(?:listen|play|watch|audio|video|duration)(?: to)?(?: (?:this|the)? ?(?:article"
            r"|story|episode|report))?\W+\d{1,2}:\d\d(?::\d\d)?(?: ?min(?:ute)?s?)?\W*\Z"
        ),
        r"weather\b.{0,40}\d ?°",
    ),
    credit_nouns=("photo(?:graph)?", "image", "picture", "video", "illustration", "graphic"),
    credit_lines=("(?:photo(?:graph)?|image|picture) (?:by|courtesy) ",),
    byline_words=words("by"),
    consents=(
        (
            r"(?:we|our partners|and our \d+ partners)[^.]{0,80}(?:cookies|store and/or access"
            "|process personal data)"
        ),
        "before you continue",
        "your privacy",
        "accept (?:all|cookies|and continue)",
        "consent",
        "cookies? (?:settings|policy)",
        "personalised ads",
    ),
    script_requests=("enable", "activate", "turn on", "requires?", "need[s]?", "without"),
    script_states=("required", "disabled", "enabled", "must"),
    robot_checks=(
        (
            r"(?:verify|confirm|check(?:ing)?)[^.]{0,40}(?:you are|you['’]re|that you|if you)"
            r"[^.]{0,20}(?:human|not a (?:ro)?bot)"
        ),
        "checking your browser",
        "unusual (?:traffic|activity)",
        "captcha",
        "access (?:to this page has been )?denied",
        "are you a robot",
    ),
    log_ins=(
        "(?:log|sign)(?:ged)?[ -]?in",
        "forgot(?:ten)? (?:your )?password",
        "create an account",
    ),
    missing_nouns=("page", "article", "story", "content", "url"),
    missing_verbs=(
        "not (?:be )?found",
        "no longer (?:available|exists?)",
        "doesn['’]t exist",
        "does not exist",
        "can['’]t be found",
        "has been (?:removed|deleted|moved)",
    ),
    missing_lines=("not found",),
    missing_titles=(
        r"\A\W*(?:page |article |story )?not found",
        r"\bpage (?:was |could )?not (?:be )?found",
    ),
    error_words=("error",),
    failures=(
        "internal server error",
        "bad gateway",
        "service unavailable",
        "gateway time-?out",
        "something went wrong",
        "temporarily unavailable",
        "down for maintenance",
        "technical (?:error|difficult)",
    ),
    forwarding=("forwarded", "original"),
    mail_fields=keyed("""
        author: from
        date: date sent
        title: subject
        other: to cc reply-to
    """),
    dateline_particles=words("in of on the upon"),
    labels=words("""
        alert analysis audio background breaking comment commentary corrected correction editorial
        essay exclusive explainer factbox feature file flash focus gallery image images important
        interview last latest letter letters live new news note obituary opinion photo photos
        podcast poll preview profile question quote recap report review round-up roundup sidebar
        sport sports story summary timeline tip top trending update updated updates urgent video
        watch weather world
        also although and because but finally first good great he her his however if it its look
        maybe more moreover my next no now our perhaps read second she so sorry still that the then
        there they third thus today tomorrow we well what when where while why yes yesterday yet you
        your nato unicef unesco opec asean fifa uefa nasa tweet
    """),
)
