"""The same article as the pages of invented outlets set it, each with its own way of clutter."""

from html import escape

from tests.support.documents import HEADING, PARAGRAPHS, TITLE

P = [f"<p>{escape(text)}</p>" for text in PARAGRAPHS]
RAIL = "".join(
    f"<article class='card'><h3><a href='/s{n}'>{headline}</a></h3>"
    f"<p>{headline}, and what that means for everyone who lives on the coast.</p></article>"
    for n, headline in enumerate(
        (
            "Ferry strike enters third week",
            "Council weighs a tax on second homes",
            "Storm takes the roof off a school",
            "Herring is back, say the fishers",
        )
    )
)

DIVS = f"""<div class="wrap"><div class="c-article"><div class="c-hd"><h1>{TITLE}</h1>
<div class="c-meta"><span class="c-meta__author">Mara Lind</span>
<span>Updated 3 hours ago</span></div>
</div><div class="c-body">{"".join(p.replace("p>", "div>") for p in P[:4])}
<h2>{HEADING}</h2>{P[4].replace("p>", "div>")}</div></div>
<div class="c-rail">{RAIL}</div></div>"""

TEASERS_BELOW = f"""<main><article><header><h1>{TITLE}</h1>
<p class="standfirst-meta">21 Nov</p>
</header>
<div class="body">{"".join(P[:4])}<h2>{HEADING}</h2>{P[4]}</div></article>
<section class="more-stories"><h2>More from Fenwick</h2>{RAIL}</section></main>"""

EMBEDS = f"""<main><article><h1>{TITLE}</h1>{P[0]}
<figure class="video"><video src="a.mp4"></video>
<figcaption>Watch: the first cars</figcaption></figure>
{P[1]}
<blockquote class="social-embed"><p>First car over! What a day <a href="#">#bridge</a></p>
&mdash; Port of Fenwick (@port) <a href="https://social.example/1">21 November</a></blockquote>
<script async src="https://social.example/embed.js"></script>
{P[2]}<iframe src="https://maps.example/1"></iframe>
<div class="inline-promo"><p>Do you know more? Write to us.</p></div>{P[3]}
<h2>{HEADING}</h2>{P[4]}<p><em>Read more:</em> <a href="/s1">Ferry strike enters third week</a></p>
<ul class="tags"><li><a href="/t/1">Bridges</a></li><li><a href="/t/2">Fenwick</a></li></ul>
</article></main>"""

OLD_TABLES = f"""<table width="900"><tr>
<td width="150"><a href="/">Home</a><br>
<a href="/n">News</a></td>
<td><h1>{TITLE}</h1><font size="2">{"".join(P[:4])}<h3>{HEADING}</h3>{P[4]}</font></td>
<td width="200"><b>Most read</b><br><a href="/s1">Ferry strike enters third week</a><br>
<a href="/s2">Council weighs a tax on second homes</a></td></tr></table>"""

PROMPTS = f"""<main><article><h1>{TITLE}</h1>
<p><strong>Listen to this article</strong></p>{P[0]}{P[1]}
<p><strong>Related:</strong></p><ul><li><a href="/s1">Ferry strike enters third week</a></li>
<li><a href="/s2">Council weighs a tax on second homes</a></li></ul>
{P[2]}<p>Story continues below advertisement</p>{P[3]}
<p>Sign up for our newsletter and get the best of the coast every morning.</p>
<h2>{HEADING}</h2>{P[4]}
<p>Follow us on <a href="https://social.example">Social</a>.</p>
<p>© 2026 The Fenwick Courier. All rights reserved.</p></article></main>"""

SIDEBAR_NAMES = f"""<div class="page with-sidebar has-comments"><div class="widget-area-content">
<h1>{TITLE}</h1><div class="entry-content" itemprop="articleBody">{"".join(P[:4])}<h2>{HEADING}</h2>
{P[4]}</div></div><div class="sidebar">{RAIL}</div>
<div class="comments-area">
{"<p>I never liked that bridge, and I never will, says Bob.</p>" * 60}</div>
</div>"""

LAYOUTS = {
    "names of sidebars": SIDEBAR_NAMES,
    "divs": DIVS,
    "teasers below": TEASERS_BELOW,
    "embeds": EMBEDS,
    "old tables": OLD_TABLES,
    "prompts": PROMPTS,
}
CLUTTER = (
    "Ferry strike", "Council weighs", "Herring", "Watch:", "First car", "Do you know more",
    "Listen to", "Sign up", "Follow us", "advertisement", "rights reserved", "Updated 3 hours",
    "Most read", "Bridges", "says Bob",
)  # fmt: skip
"""Words of what stands around the article in one layout or another."""
