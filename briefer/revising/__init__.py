"""What becomes of briefs and summaries when their articles change: found, told, put right.

`summaries` keeps a summary under its article's identity and finds it for the next version;
`standing` says which claims of past editions no longer stand on what their articles say now,
`refreshing` has those articles fetched again first, and `correcting` makes the editions that put
it right. `versions` finds the stored versions of an article.
"""
