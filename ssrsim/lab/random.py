"""Luck outside the model: the one place that analyses and designs draw from. Worlds draw from `world/streams.py` alone.

A generator is named by a seed and words, e.g. `generator(7, "design", "lhs")`. Names that differ in any way give
streams that have nothing to do with each other; the same name gives the same numbers in every process and on every
machine. What is drawn for one purpose therefore never shifts what is drawn for another.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


def generator(seed: int, *names: str) -> np.random.Generator:
    """The generator of this seed and these names: Philox, whose key numpy's SeedSequence makes of their SHA-256.

    Each name goes in with its length, so that ("ab", "c") and ("a", "bc") are two names. The seed sequence is kept
    along because scipy's designs split generators by it.
    """
    import numpy as np

    said = "".join(f"{len(word)}:{word};" for word in (str(int(seed)), *names))
    entropy = int.from_bytes(hashlib.sha256(said.encode()).digest(), "little")
    return np.random.Generator(np.random.Philox(np.random.SeedSequence(entropy)))
