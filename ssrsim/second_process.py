"""A second pair of hands for compiling: `python -m ssrsim.phases.precompile` works from the end of the list of phases.

It is told which phase to compile next as soon as it has finished one, until both ends meet.
Everything works without it.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Sequence


class SecondProcess:
    """Fills the cache of compiled code from the other end; with no names it does nothing."""

    def __init__(self, names: Sequence[str]) -> None:
        """Takes the phases in order, each as `module:phase`."""
        self._names = names
        self._turn = threading.Lock()
        self._front = 0
        self._back = len(names)  # phases from here on are with the second process, or compiled by it
        self._thread = threading.Thread(target=self._work, daemon=True)

    def __enter__(self) -> SecondProcess:
        if self._names:
            self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        with self._turn:
            self._front = self._back  # leaves nothing for it to start
        if self._names and error[0] is None:
            self._thread.join()

    def wait_for(self, index: int) -> None:
        """Claim a phase for this process, or wait until the second one has compiled it."""
        with self._turn:
            self._front = max(self._front, index + 1)
            ours = index < self._back
        if not ours and self._names:
            self._thread.join()

    def _work(self) -> None:
        command = [sys.executable, "-P", "-m", "ssrsim.phases.precompile"]  # -P: what lies in this folder is not ours
        with subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # whatever stops it, the first process compiles what is left
            text=True,
            start_new_session=True,
        ) as helper:
            assert helper.stdin is not None and helper.stdout is not None
            while self._claim_from_the_back():
                print(self._names[self._back], file=helper.stdin, flush=True)
                if not helper.stdout.readline():  # it has died: what is left is compiled by the first process
                    return
            helper.stdin.close()

    def _claim_from_the_back(self) -> bool:
        with self._turn:
            if self._back - 1 < self._front:
                return False
            self._back -= 1
            return True
