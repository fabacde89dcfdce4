"""Briefs as posts of a WordPress site, by its REST API and an application password.

A post is looked up before it is made, by its slug and then by the anchor that its blocks have:
who tries again after an answer that never came finds what was made after all. A correction
exchanges the brief's blocks in the post, and leaves alone what an editor has added there, the
title, and whether it is published.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

import anyio

from briefer.config import PostStatus
from briefer.desk.publishing.outgoing import Delivery, HandOver, Outgoing
from briefer.desk.publishing.retrying import Sleep, persist
from briefer.errors import PublishError
from briefer.fetch import Sender, UnansweredError
from briefer.model import Publication
from briefer.render import brief_anchor, brief_blocks, plain, with_blocks
from briefer.scrub import scrub_message
from briefer.text import spoken_date

_FIELDS = "id,slug,link,status,content"
_STATUSES = "draft,pending,private,publish,future"
_GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
_CLOSED = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
_LONGEST_SLUG = 60


@dataclass(frozen=True, slots=True)
class Site:
    """A site, the user that posts are made as, and what they are made as."""

    url: str
    user: str
    password: str
    status: PostStatus = "draft"
    page_site: str | None = None


@dataclass(frozen=True, slots=True)
class _Post:
    """A post as the site has it."""

    id: int
    slug: str
    link: str
    status: str
    content: str


class WordPress:
    """A site that briefs are posted to.

    Args:
        site: The site.
        sender: Sends.
        sleep: Waits for so many seconds.
    """

    can_look_up = True

    def __init__(self, site: Site, sender: Sender, *, sleep: Sleep = anyio.sleep) -> None:
        self.name = f"wordpress {site.url.rstrip('/')}"
        self._site = site
        self._sender = sender
        self._sleep = sleep
        self._root = f"{site.url.rstrip('/')}/wp-json/wp/v2/"
        pair = f"{site.user}:{site.password}".encode()
        self._headers = {
            "Authorization": f"Basic {base64.b64encode(pair).decode()}",
            "Accept": "application/json",
        }

    async def rehearse(self, going: Outgoing, earlier: Publication | None) -> str:
        """Return what would be made or changed, after signing in; see `Target.rehearse`."""

        async def look() -> tuple[Any, _Post | None]:
            user = await self._ask("GET", "users/me", {"context": "edit"})
            return user, await self._there(going, earlier)

        user, post = await persist(look, self._sleep)
        may = user.get("capabilities", {}) if isinstance(user, dict) else {}
        if isinstance(may, dict) and may and not may.get("edit_posts"):
            raise PublishError(
                f"the user {self._site.user} may not make posts",
                hint="give them the role of an author or editor in WordPress",
            )
        if post is None:
            return f"a new post ({self._site.status}), slug {_slug(going)}"
        return f"post {post.id} ({post.status}) would be changed"

    async def send(
        self,
        going: Outgoing,
        publication: Publication,  # noqa: ARG002 - the site knows the brief by its anchor
        earlier: Publication | None,
        hand_over: HandOver,
    ) -> Delivery:
        """Make the post, or bring the one that is there up to date; see `Target.send`."""
        corrected = going.corrects(earlier)
        anchor = brief_anchor(going.brief)
        blocks = brief_blocks(
            going.brief, going.release, site=self._site.page_site, corrected=corrected
        )

        async def attempt() -> Delivery:
            post = await self._there(going, earlier)
            if post is not None:
                return await self._change(post, blocks, anchor, hand_over)
            hand_over()
            made = await self._make(going, blocks)
            return _delivery(await self._only(made, _slug(going), anchor))

        return await persist(attempt, self._sleep)

    async def _there(self, going: Outgoing, earlier: Publication | None) -> _Post | None:
        """Return the post of a brief; None where there is none yet.

        Raises:
            PublishError: it was there, and is deleted.
            UnansweredError: the site does not say.
        """
        if earlier is None or not earlier.remote:
            posts = await self._found(_slug(going), brief_anchor(going.brief))
            return posts[0] if posts else None
        try:
            query = {"context": "edit", "_fields": _FIELDS}
            return _post(await self._ask("GET", f"posts/{earlier.remote}", query))
        except UnansweredError as error:
            if error.status in _GONE:
                raise PublishError(
                    f"post {earlier.remote}, which this corrects, is deleted",
                    hint="nothing is left there to correct; publish to the other targets",
                ) from error
            raise

    async def _found(self, slug: str, anchor: str) -> list[_Post]:
        """Return the posts that have a brief's anchor, the oldest in front."""
        found: dict[int, _Post] = {}
        for query in ({"slug": f"{slug},{slug}-2"}, {"search": anchor}):
            asked = {**query, "status": _STATUSES, "context": "edit", "_fields": _FIELDS}
            listed = await self._ask("GET", "posts", asked)
            if not isinstance(listed, list):
                raise PublishError("WordPress answered with something else than a list of posts")
            for each in map(_post, listed):
                if f'id="{anchor}"' in each.content:
                    found[each.id] = each
            if found:
                break
        return [found[number] for number in sorted(found)]

    async def _make(self, going: Outgoing, blocks: str) -> _Post:
        brief = going.brief
        value = {
            "title": f"{plain(brief.title)}, {spoken_date(brief.date)}",
            "slug": _slug(going),
            "status": self._site.status,
            "content": blocks,
        }
        return _post(await self._ask("POST", "posts", {"_fields": _FIELDS}, value))

    async def _only(self, made: _Post, slug: str, anchor: str) -> _Post:
        """Return the one post of a brief.

        A post that an earlier attempt made after all, while it was looked for, gave this one
        another slug: then this one, which nobody has seen, is taken away again.
        """
        if made.slug == slug:
            return made
        twins = [each for each in await self._found(slug, anchor) if each.id != made.id]
        if not twins:
            return made  # somebody's own post has the slug
        await self._ask("DELETE", f"posts/{made.id}", {"force": "true"})
        return twins[0]

    async def _change(self, post: _Post, blocks: str, anchor: str, hand_over: HandOver) -> Delivery:
        content = with_blocks(post.content, blocks, anchor)
        detail = ""
        if content is None:
            content = f"{blocks}\n\n{post.content}"
            detail = "the brief's own blocks were gone; the new ones stand at the top of the post"
        if content == post.content:
            return _delivery(post)
        hand_over()
        changed = await self._ask(
            "POST", f"posts/{post.id}", {"_fields": _FIELDS}, {"content": content}
        )
        return _delivery(_post(changed), detail)

    async def _ask(
        self,
        method: str,
        path: str,
        query: Mapping[str, str],
        value: Mapping[str, Any] | None = None,
    ) -> Any:
        """Ask the site; return what its answer says (raises UnansweredError, PublishError)."""
        headers, body = self._headers, b""
        if value is not None:
            headers = {**headers, "Content-Type": "application/json"}
            body = json.dumps(value, ensure_ascii=False).encode()
        url = f"{self._root}{path}?{urlencode(query)}"
        try:
            answer = await self._sender.send(method, url, headers, body)
        except UnansweredError as error:
            if error.status in _CLOSED:
                told = scrub_message(_message(error.body), [self._site.password])
                raise PublishError(
                    f"{self._site.url} does not let {self._site.user} do this: {told or error}",
                    hint="check user and password_env (an application password) under "
                    "[publish.wordpress]",
                ) from error
            if error.status is not None and not error.passes and error.status not in _GONE:
                told = scrub_message(_message(error.body), [self._site.password])
                raise PublishError(f"{error}{f': {told}' if told else ''}") from error
            raise
        try:
            return json.loads(answer.body)
        except ValueError:
            raise PublishError(
                f"{self._site.url} answered with what is no JSON",
                hint="url under [publish.wordpress] must be the site's, with wp-json below it",
            ) from None


def _slug(going: Outgoing) -> str:
    title = re.sub(r"[^a-z0-9]+", "-", plain(going.brief.title).casefold()).strip("-")
    return f"{title[:_LONGEST_SLUG].rstrip('-') or 'brief'}-{going.brief.date}"


def _post(value: Any) -> _Post:
    try:
        content = value["content"].get("raw", "")
        return _Post(int(value["id"]), value["slug"], value["link"], value["status"], content)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise PublishError("WordPress answered with something else than a post") from None


def _message(body: bytes) -> str:
    """Return what an answer of WordPress says in words, if it says anything."""
    try:
        value = json.loads(body)
    except ValueError:
        return ""
    message = value.get("message") if isinstance(value, dict) else None
    return re.sub(r"<[^>]*>", "", message) if isinstance(message, str) else ""


def _delivery(post: _Post, detail: str = "") -> Delivery:
    return Delivery(remote=str(post.id), url=post.link, detail=detail or post.status)
