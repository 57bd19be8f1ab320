"""Who has which session: an address that nobody guesses, a file behind it, and never two visitors in one session.

A session is a small JSON text. It is written after each change, so that the same address goes on after the program was
killed; in memory are only those that somebody used lately. All of this lives in the one thread of the server; only the
writing of files has a thread of its own, because a disk may be slow and a page must not wait for it.
"""

from __future__ import annotations

import re
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ssrsim.records.durable import write_whole

if TYPE_CHECKING:
    from ssrsim.session.session import Session

MOST_IN_MEMORY = 64  # sessions; one of 10,000 civilians with four branches takes some tens of megabytes
MOST_PROMISED = 1_000  # addresses that were given out and not opened yet
LARGEST_FILE = 1_200_000  # bytes of a session file
KEY = re.compile(r"[0-9a-f]{40}")  # 160 random bits, and nothing that could be a path


class Ways(NamedTuple):
    """How sessions come to be: a new one, one as the text of its file, and back."""

    begin: Callable[[], Session]
    saved: Callable[[Session], str]
    opened: Callable[[str], Session]


class TooManyVisitsError(Exception):
    """As many sessions are open as fit into memory, and each of them is being looked at."""


class Visit:
    """One visitor's session, which all tabs with the same address show.

    Attributes:
        key: The unguessable part of the address.
        session: What is shown. Give another one with `replace`.
        version: Goes up with each change; a second tab that has drawn an older one draws anew.
        tabs: How many pages show it now.
        trouble: Why the last change could not be written, in a sentence, or "".
    """

    def __init__(self, key: str, session: Session, write: Callable[[Visit], None]) -> None:
        self.key, self.session, self._write = key, session, write
        self.version, self.tabs, self.trouble = 0, 0, ""

    def save(self) -> None:
        """Tell that the session has changed: it is written soon, and other tabs see it."""
        self.version += 1
        self._write(self)

    def replace(self, session: Session) -> None:
        """Put another session in the place of this one, e.g. one that was opened from a file."""
        self.session = session
        self.save()


class Visits:
    """All visits, in memory and in a folder."""

    def __init__(self, folder: Path, ways: Ways) -> None:
        """Makes the folder, for this user only.

        Args:
            folder: Where session files are kept.
            ways: How sessions come to be.

        Raises:
            OSError: The folder cannot be made.
        """
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder, self._ways = folder, ways
        self._open: OrderedDict[str, Visit] = OrderedDict()  # the one used last comes last
        self._promised: OrderedDict[str, None] = OrderedDict()
        self._writer = Writer(folder)

    def promise(self) -> str:
        """The key of a new visit. Its session is made when its page is opened: who only knocks costs nothing."""
        key = secrets.token_hex(20)
        self._promised[key] = None
        if len(self._promised) > MOST_PROMISED:
            self._promised.popitem(last=False)
        return key

    def find(self, key: str) -> Visit | None:
        """The visit of this key from memory or disk, a new one if it was promised, None if nobody has this key.

        Raises:
            TooManyVisitsError: There is no room for one more.
            UsersMistakeError: Its file is not one of a session any more.
        """
        if not KEY.fullmatch(key):
            return None
        visit = self._open.get(key)
        if visit is None:
            session = self._stored(key)
            if session is None and key not in self._promised:
                return None
            self._make_room()
            visit = self._open[key] = Visit(key, session or self._ways.begin(), self._write)
            if self._promised.pop(key, 0) is None:
                visit.save()
        self._open.move_to_end(key)
        return visit

    def flush(self) -> None:
        """Wait until all changes are on disk, or known not to get there."""
        self._writer.flush()

    def close(self) -> None:
        """Write what waits, and end."""
        self._writer.close()

    def _stored(self, key: str) -> Session | None:
        self.flush()  # a session that was dropped from memory a moment ago
        try:
            with self._path(key).open("rb") as file:
                content = file.read(LARGEST_FILE + 1)
        except FileNotFoundError:
            return None
        return self._ways.opened(content.decode("utf-8", errors="replace"))

    def _write(self, visit: Visit) -> None:
        self._writer.write(visit, self._ways.saved(visit.session))

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.json"

    def _make_room(self) -> None:
        """Forget the session that was idle for longest; it is on disk."""
        while len(self._open) >= MOST_IN_MEMORY:
            idle = next((key for key, visit in self._open.items() if not visit.tabs), None)
            if idle is None:
                raise TooManyVisitsError
            del self._open[idle]


class Writer:
    """Writes the newest text of each visit, one after the other, in a thread of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._waiting: dict[str, tuple[Visit, str]] = {}
        self._changed = threading.Condition()
        self._writing = self._closed = False
        self._thread = threading.Thread(target=self._run, name="session files", daemon=True)
        self._thread.start()

    def write(self, visit: Visit, text: str) -> None:
        """Have this text written soon, in the place of one that still waits."""
        with self._changed:
            self._waiting[visit.key] = (visit, text)
            self._changed.notify_all()

    def flush(self) -> None:
        """Wait until nothing waits."""
        with self._changed:
            self._changed.wait_for(lambda: not self._waiting and not self._writing)

    def close(self) -> None:
        """Write what waits, and end."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._thread.join()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._writing = False
                self._changed.notify_all()
                self._changed.wait_for(lambda: self._waiting or self._closed)
                if not self._waiting:
                    return
                _, (visit, text) = self._waiting.popitem()
                self._writing = True
            self._write(visit, text)

    def _write(self, visit: Visit, text: str) -> None:
        path = self._folder / f"{visit.key}.json"
        try:
            write_whole(path, text.encode())
            with suppress(OSError):  # some file systems know no modes
                path.chmod(0o600)
            visit.trouble = ""
        except OSError as error:
            visit.trouble = f"this session could not be saved on disk: {error}"
