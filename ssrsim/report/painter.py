"""Two processes that draw the figures of one run: `python -m ssrsim.report.painter` is the second.

Most of the time of a short run goes into figures. The second process is started before the run, so that it has imported
what it needs when there is something to draw. Everything works without it.
"""

from __future__ import annotations

import gc
import os
import pickle
import subprocess
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ssrsim.plots.style import Drawn
    from ssrsim.records.results import Results

Pictures = list[tuple["Drawn", str]]  # figures with their SVG
THEIRS = ("trust", "first_trajectories")  # what the second process draws: half of the work
COMMAND = [sys.executable, "-P", "-m", "ssrsim.report.painter"]  # -P: what lies in this folder is not ours
LARGEST = 50_000_000  # bytes of pickled results: what is larger is not held twice


class Painter:
    """The second process; as a context, for it ends with the run whatever happens."""

    def __init__(self) -> None:
        self._answer = b""
        self._helper: subprocess.Popen[bytes] | None = None
        self._talk: threading.Thread | None = None

    def __enter__(self) -> Painter:
        if processors() > 1:
            self._helper = subprocess.Popen(
                COMMAND,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # whatever stops it, its figures are drawn here
                start_new_session=True,
            )
        return self

    def __exit__(self, *error: object) -> None:
        if self._helper is not None:
            self._helper.kill()
            if self._talk is None:
                self._helper.communicate()
            else:
                self._talk.join()

    def begin(self, results: Results) -> None:
        """Hand the results over, so that drawing begins."""
        text = pickle.dumps(results) if self._helper else b""
        if 0 < len(text) <= LARGEST:
            self._talk = threading.Thread(target=self._ask, args=(text,), daemon=True)
            self._talk.start()

    def _ask(self, text: bytes) -> None:
        assert self._helper is not None
        with suppress(OSError):
            self._answer, _ = self._helper.communicate(text)

    def pictures(self, results: Results) -> Pictures:
        """Every figure of these results with its SVG, in the order in which a reader meets them."""
        from ssrsim.plots.figures import PARTS

        drawn = {part: pictures_of(part, results) for part in PARTS if part not in THEIRS or self._talk is None}
        if self._talk is not None:
            self._talk.join()
            if self._answer:
                drawn |= pickle.loads(self._answer)
        return [picture for part in PARTS for picture in drawn.get(part) or pictures_of(part, results)]


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def pictures_of(part: str, results: Results) -> Pictures:
    """The figures of one part with their SVG."""
    from ssrsim.plots.figures import figures_of
    from ssrsim.plots.style import to_svg

    return [(figure, to_svg(figure)) for figure in figures_of(part, results)]


def main() -> None:
    """Draw for the results that come in; send everything back but matplotlib's own objects."""
    gc.disable()  # a process of two seconds need not look for what it could forget: a sixth of drawing
    import pandas  # noqa: F401 (with the next: what takes long, while the run is under way)

    import ssrsim.plots.figures
    import ssrsim.scenario.scenario  # noqa: F401

    results = pickle.load(sys.stdin.buffer)
    answer = {
        part: [(figure._replace(figure=None), svg) for figure, svg in pictures_of(part, results)] for part in THEIRS
    }
    sys.stdout.buffer.write(pickle.dumps(answer))


if __name__ == "__main__":
    with suppress(EOFError):  # the run ended before there was anything to draw
        main()
