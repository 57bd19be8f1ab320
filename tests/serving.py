"""The dashboard as a process of its own, and requests to it as anybody could write them."""

from __future__ import annotations

import os
import re
import select
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

from tests.cli.program import environment

PATIENCE = 240  # seconds; the first start on a machine compiles the model


class Served:
    """A dashboard that is being served; `with` ends it."""

    def __init__(self, folder: Path, *options: str, **variables: str) -> None:
        """Starts it in a folder and waits until it has told its address."""
        command = [sys.executable, "-m", "ssrsim", "dashboard", "--no-browser", "--sessions", str(folder / "sessions")]
        if "--port" not in options:
            command += ["--port", "0"]
        self._errors = folder / "errors.txt"  # no pipe: a full one would stop the server
        with self._errors.open("wb") as errors:
            self.process = subprocess.Popen(
                [*command, *options], cwd=folder, env=environment() | variables, text=True,
                stdout=subprocess.PIPE, stderr=errors, encoding="utf-8",
            )  # fmt: skip
        assert self.process.stdout is not None
        self.told = self._until_told(self.process.stdout)
        self.url = re.findall(r"http://\S+", self.told)[0]
        self.host, _, port = re.findall(r"//([^/]+)", self.url)[0].rpartition(":")
        self.port = int(port)

    def __enter__(self) -> Served:
        """The dashboard itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Ends it, if it still runs."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        self.ended()

    def ended(self) -> tuple[int, str]:
        """Its exit code and what it said on stderr, once it has ended."""
        self.process.communicate(timeout=30)
        return self.process.returncode, self.complaints()

    def complaints(self) -> str:
        """What it has said on stderr so far."""
        return self._errors.read_text("utf-8", errors="replace")

    def asked(self, path: str, *headers: str, method: str = "GET") -> str:
        """The whole answer to a request with these headers; Host is its own unless one is given."""
        given = list(headers)
        if not any(line.lower().startswith("host:") for line in given):
            given.append(f"Host: {self.host}:{self.port}")
        text = "\r\n".join([f"{method} {path} HTTP/1.1", *given, "Connection: close", "", ""])
        with socket.create_connection((self.host.strip("[]"), self.port), timeout=20) as connection:
            connection.sendall(text.encode())
            return b"".join(iter(lambda: connection.recv(65536), b"")).decode("utf-8", errors="replace")

    def status(self, path: str, *headers: str, method: str = "GET") -> int:
        """The status of that answer."""
        return int(self.asked(path, *headers, method=method).split()[1])

    def socket_status(self, *headers: str) -> int:
        """The status with which a web socket is answered; 101 lets it in."""
        given = list(headers)
        if not any(line.lower().startswith("host:") for line in given):
            given.append(f"Host: {self.host}:{self.port}")
        wanted = ("Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
                  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")  # fmt: skip
        path = "/_nicegui_ws/socket.io/?EIO=4&transport=websocket"
        text = "\r\n".join([f"GET {path} HTTP/1.1", *given, *wanted, "", ""])
        with socket.create_connection((self.host.strip("[]"), self.port), timeout=20) as connection:
            connection.sendall(text.encode())
            return int(connection.recv(4096).split()[1])

    def new_session(self, *headers: str) -> str:
        """The path of a session that was begun."""
        found = re.search(r"(?i)^location: (/s/\w+)", self.asked("/", *headers), re.MULTILINE)
        assert found is not None
        path = found[1]
        assert self.status(path, *headers) == 200
        return path

    def _until_told(self, stream: IO[str]) -> str:
        """All that is said until the address is."""
        told, latest = "", time.monotonic() + PATIENCE
        os.set_blocking(stream.fileno(), False)
        while "Ctrl-C" not in told:
            ready, _, _ = select.select([stream], [], [], 1)
            told += (stream.read() or "") if ready else ""
            if self.process.poll() is not None or time.monotonic() > latest:
                self.process.kill()
                raise AssertionError(f"the dashboard did not start:\n{told}\n{self.complaints()}")
        return told
