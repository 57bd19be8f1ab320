"""A process of its own that measures one turn of something whenever it is told to, and answers in one line of JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any


def serve(task: Callable[[], Any]) -> None:
    """Warm up with one turn of the task; then time one turn for each line of input, until there is no more.

    What the task returns is told beside its seconds. Whatever else is printed goes to the standard error.
    """
    answers, sys.stdout = sys.stdout, sys.stderr
    task()
    answers.write(json.dumps({"ready": True}) + "\n")
    answers.flush()
    for _ in sys.stdin:
        wall, processor = time.perf_counter(), time.process_time()
        told = task()
        spent = {"wall": time.perf_counter() - wall, "processor": time.process_time() - processor, "told": told}
        answers.write(json.dumps(spent) + "\n")
        answers.flush()
