"""What outsiders do: peace missions (P13), an end of half of the aid (E7), donors who press (E9)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ssrsim.analysis.cox import cox
from ssrsim.analysis.intervals import Estimate, mean_interval, proportion_interval
from ssrsim.analysis.survival import kaplan_meier
from ssrsim.analysis.validation.found import Found, Frame, Tables, bootstrapped
from ssrsim.analysis.validation.pairs import change, paired, ratio_of_means
from ssrsim.analysis.validation.recurrence import risk_curve
from ssrsim.records.results import Results

CUT = 36  # month in which half of the aid ends in configs/validation/aid_shock.yaml
SELECTION = 1.5  # logits of deployment for one standard deviation of difficulty
NOT_DRAWN = (
    "arm",
    "point",
    "replicate",
    "trust_spread",
    "missions",
    "plan",
    "peace_failed",
    "months",
    "mission_leaves",
)
DRAWS = 200


def failing(run: Results) -> dict[str, float]:
    """The first month in which the coder sees 25 deaths in a year, whether the war returned or never paused."""
    violent = (run.series["war_continues"][0] > 0) | (run.series["recurrence_25"][0] > 0)
    first = float(violent.argmax()) if violent.any() else float("nan")
    leaves = max((mission.exit for mission in run.scenario.missions.values()), default=float("nan"))
    return {"peace_failed": first, "months": float(run.months), "mission_leaves": float(leaves)}


def times_of(table: Frame) -> tuple[np.ndarray, np.ndarray]:
    """Months of peace and whether its end was seen."""
    failed = table["peace_failed"].to_numpy(float)
    seen = np.isfinite(failed)
    return np.where(seen, np.maximum(failed, 1.0), table["months"].to_numpy(float)), seen


class Paired(NamedTuple):
    """Months of peace, and whether its end was seen, of worlds with (`there`) and without (`away`) a mission."""

    time_there: np.ndarray
    seen_there: np.ndarray
    time_away: np.ndarray
    seen_away: np.ndarray
    last: np.ndarray  # month in which the mission leaves, or the run ends

    def ratio(self, rows: np.ndarray, until_it_leaves: bool = False) -> float:
        """Hazard ratio over pairs, each world of which counts once."""
        last = np.tile(self.last[rows], 2) if until_it_leaves else np.inf
        times = np.r_[self.time_there[rows], self.time_away[rows]]
        seen = np.r_[self.seen_there[rows], self.seen_away[rows]] & (times <= last)
        sent = np.repeat([1.0, 0.0], len(rows))[:, None]
        return float(np.exp(cox(np.minimum(times, last), seen, sent)[0]))

    def naive(self, rows: np.ndarray, chance: np.ndarray, rng: np.random.Generator) -> float:
        """Hazard ratio where of each pair only one world is seen, that with the mission with this chance."""
        goes = rng.random(len(rows)) < chance[rows]
        times = np.where(goes, self.time_there[rows], self.time_away[rows])
        seen = np.where(goes, self.seen_there[rows], self.seen_away[rows])
        return float(np.exp(cox(times, seen, goes[:, None].astype(float))[0]))


def missions(tables: Tables, rng: np.random.Generator) -> Found:
    """P13: hazard ratio of a mission sent at random, and the naive one where missions go to hard cases."""
    there, away = paired(tables["missions"], "with", "without")
    n, horizon = len(there), int(away["months"].max())
    leaves = np.minimum(there["mission_leaves"].to_numpy(float), there["months"].to_numpy(float))
    pairs = Paired(*times_of(there), *times_of(away), leaves)
    chance = 1.0 / (1.0 + np.exp(-SELECTION * difficulty(away)))
    selected = bootstrapped(lambda rows: pairs.naive(rows, chance, rng), n, rng, DRAWS)
    # one draw of who is sent is luck
    typical = float(np.median([pairs.naive(np.arange(n), chance, rng) for _ in range(25)]))
    estimates = {
        "randomised": bootstrapped(pairs.ratio, n, rng, DRAWS),
        "while_there": bootstrapped(lambda rows: pairs.ratio(rows, until_it_leaves=True), n, rng, DRAWS),
        "naive": selected._replace(value=typical),
        "without": proportion_interval(int(pairs.seen_away.sum()), n),
        "with": proportion_interval(int(pairs.seen_there.sum()), n),
    }
    curves = tuple(
        risk_curve(label, kaplan_meier(times, seen, horizon))
        for label, times, seen in (
            ("no mission", pairs.time_away, pairs.seen_away),
            ("mission", pairs.time_there, pairs.seen_there),
        )
    )
    return Found(estimates, curves)


def difficulty(table: Frame) -> np.ndarray:
    """How hard a case is without a mission, in standard deviations: the score of a Cox model on what was drawn.

    What is known at a settlement decides where missions are sent; here it is known as well as it can be.
    """
    drawn = [column for column in table.columns if column not in NOT_DRAWN]
    x = table[drawn].to_numpy(float)
    x = (x - x.mean(axis=0)) / np.where(x.std(axis=0) > 0, x.std(axis=0), 1.0)
    beta = cox(*times_of(table), x)
    score = x @ np.where(np.isfinite(beta), beta, 0.0)
    return score / score.std() if score.std() > 0 else score


def aid_shock(tables: Tables, rng: np.random.Generator) -> Found:
    """E7: recurrence after month 36 with half of the aid gone, over that with aid as pledged."""
    halved, pledged = paired(tables["aid_shock"], "halved", "as pledged")
    at_peace = ~(pledged["peace_failed"] <= CUT).to_numpy()
    with_cut, without = (np.isfinite(table["peace_failed"].to_numpy(float))[at_peace] for table in (halved, pledged))
    n = int(at_peace.sum())
    return Found({
        "ratio": ratio_of_means(with_cut.astype(float), without.astype(float), rng),
        "halved": proportion_interval(int(with_cut.sum()), n),
        "pledged": proportion_interval(int(without.sum()), n),
    })  # fmt: skip


def of_oversight(run: Results) -> dict[str, float]:
    """Effective oversight in years six to ten."""
    return {"oversight": float(run.values("oversight_effective")[0, 61:121].mean())}


def donor_pressure(tables: Tables, rng: np.random.Generator) -> Found:
    """E9: what aid adds to effective oversight, by who governs and whose money it is (Berg's two by two)."""
    table = tables["donor_pressure"]
    estimates: dict[str, Estimate] = {}
    for who in ("divided", "united"):
        for money in ("poor", "rich"):
            for how in ("lenient", "strict"):
                effect = change(table, f"{who}, {money}, {how}", f"{who}, {money}, none", "oversight")
                estimates[f"{who}_{money}_{how}"] = mean_interval(effect)
    largest = change(table, "divided, poor, strict", "divided, poor, none", "oversight")
    smallest = change(table, "united, rich, strict", "united, rich, none", "oversight")
    estimates["interaction"] = mean_interval(largest - smallest)
    return Found(estimates)
