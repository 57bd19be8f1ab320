"""The dashboard from the command line: who is served and where, and what it says when it cannot."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.cli.program import environment, said, ssrsim_program
from tests.serving import Served

pytestmark = pytest.mark.skipif(find_spec("nicegui") is None, reason="the dashboard is an extra")
TOKEN = "token0123456789token"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One dashboard for the tests that only ask."""
    with Served(tmp_path_factory.mktemp("served")) as dashboard:
        yield dashboard


def test_help_needs_nothing_of_the_page(tmp_path: Path) -> None:
    """It tells how others get in, that nothing is encrypted, and imports nothing heavy."""
    text = said(tmp_path, "dashboard", "--help")
    assert "--listen" in text
    assert "not encrypted" in " ".join(text.split())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("options", "sentence"), [
    (("--listen", "0.0.0.0"), "--listen is 0.0.0.0; give the one address that others will type, e.g. --listen "
     "192.168.1.20"),
    (("--listen", "192.0.2.77"), "--listen is 192.0.2.77; this machine has no such address"),
    (("--port", "70000"), "--port is 70000; it must lie in 0..65535, and 0 takes a free one"),
])  # fmt: skip
def test_where_nothing_can_be_served_is_a_sentence(tmp_path: Path, options: tuple[str, ...], sentence: str) -> None:
    """Before anything is compiled or made."""
    result = ssrsim_program(tmp_path, "dashboard", *options)
    assert (result.returncode, result.stderr) == (2, sentence + "\n")
    assert list(tmp_path.iterdir()) == []


def test_a_port_that_is_taken_is_a_sentence(tmp_path: Path) -> None:
    """The most usual mistake: one dashboard still runs."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        result = ssrsim_program(tmp_path, "dashboard", "--port", str(port))
    sentence = f"port {port} is taken by another program; choose another with --port\n"
    assert (result.returncode, result.stderr) == (2, sentence)


def test_without_nicegui_it_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The dashboard is an extra; a traceback about a module helps nobody."""
    from rich.console import Console

    from ssrsim.dashboard import server
    from ssrsim.scenario.base import UsersMistakeError

    monkeypatch.setattr(server, "find_spec", lambda name: None)
    with pytest.raises(UsersMistakeError, match="pip install"):
        server.serve(0, "", tmp_path / "sessions", False, Console())
    assert not (tmp_path / "sessions").exists()


def test_the_command_imports_nothing_of_the_page_before_it_runs() -> None:
    """Help of every command must stay instant."""
    code = "import sys, ssrsim.cli; print([n for n in ('nicegui', 'fastapi', 'numpy') if n in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert found == "[]\n"


def test_each_visitor_gets_a_session_of_own_and_strangers_none(served: Served) -> None:
    """Two visitors, two addresses; an address that was not given out leads to a new one."""
    one, other = served.new_session(), served.new_session()
    assert one != other
    assert served.status("/s/" + "0" * 40) == 303
    assert served.status("/s/..%2f..%2fetc%2fpasswd") == 404


def test_foreign_names_pages_and_sockets_are_refused(served: Served) -> None:
    """By the real server with real sockets, the web socket of the page included."""
    page, own = served.new_session(), f"Origin: http://{served.host}:{served.port}"
    assert served.status(page, own) == 200
    assert served.socket_status(own) == 101
    for foreign in (
        f"Host: evil.example:{served.port}",
        "Host: 127.0.0.1",
        "Origin: http://evil.example",
        "Origin: null",
    ):
        assert served.status(page, foreign) == 403
        assert served.status("/", foreign) == 403
        assert served.status("/_nicegui_ws/socket.io/?EIO=4&transport=polling", foreign) == 403
        assert served.socket_status(foreign) == 403


def test_nothing_is_served_but_the_page(served: Served) -> None:
    """No documentation, no upload, no files; and who serves is not told."""
    for path in ("/docs", "/redoc", "/openapi.json", "/.nicegui/storage-general.json", "/static/../server.py", "/s/"):
        assert served.status(path) == 404, path
    assert served.status(served.new_session(), method="POST") == 405
    answer = served.asked(served.new_session())
    assert not re.search(r"(?im)^server:", answer)
    assert "default-src 'self'" in answer
    assert re.search(r"(?im)^cache-control: no-store", answer)


@pytest.mark.slow
def test_other_machines_need_the_token(tmp_path: Path) -> None:
    """--listen gives out no page without it; the token becomes a cookie; it stands in no later address."""
    with Served(tmp_path, "--listen", "127.0.0.2", SSRSIM_DASHBOARD_TOKEN=TOKEN) as dashboard:
        assert dashboard.url == f"http://127.0.0.2:{dashboard.port}/?token={TOKEN}"
        assert "not encrypted" in dashboard.told
        assert dashboard.status("/") == dashboard.status("/?token=wrong") == 401
        assert dashboard.status("/", f"Host: 127.0.0.1:{dashboard.port}") == 403
        assert dashboard.socket_status() == 403
        answer = dashboard.asked(f"/?token={TOKEN}")
        cookie = re.findall(r"(?im)^set-cookie: (\w+=\w+); HttpOnly; SameSite=Strict", answer)[0]
        assert TOKEN not in answer
        assert TOKEN not in dashboard.new_session(f"Cookie: {cookie}")
        assert dashboard.socket_status(f"Cookie: {cookie}") == 101


def test_a_token_that_can_be_guessed_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And it is not repeated on the terminal; without one a long one is made."""
    from ssrsim.dashboard import server
    from ssrsim.scenario.base import UsersMistakeError

    monkeypatch.setenv(server.TOKEN_VARIABLE, "hunter2")
    with pytest.raises(UsersMistakeError, match="must have 16 letters and digits at least") as caught:
        server._token()
    assert "hunter2" not in str(caught.value)
    monkeypatch.delenv(server.TOKEN_VARIABLE)
    made = {server._token() for _ in range(9)}
    assert len(made) == 9
    assert min(map(len, made)) >= 32


@pytest.mark.slow
def test_a_killed_dashboard_goes_on_with_the_same_addresses(tmp_path: Path) -> None:
    """A power cut in the middle of a course; files are for this user alone. Ctrl-C ends it in a word."""
    with Served(tmp_path) as dashboard:
        page = dashboard.new_session()
        file = tmp_path / "sessions" / f"{page.removeprefix('/s/')}.json"
        for _ in range(200):
            if file.exists():
                break
            signal.sigtimedwait([], 0.05)
        dashboard.process.kill()
    assert file.stat().st_mode & 0o077 == 0
    with Served(tmp_path, "--port", str(dashboard.port)) as again:
        assert again.status(page) == 200
        again.process.send_signal(signal.SIGINT)
        assert again.ended() == (130, "stopped\n")
    assert {path.name for path in tmp_path.iterdir()} == {"sessions", "errors.txt"}  # NiceGUI leaves nothing behind


ROUTES = """
import json, re
from pathlib import Path
import nicegui
from ssrsim.dashboard.guard import KNOWN_PATHS
from ssrsim.dashboard.server import application
from ssrsim.dashboard.visits import Visits, Ways

app = application(Visits(Path("sessions"), Ways(None, None, None)), print)
routes = [*app.routes, *nicegui.app.routes]
mounted = {"/static": "/page.css", "/_nicegui/V/static": "/nicegui.js", "/_nicegui_ws": "/socket.io"}
reached = set()
for route in routes:
    path = route.path.replace(nicegui.__version__, "V")
    asked = re.sub("{.*?}", "x", path.replace("{key}", "0" * 40)) + mounted.get(path, "")
    if KNOWN_PATHS.fullmatch(asked.replace("/V/", f"/{nicegui.__version__}/")):
        reached.add(path)
methods = {method for route in routes for method in getattr(route, "methods", None) or ()}
print(json.dumps([sorted(reached), sorted(methods)]))
"""


def test_the_routes_that_a_visitor_reaches_are_these(tmp_path: Path) -> None:
    """All that the guard lets through of what NiceGUI and we serve: no file is taken, no code, no console shown.

    What a visitor does goes through the web socket: names of elements and values. NiceGUI sends code to the page, the
    page sends none back.
    """
    done = subprocess.run(
        [sys.executable, "-c", ROUTES], cwd=tmp_path, env=environment(), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    reached, methods = json.loads(done.stdout)
    assert reached == [
        "/", "/_nicegui/V/components/{key:path}", "/_nicegui/V/dynamic_resources/{name}",
        "/_nicegui/V/esm/{key}/{path:path}", "/_nicegui/V/libraries/{key:path}",
        "/_nicegui/V/resources/{key}/{path:path}", "/_nicegui/V/static", "/_nicegui_ws", "/s/{key}", "/static",
    ]  # fmt: skip
    assert methods == ["GET"]
