"""Starts the trainers' page and serves it until it is stopped."""

from __future__ import annotations

import errno
import os
import secrets
import socket
import threading
import webbrowser
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ssrsim.scenario.base import UsersMistakeError
from ssrsim.scenario.faults import shown

if TYPE_CHECKING:
    from fastapi import FastAPI
    from rich.console import Console

    from ssrsim.dashboard.visits import Visits

LOOPBACK = "127.0.0.1"
TOKEN_VARIABLE = "SSRSIM_DASHBOARD_TOKEN"
SHORTEST_TOKEN = 16  # characters
STATIC = Path(__file__).parent / "static"
LARGEST_MESSAGE = 1_048_576  # bytes of one message over the web socket


class Place(NamedTuple):
    """Where the page is served."""

    name: str
    port: int
    token: str

    @property
    def host(self) -> str:
        """The name and port as they stand in a url."""
        return f"[{self.name}]:{self.port}" if ":" in self.name else f"{self.name}:{self.port}"

    @property
    def hosts(self) -> frozenset[str]:
        """What a browser may call this place."""
        names = (LOOPBACK, "localhost", "[::1]") if self.name == LOOPBACK else ()
        found = {self.host.lower(), *(f"{name}:{self.port}" for name in names)}
        return frozenset(found | ({host.rpartition(":")[0] for host in found} if self.port == 80 else set()))

    @property
    def url(self) -> str:
        """What the visitor opens."""
        return f"http://{self.host}/" + (f"?token={self.token}" if self.token else "")


def serve(port: int, listen: str, folder: Path, open_browser: bool, console: Console) -> None:
    """Serve the page until the program is asked to stop.

    Args:
        port: The port; 0 takes a free one.
        listen: The address or name by which other machines reach this one, or "" for this machine alone.
        folder: Where session files are kept.
        open_browser: Whether to show the page in a browser.
        console: Where the url is told.

    Raises:
        UsersMistakeError: NiceGUI is missing, or nothing can be served there.
        OSError: The folder of the sessions cannot be made.
    """
    if find_spec("nicegui") is None:
        raise UsersMistakeError('the dashboard needs NiceGUI; install it with: pip install "nicegui>=3.5,<4"')
    token = _token() if listen else ""
    taken = _taken(listen or LOOPBACK, port)
    place = Place(listen or LOOPBACK, taken.getsockname()[1], token)
    os.umask(0o077)  # what is written from here on is for this user alone
    with taken:
        _make_ready(console)
        from ssrsim.dashboard.visits import Visits, Ways
        from ssrsim.session.session import Session
        from ssrsim.session.start import Start

        visits = Visits(folder, Ways(lambda: Session(Start.model_validate({})), Session.saved, Session.opened))
        try:
            _run(application(visits, lambda: _tell(place, open_browser, console)), place, taken)
        finally:
            visits.close()


def _token() -> str:
    given = os.environ.get(TOKEN_VARIABLE, "")
    if given and (len(given) < SHORTEST_TOKEN or not given.isascii() or not given.isalnum()):
        raise UsersMistakeError(
            f"{TOKEN_VARIABLE} must have {SHORTEST_TOKEN} letters and digits at least; without it a token is made"
        )
    return given or secrets.token_hex(20)


def _taken(name: str, port: int) -> socket.socket:
    """The socket that listens there, taken before anything slow is done."""
    if not 0 <= port <= 65535:
        raise UsersMistakeError(f"--port is {port}; it must lie in 0..65535, and 0 takes a free one")
    try:
        found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError):
        raise UsersMistakeError(f"--listen is {shown(name)}; no machine is known by that name") from None
    if found[4][0] in ("0.0.0.0", "::"):
        raise UsersMistakeError(
            f"--listen is {shown(name)}; give the one address that others will type, e.g. --listen 192.168.1.20"
        )
    taken = socket.socket(found[0], socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind(found[4])
        taken.listen(128)
    except PermissionError:
        taken.close()
        raise UsersMistakeError(f"port {port} may not be used by you; choose one above 1023 with --port") from None
    except OSError as error:
        taken.close()
        if error.errno == errno.EADDRNOTAVAIL:
            raise UsersMistakeError(f"--listen is {shown(name)}; this machine has no such address") from None
        raise UsersMistakeError(f"port {port} is taken by another program; choose another with --port") from None
    return taken


def _make_ready(console: Console) -> None:
    """Compile the model if this machine has not yet, so that no visitor waits for it."""
    from ssrsim import compiled, load_scenario
    from ssrsim.lab.ensemble import compile_model
    from ssrsim.report.progress import progress

    scenario = load_scenario()
    if compiled.is_cached():
        compile_model(scenario)
    else:
        with progress(console, "Compiling the model, once on this machine") as report:
            compile_model(scenario, report)


def _tell(place: Place, open_browser: bool, console: Console) -> None:
    console.print(f"The page is at {place.url}", markup=False, highlight=False, soft_wrap=True)
    if place.token:
        console.print("Who has this address may use it. It is not encrypted: keep to a network that you trust.")
    console.print("Stop with Ctrl-C.")
    if open_browser:
        threading.Thread(target=webbrowser.open, args=(place.url,), daemon=True).start()


def application(visits: Visits, started: Callable[[], None]) -> FastAPI:
    """The page and all its routes, not guarded yet."""
    os.environ.pop("NICEGUI_REDIS_URL", None)  # would keep visitors' data elsewhere
    from fastapi import FastAPI
    from fastapi.responses import RedirectResponse
    from nicegui import ui
    from starlette.staticfiles import StaticFiles

    from ssrsim.dashboard.visiting import visited

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        started()
        yield

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=life)

    @app.get("/")
    def first() -> RedirectResponse:
        return RedirectResponse(f"/s/{visits.promise()}", status_code=303)

    if STATIC.is_dir():
        app.mount("/static", StaticFiles(directory=STATIC))
    ui.page("/s/{key}", title="ssrsim")(visited(visits))
    ui.run_with(app, show_welcome_message=False, tailwind=False, reconnect_timeout=30.0, dark=False)
    return app


def _run(app: FastAPI, place: Place, taken: socket.socket) -> None:
    import uvicorn

    from ssrsim.dashboard.guard import Guard

    config = uvicorn.Config(
        Guard(app, place.hosts, place.token),
        log_level="warning", access_log=False, server_header=False, proxy_headers=False,
        ws_max_size=LARGEST_MESSAGE, timeout_graceful_shutdown=2, lifespan="on",
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[taken])
