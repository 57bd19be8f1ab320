"""What goes with trust among people of many countries (P12): the regression that is run on Afrobarometer (T13)."""

from __future__ import annotations

import numpy as np

from ssrsim.analysis.intervals import Estimate
from ssrsim.analysis.validation.found import Found, Frame, Tables, bootstrapped

CONTROLS = ("urban", "livelihood", "woman")
DRAWS = 200


def slopes(table: Frame, rng: np.random.Generator, prefix: str = "") -> dict[str, Estimate]:
    """Slopes of trust on perceived corruption and performance, steps on steps.

    Least squares with a constant of its own for each world (country and random world), so that only people of the same
    place and time are compared. Worlds are drawn for the intervals: people of a world share its luck.

    Args:
        table: A row for each person, with `arm`, `replicate`, `trust`, `corrupt`, `performs` and the controls.
        rng: Where the draws come from.
        prefix: "felt_" for what lies behind the answers.
    """
    columns = [f"{prefix}{name}" for name in ("trust", "corrupt", "performs")] + list(CONTROLS)
    worlds = table.groupby(["arm", "replicate"], sort=True)
    within = (table[columns] - worlds[columns].transform("mean")).to_numpy(float)
    number = worlds.ngroup().to_numpy()
    # sums of squares and products of each world: all that least squares needs
    products = np.zeros((int(number.max()) + 1 if len(number) else 0, len(columns), len(columns)))
    np.add.at(products, number, within[:, :, None] * within[:, None, :])

    def slope(rows: np.ndarray, which: int) -> float:
        total = products[rows].sum(axis=0)
        return float(np.linalg.lstsq(total[1:, 1:], total[1:, 0], rcond=None)[0][which])

    n = len(products)
    found = {
        "corruption": bootstrapped(lambda rows: slope(rows, 0), n, rng, DRAWS),
        "performance": bootstrapped(lambda rows: slope(rows, 1), n, rng, DRAWS),
        "margin": bootstrapped(lambda rows: slope(rows, 1) - abs(slope(rows, 0)), n, rng, DRAWS),
        "urban": bootstrapped(lambda rows: slope(rows, 2), n, rng, DRAWS),
    }
    return {name: estimate._replace(n=len(table)) for name, estimate in found.items()}


def what_goes_with_trust(tables: Tables, rng: np.random.Generator) -> Found:
    """P12: slopes as answers give them, and those behind the answers."""
    table = tables["interviews"]
    behind = slopes(table, rng, "felt_")
    estimates = slopes(table, rng) | {f"felt_{name}": behind[name] for name in ("corruption", "performance")}
    worlds = table.groupby(["arm", "replicate"]).ngroups
    return Found(estimates, (), (f"{len(table):,} people in {worlds} worlds; intervals draw worlds.",))
