"""What a run leaves behind, as one hash for each scenario, plan and seed, and the versions that made it.

A program: `python -m tests.fingerprints > mine.json` prints this machine's; `python -m tests.fingerprints mine.json
theirs.json ...` compares files and names what differs. The same source must give the same hashes under every Python,
Mesa, NumPy and numba.
"""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ssrsim import __version__
from ssrsim.config import load_scenario
from ssrsim.phases.engine import advance, settle
from ssrsim.world.build import build
from ssrsim.world.fingerprint import fingerprint
from tests.worlds import VIOLENT

MONTHS = 60
SEEDS = (1, 2, 3)
SIZE = (f"run.months={MONTHS}", "run.civilians=2000", "run.officers=400")
CASES: dict[str, tuple[str, ...]] = {
    "liberia_2003/liberia_2003_historical": (),
    "liberia_2003/oversight_first": ("plan=oversight_first",),
    "liberia_2003 at war, no mission/liberia_2003_historical": VIOLENT,
}
LIBRARIES = ("mesa", "numpy", "numba", "llvmlite", "pydantic", "hydra-core")


def fingerprints(seeds: Sequence[int] = SEEDS, size: Sequence[str] = SIZE) -> dict[str, str]:
    """The fingerprint of every case and seed after the last month, and of one more that ran as a Mesa model."""
    found = {}
    for case, overrides in CASES.items():
        scenario = load_scenario("liberia_2003", [*overrides, *size])
        template = build(scenario)
        for seed in seeds:
            world = settle(template, seed, 0)
            advance(world, 1, scenario.run.months)
            found[f"{case}/{seed}"] = fingerprint(world)
    return found | {f"{case}/{seeds[0]}, as a Mesa model": _by_mesa(overrides, seeds[0], size)}


def _by_mesa(overrides: Sequence[str], seed: int, size: Sequence[str]) -> str:
    """The same through `SSRModel`, where Mesa's own version has a say; with one month agent by agent."""
    from ssrsim.model import SSRModel

    with SSRModel(load_scenario("liberia_2003", [*overrides, *size]), rng=seed) as model:
        model.step()
        model.step_by_agents()
        model.run_model()
        return fingerprint(model.world)


def environment() -> dict[str, str]:
    """What these fingerprints were made with."""
    libraries = {name: version(name) for name in LIBRARIES}
    return {"ssrsim": __version__, "python": platform.python_version(), "machine": platform.machine(), **libraries}


def differences(files: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """One sentence for each case whose fingerprint is not the same in every file; files by name."""
    sentences = []
    cases = sorted({case for content in files.values() for case in content["fingerprints"]})
    for case in cases:
        by_hash: dict[str, list[str]] = {}
        for name, content in files.items():
            by_hash.setdefault(content["fingerprints"].get(case, "missing"), []).append(name)
        if len(by_hash) > 1:
            sides = "; ".join(f"{value[:12]} in {', '.join(names)}" for value, names in by_hash.items())
            sentences.append(f"{case} differs: {sides}")
    return sentences


def main(*paths: str) -> int:
    """Print the fingerprints, or compare those in files: 0 if equal, 1 if not."""
    if not paths:
        print(json.dumps({"environment": environment(), "fingerprints": fingerprints()}, indent=2))  # noqa: T201
        return 0
    files = {Path(path).stem: json.loads(Path(path).read_text()) for path in paths}
    found = differences(files)
    cases = len(next(iter(files.values()))["fingerprints"])
    print("\n".join(found or [f"{cases} fingerprints are the same in {', '.join(files)}"]))  # noqa: T201
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
