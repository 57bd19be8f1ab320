"""A second process that fills the cache of machine code.

Reads `module:phase` lines, answers each once it is compiled.
"""

from __future__ import annotations

import sys
from importlib import import_module

from ssrsim.compiled import compile_phase, few_collections, type_of
from ssrsim.world.build import empty_world


def main() -> None:
    """Compile what standard input names, until it closes."""
    world_type = type_of(empty_world())
    with few_collections():
        for line in sys.stdin:
            module, name = line.split(":")
            compile_phase(getattr(import_module(module), name.strip()), world_type)
            print("done", flush=True)  # noqa: T201 (this is the answer that the first process waits for)


if __name__ == "__main__":
    main()
