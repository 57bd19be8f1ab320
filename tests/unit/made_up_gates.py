"""Outcomes of a study of gates whose truth is known, because it is made up."""

from __future__ import annotations

import numpy as np

from ssrsim.analysis.gates import ALSO, NAMED, Outcomes

KINDS = ("agreement", "agreement", "ceasefire", "ceasefire", "fragile with patron", "victory", "victory",
         "no settlement")  # fmt: skip
PLANS = ("do_nothing", "everything_at_once", "first", "second", "third", "fourth", "adaptive", "only_ddr",
         "only_audit", "only_training", "all_but_ddr", "all_but_audit")  # fmt: skip
WORLDS = 40


def made_up(peace: np.ndarray | None = None, noise: float = 2.0, worlds: int = WORLDS, seed: int = 1) -> Outcomes:
    """Outcomes with these mean peace-months [contexts, plans] and noise that all plans of a context share in part."""
    rng = np.random.default_rng(seed)
    shape = len(KINDS), len(PLANS), worlds
    means = np.full(shape[:2], 60.0) if peace is None else peace
    shared = rng.normal(0, 5 * noise, (shape[0], 1, worlds))
    values = {name: np.broadcast_to(rng.normal(0.5, 0.05, (shape[0], 1, worlds)), shape).copy()
              for name in (*NAMED, *ALSO)}  # fmt: skip
    values["peace_months"] = means[:, :, None] + shared + rng.normal(0, noise, shape)
    values["recurrence"] = np.broadcast_to(np.arange(worlds) // 2 % 2 == 0, shape).astype(float)
    values["war_1000"] = np.broadcast_to(np.arange(worlds) % 10 == 0, shape).astype(float)
    values["war_continues_end"] = np.zeros(shape)
    contexts = tuple(f"{place + 1} {kind}" for place, kind in enumerate(KINDS))
    return Outcomes(contexts, KINDS, PLANS, values, 0)


def another_winner_everywhere() -> np.ndarray:
    """Mean peace-months with four plans that take turns at being 20 months better than all others."""
    peace = np.full((len(KINDS), len(PLANS)), 60.0)
    for context in range(len(KINDS)):
        peace[context, 2 + context % 4] += 20.0
    return peace


def one_winner_everywhere() -> np.ndarray:
    """Mean peace-months with one plan that is 20 months better than all others, everywhere."""
    peace = np.full((len(KINDS), len(PLANS)), 60.0)
    peace[:, 2] += 20.0
    return peace
