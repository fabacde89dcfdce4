"""What every request passes before the desk sees it, and what every answer carries.

Origin and Sec-Fetch-Site are looked at in the order of the Fetch Metadata recommendation: what
another site's page sends is refused whatever else it holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders

from briefer.desk.web.problems import ForbiddenRequestError, problem_answer

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from briefer.desk.web.site import Site

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ALWAYS = {
    "Content-Security-Policy": _POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",  # under no-referrer, forms say Origin: null
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""Headers of every answer; pages hold no style, script, picture or frame but the desk's own."""
_YEAR = 31_536_000


class Guard:
    """Refuses what other sites' pages send, and puts `ALWAYS` on every answer."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self._app = app
        self._site = site
        self._headers = dict(ALWAYS)
        if site.is_secure:
            self._headers["Strict-Transport-Security"] = f"max-age={_YEAR}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it with 403."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        why = self._refused(scope["method"], Headers(scope=scope))
        if why:
            await problem_answer(ForbiddenRequestError(why))(scope, receive, told)
        else:
            await self._app(scope, receive, told)

    def _refused(self, method: str, headers: Headers) -> str:
        """Return why a request is refused, empty if it is not."""
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if method in _SAFE:
            is_visit = headers.get("sec-fetch-mode") in (None, "navigate")
            if site == "cross-site" and not is_visit:
                return "another site's page may not read the desk"
            return ""
        if site not in (None, "same-origin", "none"):
            return "another site's page may not change anything here"
        if origin is not None:
            scheme = "https" if self._site.is_secure else "http"
            if origin != f"{scheme}://{headers.get('host', '')}" and origin != self._site.origin:
                return "another site's page may not change anything here"
        elif "cookie" in headers and site is None:
            # Every browser says where a form or a script of a page comes from.
            return "a change that comes with a cookie has to say where it comes from (Origin)"
        return ""
