"""Who may speak with the dashboard: this machine under its own name, or who knows the token; nobody else, by no way."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from ssrsim.dashboard.guard import COOKIE, LARGEST_BODY, Guard

HERE = "127.0.0.1:8050"
HOSTS = frozenset({HERE, "localhost:8050", "[::1]:8050"})
PAGE = "/s/" + "0" * 40
SOCKET = "/_nicegui_ws/socket.io/"
TOKEN = "a-token-of-the-test"
FOLLOWED = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}


class Asked:
    """What came of one request: the messages to the visitor, and whether the application was reached."""

    def __init__(self, path: str = PAGE, kind: str = "http", token: str = "", **given: Any) -> None:
        """Asks for a path; `method`, `query`, `body` and `headers` say more."""
        headers = [
            (name.encode(), value.encode()) for name, value in ({"host": HERE} | given.get("headers", {})).items()
        ]
        headers += given.get("raw", [])
        scope = {"type": kind, "path": path, "method": given.get("method", "GET"), "headers": headers,
                 "query_string": given.get("query", b"")}  # fmt: skip
        self.sent: list[Any] = []
        self.seen: list[Any] = []
        self.reached: dict[str, Any] | None = None
        self._body = [{"type": "http.request", "body": part, "more_body": True} for part in given.get("body", [b""])]
        asyncio.run(Guard(self._app, HOSTS, token)(scope, self._receive, self._send))

    async def _app(self, scope: Any, receive: Any, send: Any) -> None:
        self.reached = dict(scope)
        if scope["type"] == "http":
            while self._body:
                self.seen.append(await receive())
            await send({"type": "http.response.start", "status": 200, "headers": [(b"cache-control", b"public")]})

    async def _receive(self) -> Any:
        return self._body.pop(0)

    async def _send(self, message: Any) -> None:
        self.sent.append(message)

    @property
    def status(self) -> int:
        """The status of the answer; of a web socket that was closed 403, as servers tell it."""
        return self.sent[0].get("status", 403) if self.sent else 200

    @property
    def headers(self) -> dict[str, str]:
        """The headers of the answer."""
        return {name.decode(): value.decode() for name, value in self.sent[0].get("headers", [])}


FOREIGN = (
    {"host": "evil.example"},
    {"host": "evil.example:8050"},
    {"host": "127.0.0.1"},
    {"host": "127.0.0.1:8051"},
    {"host": "127.0.0.1:8050.evil.example"},
    {"host": "0.0.0.0:8050"},
    {"host": ""},
    {"origin": "http://evil.example"},
    {"origin": "null"},
    {"origin": "http://127.0.0.1:9000"},
    {"origin": "https://127.0.0.1:8050"},
    {"origin": "http://localhost:8050"},  # a page of ours under another name is not the same page
    {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "script"},
    {"sec-fetch-site": "same-site", "sec-fetch-mode": "cors", "sec-fetch-dest": "empty"},
    {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"},
)


@pytest.mark.parametrize("headers", FOREIGN)
@pytest.mark.parametrize(("path", "kind"), [(PAGE, "http"), ("/", "http"), (SOCKET, "http"), (SOCKET, "websocket")])
def test_a_foreign_name_or_page_never_reaches_the_application(path: str, kind: str, headers: dict[str, str]) -> None:
    """Any web page in the same browser can send these; a web socket is not held back by the browser at all."""
    asked = Asked(path, kind, headers=headers)
    assert asked.reached is None
    assert asked.status == 403
    assert kind == "http" or asked.sent == [{"type": "websocket.close", "code": 1008}]


@pytest.mark.parametrize("headers", [
    {}, {"host": "LOCALHOST:8050"}, {"host": "[::1]:8050"}, {"origin": f"http://{HERE}"},
    {"sec-fetch-site": "none"}, {"sec-fetch-site": "same-origin"}, FOLLOWED,
])  # fmt: skip
def test_this_machine_is_let_in(headers: dict[str, str]) -> None:
    """Under each of its names; a link to the page may stand anywhere."""
    assert Asked(headers=headers).reached is not None


def test_two_names_are_one_too_many() -> None:
    """Of two Host headers the guard could check one and the application read the other."""
    for second in ("evil.example", HERE):
        assert Asked(raw=[(b"host", second.encode())]).status == 403
    assert Asked(raw=[(b"origin", b"http://evil.example"), (b"origin", f"http://{HERE}".encode())]).status == 403


def test_a_followed_link_opens_pages_but_no_web_socket() -> None:
    """The exception for links is for pages only."""
    assert Asked(SOCKET, "websocket", headers=FOLLOWED).reached is None
    assert Asked(PAGE, method="POST", headers=FOLLOWED).reached is None


@pytest.mark.parametrize("path", [
    "/docs", "/redoc", "/openapi.json", "/storage", "/_nicegui/auto/static/x", "/s/", "/s/../../etc/passwd",
    "/s/" + "0" * 39, "/s/" + "A" * 40, PAGE + "/", PAGE + "\n", "/_nicegui/client/1/upload/2", "/static/../server.py",
    "/_nicegui_ws/other", "",
])  # fmt: skip
def test_what_the_page_does_not_need_is_not_there(path: str) -> None:
    """No documentation, no storage, no route that a later NiceGUI may add."""
    asked = Asked(path)
    assert (asked.reached, asked.status) == (None, 404)


def test_nothing_is_sent_but_messages_of_the_page_and_those_only_so_large() -> None:
    """No upload, and the announced size counts as well as the size that comes when less was announced."""
    upload = "/_nicegui/client/00000000-0000-0000-0000-000000000000/upload/7"
    assert Asked(upload, method="POST").status == 404
    assert [Asked(PAGE, method=method).status for method in ("POST", "PUT", "DELETE", "OPTIONS")] == [405] * 4
    assert Asked(SOCKET, method="POST", headers={"content-length": "1000"}).reached is not None
    for size in (str(LARGEST_BODY + 1), "-1", "1e3", "9" * 12):
        assert Asked(SOCKET, method="POST", headers={"content-length": size}).status == 413
    half = b"x" * (LARGEST_BODY // 2 + 1)
    assert [message["type"] for message in Asked(SOCKET, method="POST", body=[half, half, half]).seen] == [
        "http.request", "http.disconnect", "http.disconnect"]  # fmt: skip


def test_what_proxies_say_is_not_believed() -> None:
    """There is no proxy; NiceGUI writes one of these headers into its page."""
    asked = Asked(
        headers={"x-forwarded-prefix": "//evil.example", "x-forwarded-host": "evil.example", "forwarded": "x"}
    )
    assert asked.reached is not None
    assert [name for name, _ in asked.reached["headers"]] == [b"host"]


def test_every_answer_says_that_nothing_foreign_belongs_to_the_page() -> None:
    """Also a refusal; pages are not kept by the browser, what they are made of may be."""
    for asked in (Asked(), Asked("/docs"), Asked(headers={"host": "evil.example"})):
        assert "default-src 'self'" in asked.headers["content-security-policy"]
        assert "frame-ancestors 'none'" in asked.headers["content-security-policy"]
        assert asked.headers["x-content-type-options"] == "nosniff"
        assert asked.headers["referrer-policy"] == "no-referrer"
        assert asked.headers["cache-control"] == "no-store"
    assert Asked("/_nicegui/3.5.0/static/nicegui.js").headers["cache-control"] == "public"


@pytest.mark.parametrize("query", [b"", b"token=", b"token=wrong", b"token=wrong&token=", b"TOKEN=a-token-of-the-test"])
def test_without_the_token_there_is_nothing(query: bytes) -> None:
    """Neither page nor web socket, and the answer holds no cookie."""
    for path, kind in (("/", "http"), (PAGE, "http"), ("/docs", "http"), (SOCKET, "websocket")):
        asked = Asked(path, kind, token=TOKEN, query=query, headers={"cookie": f"{COOKIE}=wrong; other=1"})
        assert asked.reached is None
        assert asked.status == (401 if kind == "http" else 403)
        assert "set-cookie" not in asked.headers


def test_the_token_is_exchanged_for_a_cookie_that_does_not_hold_it() -> None:
    """The token works at the first page alone; from then on the cookie opens every page, and no address holds it."""
    given = f"token={TOKEN}".encode()
    for path, kind, method in ((PAGE, "http", "GET"), (SOCKET, "websocket", "GET"), ("/", "http", "POST")):
        assert Asked(path, kind, token=TOKEN, query=given, method=method).reached is None
    asked = Asked("/", token=TOKEN, query=given)
    assert (asked.status, asked.reached) == (200, None)
    cookie, *about = asked.headers["set-cookie"].split("; ")
    assert set(about) == {"HttpOnly", "SameSite=Strict", "Path=/"}
    assert TOKEN not in cookie
    for path, kind in ((PAGE, "http"), (SOCKET, "websocket")):
        assert Asked(path, kind, token=TOKEN, headers={"cookie": f"other=1; {cookie}"}).reached is not None
        assert Asked(path, kind, token="another token", headers={"cookie": cookie}).reached is None
