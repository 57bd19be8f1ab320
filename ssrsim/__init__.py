"""ssrsim: an agent-based simulation of security sector reform after conflict.

    >>> from ssrsim import SSRModel, load_scenario            # doctest: +SKIP
    >>> model = SSRModel(load_scenario("liberia_2003"), rng=1)  # doctest: +SKIP

Nothing heavy is imported before it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ssrsim.config import load_scenario
    from ssrsim.lab.ensemble import run_ensemble
    from ssrsim.model import SSRModel

__version__ = "0.1.0"
__all__ = ["SSRModel", "__version__", "load_scenario", "run_ensemble"]

_HOMES = {"SSRModel": "ssrsim.model", "load_scenario": "ssrsim.config", "run_ensemble": "ssrsim.lab.ensemble"}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'ssrsim' has no attribute {name!r}")
