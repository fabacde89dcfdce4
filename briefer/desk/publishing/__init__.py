"""Where briefs go out: WordPress, mail, pages with feeds, webhooks, ninjs files.

`driver` sends a brief, as it was decided and signed, to targets; each gets it once, whoever tries
again, and a later version of it goes there as a correction. A target is a row in `targets`.
"""
