"""The figures of a search: what each is made of. How they are drawn stands in `ssrsim/plots/search.py`."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_uppercase

import numpy as np
import pandas as pd

from ssrsim.analysis.intervals import mean_interval
from ssrsim.analysis.orders import places
from ssrsim.analysis.pareto import front_shares, weight_regions, weight_shares_bootstrap
from ssrsim.lab.random import generator
from ssrsim.plots import search as plots
from ssrsim.plots.search_patterns import order_figure, weights_figure
from ssrsim.plots.style import Drawn
from ssrsim.report.search_stages import AT_ONCE, CRITERIA, Confirmed, Found, Screened
from ssrsim.report.search_tables import estimate_of, together
from ssrsim.report.search_words import BY_NAME
from ssrsim.scenario.planning.candidates import order_in_words

SHARE, LEAST_ORDERS = 0.05, 5  # of all orders: the best and the worst
STEPS = 20  # weights go in steps of 1 / 20
ORDER_DRAWS = 200
DRAWS = 1_000  # of worlds with replacement, for shares of draws
CRITERIA_WORDS = {
    "peace_months": "peace-months",
    "trust_police_end": "trust in the police",
    "abuse_per_1000": "less abuse",
}
TO_HOLD_AGAINST = "to hold against"


def figures_of(found: Found) -> list[Drawn]:
    """All figures of a search, in the order in which they are read."""
    search, first, _, third = found
    objective = search.keys.objective
    unit, times = BY_NAME[objective].short, BY_NAME[objective].times
    across, up = (BY_NAME[name] for name in _axes(objective))
    seed = search.scenario.run.seed
    return [
        plots.ranking_figure(ranking_frame(found, times), times * search.indifference, unit),
        plots.screening_figure(screening_frame(first, times), unit),
        plots.front_figure(front_frame(third, across.name, up.name, seed), across.label, up.label),
        _orders(first, search.ingredients.reforms, seed),
        _weights(third, seed),
    ]


def _orders(first: Screened, reforms: Sequence[str], seed: int) -> Drawn:
    """Where each reform stands in the best and in the worst orders of the screening."""
    names = sorted(reforms)
    numbers = {name: number for number, name in enumerate(names)}
    orders = np.array([[numbers[reform] for reform in one.order] for one in first.candidates])
    share = min(0.5, max(SHARE, LEAST_ORDERS / len(orders)))
    best, worst = places(orders, first.values, share, ORDER_DRAWS, generator(seed, "search", "orders"))
    return order_figure(best, worst, [order_in_words([name]) for name in names], share)


def _weights(third: Confirmed, seed: int) -> Drawn:
    """For which weights which confirmed plan wins."""
    scale = np.array([amount for _, _, amount in CRITERIA])
    worlds = np.stack([sign * third.of(name) for name, sign, _ in CRITERIA], axis=1)
    regions = weight_regions(worlds.mean(axis=2), scale, STEPS)
    shares = weight_shares_bootstrap(worlds, scale, STEPS, DRAWS, generator(seed, "search", "weights"))
    frame = pd.DataFrame({"plan": labels(third), "name": third.names, "share": shares.value, "low": shares.low,
                          "high": shares.high, "n": worlds.shape[2]})  # fmt: skip
    criteria = [CRITERIA_WORDS[name] for name, _, _ in CRITERIA]
    return weights_figure(regions.weights, regions.winners, frame, criteria)


def labels(third: Confirmed) -> list[str]:
    """What plans are called on figures and in the table: a letter and the title; those to hold against by title."""
    titles = [scenario.plan.title for scenario in third.scenarios]
    chosen = [role != TO_HOLD_AGAINST for role in third.roles]
    letters = iter(ascii_uppercase)
    named = [f"{next(letters)} {title}" if ours else title for title, ours in zip(titles, chosen, strict=True)]
    at_once = third.names.index(AT_ONCE)
    return [*named[:at_once], "All at once", *named[at_once + 1 :]]


def ranking_frame(found: Found, times: int) -> pd.DataFrame:
    """Each confirmed plan less the first."""
    third = found.third
    apart = together(third, found.search.keys.objective)
    frame = times * pd.DataFrame([one[:3] for one in apart], columns=["value", "low", "high"])
    return frame.assign(n=apart[0].n, plan=labels(third), name=third.names, chosen=np.arange(len(apart)) == 0)


def screening_frame(first: Screened, times: int) -> pd.DataFrame:
    """Each different plan with its mean in the screening, and what became of it."""
    state = np.where(first.stays, plots.KEPT, plots.RULED_OUT).astype(object)
    state[first.finalists] = plots.FINALIST
    estimates = pd.DataFrame([mean_interval(times * values)._asdict() for values in first.values])
    frame = estimates.rename(columns={"value": "mean"}).assign(plan=[one.name for one in first.candidates], state=state)
    return frame.loc[first.different].reset_index(drop=True)


def front_frame(third: Confirmed, across: str, up: str, seed: int) -> pd.DataFrame:
    """Each confirmed plan on two measures, and how often no other beats it on both."""
    columns = [third.of(across), third.of(up)]
    shares = front_shares(np.stack(columns, axis=1), DRAWS, generator(seed, "search", "front"))
    short = [label.split()[0] if role != TO_HOLD_AGAINST else label
             for label, role in zip(labels(third), third.roles, strict=True)]  # fmt: skip
    rows = [{"plan": short[plan], "name": name, "chosen": plan == 0, "share": float(shares[plan])}
            for plan, name in enumerate(third.names)]  # fmt: skip
    for axis, measure in (("x", BY_NAME[across]), ("y", BY_NAME[up])):
        for plan, row in enumerate(rows):
            value, low, high, n = estimate_of(third, plan, measure)
            row |= {axis: value, f"{axis}_low": low, f"{axis}_high": high, "n": n}
    return pd.DataFrame(rows)


def _axes(objective: str) -> tuple[str, str]:
    """The objective and what else counts most."""
    return (objective, "trust_police_end") if objective != "trust_police_end" else ("peace_months", objective)
