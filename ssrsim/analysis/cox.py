"""Proportional hazards after Cox (1972), ties as Breslow has them: log hazard ratios. Knows arrays only."""

from __future__ import annotations

import numpy as np

MOST_STEPS = 50
SMALL = 1e-8


def cox(times: np.ndarray, seen: np.ndarray, covariates: np.ndarray) -> np.ndarray:
    """The log hazard ratios that maximise the partial likelihood.

    Args:
        times: float64[n], months until the event or until nobody looked any more.
        seen: bool[n], whether the event was seen.
        covariates: float64[n, k].

    Returns:
        float64[k]; NaN where there is no event or no maximum (all events on one side of a covariate).
    """
    order = np.argsort(-times, kind="stable")
    times, seen, x = times[order], seen[order], covariates[order].astype(float)
    x = x - x.mean(axis=0)
    beta = np.zeros(x.shape[1])
    if not seen.any():
        return np.full(len(beta), np.nan)
    # with times falling, who is at risk at a time stands at or before the last row with that time
    last = np.searchsorted(-times, -times[seen], side="right") - 1
    for _ in range(MOST_STEPS):
        gradient, information = _derivatives(x, seen, last, beta)
        try:
            step = np.linalg.solve(information, gradient)
        except np.linalg.LinAlgError:
            return np.full(len(beta), np.nan)
        beta = beta + np.clip(step, -1.0, 1.0)
        if np.abs(beta).max() > 15:  # runs away: no maximum
            return np.full(len(beta), np.nan)
        if np.abs(step).max() < SMALL:
            return beta
    return np.full(len(beta), np.nan)


def _derivatives(x: np.ndarray, seen: np.ndarray, last: np.ndarray, beta: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Gradient and information of the log partial likelihood."""
    weight = np.exp(x @ beta)
    total = np.cumsum(weight)[last]
    mean = np.cumsum(weight[:, None] * x, axis=0)[last] / total[:, None]
    square = np.cumsum(weight[:, None, None] * x[:, :, None] * x[:, None, :], axis=0)[last] / total[:, None, None]
    gradient = (x[seen] - mean).sum(axis=0)
    information = (square - mean[:, :, None] * mean[:, None, :]).sum(axis=0)
    return gradient, information
