"""Who may speak with the page: this machine, or those who were given the token. Everything else is refused early.

A page on this machine can be reached by every web page that the same browser shows: under a foreign name that points
to 127.0.0.1 (so Host is checked), by requests and web sockets from elsewhere (so Origin and Sec-Fetch-Site are), and in
a frame (so there may be none). This is plain ASGI around everything, so that no route can be forgotten.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any, NamedTuple
from urllib.parse import parse_qs

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

COOKIE = "ssrsim_visitor"
LARGEST_BODY = 1_048_576  # bytes: one message, as over the web socket
KNOWN_PATHS = re.compile(  # what the page is made of; all else does not exist
    r"/|/favicon\.ico|/static(/[\w-][\w.-]*)+|/s/[0-9a-f]{40}"
    r"|/_nicegui/\d[\w.-]*/(static|libraries|components|resources|dynamic_resources|esm)/.+"
    r"|/_nicegui_ws/socket\.io/?"
)
POLLING = "/_nicegui_ws/socket.io/"  # in the place of a web socket
FROM_PROXIES = (b"forwarded", b"x-forwarded-")  # there is no proxy: who sends them wants something
# NiceGUI builds its page from inline scripts and evaluates what the server sends; the server evaluates nothing
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "frame-src 'none'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
ALWAYS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), usb=(), payment=()"),
)
GO_ON = """<!doctype html><html lang="en"><title>ssrsim</title><meta http-equiv="refresh" content="0;url=/">
<p>You are in. <a href="/">Go on</a></p></html>"""


class Refusal(NamedTuple):
    """Why a request is answered by the guard itself."""

    status: int
    text: str
    headers: tuple[tuple[bytes, bytes], ...] = ()


class Guard:
    """The application, and in front of it who may speak with it."""

    def __init__(self, app: App, hosts: frozenset[str], token: str = "") -> None:
        """Guards an application.

        Args:
            app: What is guarded.
            hosts: What may stand in Host, in lower case and with the port.
            token: What a visitor must know, or "" where only this machine can ask.
        """
        self.app = app
        self._hosts, self._token = hosts, token
        self._pass = hmac.new(token.encode(), b"ssrsim dashboard", hashlib.sha256).hexdigest()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, web socket or start of the server."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        scope["headers"] = [(name, value) for name, value in scope["headers"] if not name.startswith(FROM_PROXIES)]
        refusal = self._refusal(scope)
        if refusal is None:
            guarded = _measured(receive) if scope["type"] == "http" else receive
            await self.app(scope, guarded, _with_headers(scope, send))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await _answer(refusal, send)

    def _refusal(self, scope: Scope) -> Refusal | None:
        given = _headers(scope)
        host, origin = given.get("host", [""]), given.get("origin", [])
        if len(host) != 1 or host[0].lower() not in self._hosts:
            return Refusal(403, "This page is not served under that name.")
        if any(one.lower() != f"http://{host[0].lower()}" for one in origin) or _is_foreign(scope, given):
            return Refusal(403, "Another page may not speak with this one.")
        if self._token and not self._is_known(given):
            return self._exchanged(scope)
        return _unknown(scope, given)

    def _is_known(self, given: dict[str, list[str]]) -> bool:
        try:
            cookie = SimpleCookie("; ".join(given.get("cookie", []))).get(COOKIE)
        except CookieError:
            return False
        return cookie is not None and _same(cookie.value, self._pass)

    def _exchanged(self, scope: Scope) -> Refusal:
        """A cookie for the token, on a page that leads to one without the token in its address."""
        query = parse_qs(scope.get("query_string", b"").decode("latin-1"), max_num_fields=8) if _is_start(scope) else {}
        if not _same("".join(query.get("token", [])), self._token):
            return Refusal(401, "This page needs the address with the token that ssrsim dashboard printed.")
        cookie = f"{COOKIE}={self._pass}; HttpOnly; SameSite=Strict; Path=/"
        return Refusal(200, GO_ON, ((b"set-cookie", cookie.encode()),))


def _headers(scope: Scope) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        found.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    return found


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode(), wanted.encode())


def _is_start(scope: Scope) -> bool:
    return scope["type"] == "http" and scope["method"] == "GET" and scope["path"] == "/"


def _is_foreign(scope: Scope, given: dict[str, list[str]]) -> bool:
    """Whether a browser says that another page asks; a link to the first page may be followed from anywhere."""
    followed = given.get("sec-fetch-mode") == ["navigate"] and given.get("sec-fetch-dest") == ["document"]
    if followed and scope["type"] == "http" and scope["method"] == "GET":
        return False
    return not set(given.get("sec-fetch-site", [])) <= {"same-origin", "none"}


def _unknown(scope: Scope, given: dict[str, list[str]]) -> Refusal | None:
    """What is wrong with path, method or size."""
    path = scope["path"]
    if scope["type"] == "websocket":
        return None if path == POLLING else Refusal(404, "")
    if not KNOWN_PATHS.fullmatch(path):
        return Refusal(404, "There is no such page.")
    if scope["method"] not in ("GET", "HEAD") and not (path == POLLING and scope["method"] == "POST"):
        return Refusal(405, "This cannot be done with that page.")
    length = "".join(given.get("content-length", ["0"]))
    if not length.isdigit() or len(length) > 9 or int(length) > LARGEST_BODY:
        return Refusal(413, f"A message has {LARGEST_BODY:,} bytes at most.")
    return None


def _measured(receive: Receive) -> Receive:
    """Cuts off a body that is longer than it said."""
    seen = 0

    async def measured() -> MutableMapping[str, Any]:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        return {"type": "http.disconnect"} if seen > LARGEST_BODY else message

    return measured


def _with_headers(scope: Scope, send: Send) -> Send:
    """Adds what every answer says; pages are never kept by a browser."""
    kept = scope["path"].startswith(("/static/", "/_nicegui/", "/favicon.ico"))

    async def answered(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            ours = (*ALWAYS, *(() if kept else ((b"cache-control", b"no-store"),)))
            names = {name for name, _ in ours} | {b"server"}
            theirs = [(name, value) for name, value in message.get("headers", ()) if name.lower() not in names]
            message = {**message, "headers": [*theirs, *ours]}
        await send(message)

    return answered


async def _answer(refusal: Refusal, send: Send) -> None:
    kind = b"text/html; charset=utf-8" if refusal.status == 200 else b"text/plain; charset=utf-8"
    body = refusal.text.encode()
    headers = [
        *ALWAYS,
        (b"content-type", kind),
        (b"content-length", b"%d" % len(body)),
        (b"cache-control", b"no-store"),
    ]
    await send({"type": "http.response.start", "status": refusal.status, "headers": [*headers, *refusal.headers]})
    await send({"type": "http.response.body", "body": body})
