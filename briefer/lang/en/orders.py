"""How an English text gives orders to software that summarises it."""

from __future__ import annotations

from briefer.lang.orders import Orders

_TEXT = r"(?:this|the|our|my) (?:\w+ )?(?:article|text|page|story|report|piece|post|document)"
_BRIEF = (
    r"(?:(?:daily|news|morning|automated|automatic|AI|final|short|resulting) ){0,4}"
    r"(?:summary|summaries|brief|briefing|digest|recap|key facts|top lines|key points)"
)

ORDERS = Orders(
    hints=(
        *("ignor", "disregard", "forget", "overrid", "bypass", "set aside", "not follow"),
        *("n't follow", "stop following", "never follow", "summar", "brief", "digest", "recap"),
        *("headline", "key (?:facts|points)", "top lines", "condens", "abridg"),
        *("your (?:answer|output|response|reply|prompt)", "language model", "chat ?bot"),
        *(
            "assistant",
            "gpt",
            "chatgpt",
            "crawler",
            "scraper",
            "artificial intelligence",
            "machine reader",
        ),
        *("automated", "bots", "this model", "ai", "a.i", "llm", "llms", "you are (?:now )?in "),
        *("mark (?:all|every|each)", "claims? only", "output", "the prompt", "system prompt"),
        *("as (?:confirmed|supported|verified|true|checked|proven|fact)", "directive", "prompt:"),
        *("in (?:json|the (?:following|word|sentence|phrase))", "instructions", "instruction:"),
        *("with (?:json|the (?:following|word|sentence|phrase))", "reply only", "answer only"),
        *("(?:to|for) the model", "whichever", "whatever (?:program|software|tool|system|model)"),
        *("whatever (?:machine|bot)", "your system"),
        *("your new", "your next", "your real", "your actual", "your task", "from now on"),
        *("everything (?:above|below)", "all (?:above|below)", "text (?:above|below)", "this note"),
        *("this message", "is (?:being )?(?:processed|read) "),
        *("respond only", "write (?:that|only|the following)", "state (?:that|only|the following)"),
    ),
    machines=(
        r"(?:(?:the|any|all|every|our|your|an?|other|automated|automatic|virtual|digital) ){0,4}"
        r"(?:AI[- ](?:model|assistant|agent|system|tool|reader|editor|bot|summari[sz]er|crawler)s?"
        r"|(?:search |writing )?assistants?|AI|A\.I\.|artificial intelligence"
        r"|(?:large )?language models?|LLMs?|chat ?bots?|bots|ChatGPT|GPT|summari[sz]ers?"
        r"|(?<=(?:to|or) the )model"
        r"|summari[sz](?:ation|ing) (?:model|tool|system|engine|software|bot)s?"
        r"|machine readers?|(?:web )?(?:crawler|scraper)s?|(?<=automated )(?:system|reader|tool)s?)"
        r"(?: (?:and|or) (?:\w+ )?(?:assistants?|models?|bots?|tools?|summari[sz]ers?))?"
    ),
    writers=(
        r"(?:whoever|whatever(?: \w+)?|whichever \w+|any(?:one|body|thing)(?: (?:who|that))?"
        r"|every(?:one|body) who|(?:person|people|those|editor|writer|software|program|system|tool"
        r"|model|machine|app)s?(?: (?:that|who|which))?) (?:is |are |may be |will )?"
        rf"(?:(?:summari[sz]|condens|abridg)\w+ (?:this\b|{_TEXT})"
        rf"|(?:writ|prepar|mak|compil|produc|edit)\w+ (?:the|this|an?|any|your) {_BRIEF}\b)"
        r"|(?:whatever|whichever) (?:program|software|tool|system|model|machine|bot)"
        rf" (?:reads|processes|parses) (?:this\b|{_TEXT})"
        rf"|editors? (?:of|for) (?:the|this|an?|any|your) {_BRIEF}\b"
        r"|(?:brief|briefing|summary|digest) (?:editor|writer|author)s?"
    ),
    readers=(rf"(?:read|process|ingest|pars|index|scrap|crawl|summari[sz])\w* (?:this\b|{_TEXT})"),
    notes=(
        r"(?:notes?|messages?|memo|notice|hints?|tips?|instructions?|reminder|request|appeal"
        r"|information|important|guidance) (?:to|for)|dear|attention|attn|hello|hey"
    ),
    bare_notes=r"to|for",
    briefs=(
        rf"(?:the|this|your|any|every|each|all|our) {_BRIEF}\b(?: of this \w+| you (?:write|make))?"
        r"|your (?:\w+ )?(?:headline|answer|output|response|reply)"
        rf"|summar(?:y|ies) of (?:this\b|{_TEXT})"
    ),
    inside=(
        r"(?:in|into|to|from|of|at the top of|at the head of|out of) "
        rf"(?:(?:the|this|your|any|every|each|all) {_BRIEF}"
        r"|(?:the|your|any) headline|your (?:answer|output|response|reply))\b"
    ),
    summarising=(
        r"(?:when(?:ever)?|while|if|in|before|once) (?:you(?:'re| are)? )?(?:to )?"
        rf"(?:(?:summari[sz](?:e|ing)|condens(?:e|ing)|brief(?:ing)? on) (?:this\b|it\b|{_TEXT})"
        rf"|(?:writ(?:e|ing)|prepar(?:e|ing)|compos(?:e|ing)) (?:the|this|your|an?) {_BRIEF})"
        rf"|(?:if|when(?:ever)?) {_TEXT} is (?:being )?(?:summari[sz]ed|condensed"
        r"|(?:processed|read) (?:automatically|by (?:software|machines?|an? \w+|AI)))"
    ),
    saying=(
        r"(?:(?:do not|don't|never|always|also|only|not|instead|be sure to|lead by) ){0,4}"
        r"(?:add|includ|insert|mention|stat|say|writ|report|not|stress|emphasi[sz]|highlight"
        r"|present|describ|call|omit|exclud|read|begin|start|end|open|lead|put|use|give|name"
        r"|repeat|contain|point|make (?:it )?clear|leav|left|skip|drop|recommend|prais)"
        r"(?:e?s|es?|ing)?"
    ),
    asking=(
        r"(?:please|kindly|make sure|ensure|be sure|see to it|take care|remember|don't forget"
        r"|do not forget|it is (?:important|essential|crucial|vital)|we (?:kindly )?(?:ask|request)"
        r"|(?:is|are) (?:kindly )?(?:asked|requested|instructed|required|told|directed|advised) to"
        r"|it is requested|(?:it|we) would (?:be )?(?:appreciate|good|kind|helpful)\w*)"
    ),
    obliging=(
        r"(?:must|should|shall|needs? to|ha(?:s|ve) to|ought to|may not|will please"
        r"|(?:is|are) to)"
        r"(?: not| only| also| always| never| therefore| please| at least| first){0,4}"
    ),
    overriding=(
        r"(?:ignore|disregard|forget|override|bypass|set aside|(?:do not|don't|stop|never) follow"
        r"(?:ing)?)"
    ),
    told=(
        r"(?:(?:previous|prior|earlier|preceding|above|former|existing|original|system|all|any|your"
        r"|other|past)(?: of)?(?: the| your| these| those)? ){1,5}"
        r"(?:instructions?|prompts?|guidelines|directions|directives|rules|orders)"
        r"|(?:the|your|these|any) (?:\w+ )?(?:instructions|prompts?|guidelines)(?= you|\W*$)"
        r"|(?:instructions|rules|guidelines) (?:you|above|given|that you)"
        r"|the (?:text|article|content|sentences?|paragraphs?) (?:above|below|before this)"
        r"|(?:the|this) (?:source|system prompt)\b|all of the above|what was said before"
        r"|(?:everything|anything|all|what(?:ever)?) (?:that )?(?:you (?:were|are|have been)"
        r" (?:told|given|taught|asked)|above|before this|was said before)"
    ),
    wishes=(
        r"^\W*(?:please )?make (?:the|your) (?:headline|summary|brief|digest)"
        r" (?:say|read|state|mention)\b"
        r"|\b(?:must|should|may|shall)(?: only| not| never)+ be (?:summari[sz]ed|condensed)\b"
        r"|\b(?:must|should|may|shall)(?: \w+){1,3} (?:in|into|from) (?:every|any|your|all)"
        rf" {_BRIEF}\b"
        r"|\b(?:summari[sz]ers?|summari[sz](?:ation|ing) (?:tool|model|system|bot)s?"
        r"|automated (?:reader|tool|system)s?) (?:(?:must|should|shall|please|will please)"
        r" (?:\w+ )?(?:say|state|report|skip|omit|mention|include|lead|begin|leave|use|treat|write)"
        r"|(?:is|are) (?:\w+ )?(?:asked|requested|instructed|advised) to)\b"
    ),
    poses=(
        r"^\W*summari[sz]ers?\s*[:,]"
        r"|\bif you are (?:an? )?automated (?:system|reader|tool|process)\b"
        r"|\byour system prompt\b|"
        r"\byour (?:new|next|real|actual) (?:task|instructions?)\b|\byour task is now\b"
        r"|\byou are (?:now )?(?:ChatGPT|GPT)\b"
        r"|\bfrom now on,? you (?:(?:will|must|shall|only|always) )+"
        r"(?:answer|respond|reply|speak|act|behave|write|output)\b"
        r"|\bfor summari[sz](?:ation|ing) purposes\b"
        r"|\b(?:everything|all|the text) (?:above|below)(?: this (?:line|point|sentence))?"
        r" (?:is|was|must|should)\b"
        r"|\b(?:do not|don't|never) (?:tell|inform|reveal|show|mention)[^.!?]{0,30}"
        r"\b(?:this (?:note|message|instruction)|these instructions)\b"
        r"|\byou are (?:now )?in \w+ mode\b"
        r"|\byou are (?:now )?an? (?:\w+ )?(?:AI|language model|assistant|chatbot)\b"
        r"|\bas an? (?:AI|(?:AI )?(?:large )?language model|LLM|chatbot"
        r"|AI (?:model|assistant|system|tool|agent))(?: reading [^.!?,]{0,30})?,? "
        r"(?:you|it) (?:must|should|will|are|need|have)\b"
        r"|\bthis (?:AI|model|assistant|summari[sz]er) (?:must|should)\b"
        r"|\bif (?:you|this)(?:'re| are| is)(?: being)? (?:an? |read by an? )?"
        r"(?:\w+ )?(?:AI|language model|LLM|chatbot|assistant|bot)\b"
        r"|\bfor (?:the )?(?:purposes? of )?(?:any|all|the) (?:automated|automatic|AI) summar"
        r"|\b(?:bots|LLMs|language models|chatbots|AI (?:systems|models|assistants|tools))"
        r" (?:must|should|shall|are to) (?:\w+ )?"
        r"(?:output|return|respond|reply|answer|summari[sz]e)"
    ),
    demands=(
        r"\bmark (?:all|every|each) (?:claims?|sentences?|statements?)\b"
        r"|\b(?:confirmed|supported) claims? only\b"
        r"|^\W*(?:please )?(?:mark|treat|rate|label|regard|consider|accept)"
        r" (?:all|every|each|this|the)"
        r" (?:following |next |above )?(?:claims?|sentences?|statements?|figures?)\b[^.!?]{0,40}"
        r"\bas (?:confirmed|supported|verified|true|checked|proven|facts?)\b"
        r"|\b(?:respond|reply|answer|output) (?:only )?(?:with|in) (?:json|the following"
        r"|the (?:word|sentence|phrase))\b|^\W*(?:respond|reply|answer|output) only\b"
        r"|\boutput (?:only )?the (?:word|sentence|phrase|text)\b"
        r"|\b(?:reveal|print|repeat|show|output|disclose) (?:me )?(?:the|your) (?:\w+ )?"
        r"(?:system prompt|prompt|instructions)\b"
        r"|^\W*(?:new|updated|revised|additional|hidden|secret) (?:system )?"
        r"(?:instructions?|prompt|directives?)\s*:"
        r"|\b(?:you (?:must|should|will|shall)(?: now| only| always| instead)? "
        r"(?:write|state|output|summari[sz]e) (?:that|only|the following))\b"
    ),
    reported=(
        r"said|told|asked|urged|wrote|argued|added|according|called for|demanded|warned|suggested"
        r"|recommended|agreed|ruled|complained|insisted|found that|(?:he|she|they) says?"
        r"|says?(?=\W*$)"
    ),
    follow=(
        r"(?:please |then |also |finally |instead |and ){0,4}(?:do not|don't|never|only|always)? ?"
        r"(?:mention|write that|say that|state that|report that|output|include (?:the|this|that|a)"
        r"|lead with|omit|leave out|begin with|describe (?:the|it|this|him|her))\b"
    ),
)
