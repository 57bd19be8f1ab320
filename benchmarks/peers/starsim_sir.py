"""Starsim's standard SIR: its own defaults, `python -m benchmarks.peers.starsim_sir AGENTS STEPS`."""

from __future__ import annotations

import sys
import time

import starsim  # pyright: ignore[reportMissingImports]

from benchmarks.peers.server import serve


def main(agents: int, steps: int) -> None:
    """Serve runs of the SIR model on a random network; what is told is the processor time of the steps alone."""

    def task() -> dict[str, float]:
        sim = starsim.Sim(n_agents=agents, diseases="sir", networks="random", dur=steps - 1, verbose=0)
        sim.init()
        before = time.process_time()
        sim.run()
        return {"processor": time.process_time() - before}

    serve(task)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
