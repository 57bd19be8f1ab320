"""How far experts see corruption and oversight move in ten years (T7, T8)."""

from __future__ import annotations

import numpy as np

from ssrsim.analysis.intervals import proportion_interval
from ssrsim.analysis.validation.found import Found, Tables, bootstrapped, line
from ssrsim.records.results import Results

DECADE = 120
FAR = -0.28  # the largest fall in ten years among 81 countries
SERIES = ("expert_corruption", "expert_oversight", "oversight_formal", "trust_police", "trust_army")
QUANTILES = (0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95)


def levels(run: Results) -> dict[str, float]:
    """Indices at the settlement and ten years on; NaN where the run is shorter."""
    found: dict[str, float] = {}
    for name in SERIES:
        values = run.values(name)[0]
        found[f"{name}_start"] = float(values[0])
        found[f"{name}_decade"] = float(values[DECADE]) if len(values) > DECADE else float("nan")
    return found


def sticky(tables: Tables, rng: np.random.Generator) -> Found:
    """P5: median and tail of the ten-year change of the corruption index; beside it how far oversight moves."""
    table = tables["settlements"]
    changes = {name: (table[f"{name}_decade"] - table[f"{name}_start"]).dropna().to_numpy(float)
               for name in ("expert_corruption", "expert_oversight", "oversight_formal")}  # fmt: skip
    corruption = changes["expert_corruption"]
    estimates = {
        "median": bootstrapped(lambda rows: float(np.median(corruption[rows])), len(corruption), rng),
        "far_falls": proportion_interval(int((corruption < FAR).sum()), len(corruption)),
    }
    for name, values in (("p10", corruption), ("p90", corruption), ("oversight_p90", changes["expert_oversight"]),
                         ("formal_p90", changes["oversight_formal"])):  # fmt: skip
        share = 0.1 if name == "p10" else 0.9
        estimates[name] = bootstrapped(lambda rows, v=values, q=share: float(np.quantile(v[rows], q)), len(values), rng)
    at = [bootstrapped(lambda rows, q=q: float(np.quantile(corruption[rows], q)), len(corruption), rng, 200)
          for q in QUANTILES]  # fmt: skip
    return Found(estimates, (line("change in ten years", np.array(QUANTILES), at),))
