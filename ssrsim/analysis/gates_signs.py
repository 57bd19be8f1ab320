"""Gate 4: that instruments help in one context and hurt in another, and that more money can hurt.

The marginal effect of an instrument is measured twice, world by world: added to nothing, and left out of everything.
It changes sign where, for one outcome that was named beforehand, it is surely above 0 in one context and surely below
0 in another: Holm's correction over all of these tests together.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ssrsim.analysis.gates import BETTER, LABELS, LEVEL, NAMED, Frame, Line, Outcomes, holm, line, paired_test

ONLY, ALL_BUT = "only_", "all_but_"
NOTHING, EVERYTHING = "do_nothing", "everything_at_once"
ADDED, LEFT_OUT = "added to nothing", "part of everything"
FEWEST_FLIPS = 3
COLUMNS = ["instrument", "basis", "outcome", "context", "kind", "effect", "error", "p", "sign"]


def effect_frame(outcomes: Outcomes) -> pd.DataFrame:
    """The marginal effect of each instrument on each named outcome in each context; `sign` 0 where it is not sure."""
    pairs = [(name.removeprefix(ONLY), ADDED, name, NOTHING) for name in outcomes.plans if name.startswith(ONLY)]
    pairs += [(name.removeprefix(ALL_BUT), LEFT_OUT, EVERYTHING, name)
              for name in outcomes.plans if name.startswith(ALL_BUT)]  # fmt: skip
    blocks: list[pd.DataFrame] = []
    for instrument, basis, treated, control in pairs:
        for name in NAMED:
            effect, error, p = paired_test(outcomes.of(name, treated) - outcomes.of(name, control))
            blocks.append(pd.DataFrame({
                "instrument": instrument, "basis": basis, "outcome": name, "context": outcomes.contexts,
                "kind": outcomes.kinds, "effect": effect, "error": error, "p": p}))  # fmt: skip
    return _signed(blocks)


def money_frame(outcomes: Outcomes) -> pd.DataFrame:
    """What twice the pledges change in each context under each plan: the second half of the points less the first."""
    n = len(outcomes.contexts) // 2
    blocks: list[pd.DataFrame] = []
    for plan in outcomes.plans:
        for name in NAMED:
            values = outcomes.of(name, plan)
            effect, error, p = paired_test(values[n:] - values[:n])
            blocks.append(pd.DataFrame({
                "instrument": plan, "basis": "twice the pledges", "outcome": name, "context": outcomes.contexts[:n],
                "kind": outcomes.kinds[:n], "effect": effect, "error": error, "p": p}))  # fmt: skip
    return _signed(blocks)


def _signed(blocks: list[pd.DataFrame]) -> pd.DataFrame:
    if not blocks:
        return pd.DataFrame(columns=COLUMNS)
    frame = pd.concat(blocks, ignore_index=True)
    return frame.assign(sign=np.where(holm(frame["p"].to_numpy()), np.sign(frame["effect"]), 0.0).astype(int))


def flips_of(effects: Frame) -> pd.DataFrame:
    """Instruments whose effect on an outcome is surely positive in one context and surely negative in another."""
    keys = ["instrument", "basis", "outcome"]
    counts = effects.groupby(keys, sort=False)["sign"].agg(
        above=lambda signs: int((signs > 0).sum()), below=lambda signs: int((signs < 0).sum())
    )
    return counts[(counts["above"] > 0) & (counts["below"] > 0)].reset_index()


def company_of(effects: Frame) -> list[str]:
    """Instruments whose effect on an outcome has one sure sign added to nothing and the other as part of everything."""
    found: list[str] = []
    for (instrument, outcome), rows in effects.groupby(["instrument", "outcome"], sort=False):
        signs = {basis: set(part["sign"]) - {0} for basis, part in rows.groupby("basis")}
        alone, among = signs.get(ADDED, set()), signs.get(LEFT_OUT, set())
        if (1 in alone and -1 in among) or (-1 in alone and 1 in among):
            found.append(f"{instrument} ({LABELS[str(outcome)]} {'+' if 1 in alone else '-'} alone)")
    return found


def gate_signs(effects: Frame, money: Frame) -> list[Line]:
    """Gate 4, of `effect_frame` and `money_frame`."""
    flips: Frame = flips_of(effects)
    instruments = list(dict.fromkeys(flips["instrument"]))
    named = [f"{one} ({', '.join(_where(flips[flips['instrument'] == one]))})" for one in instruments]
    found = f"{len(instruments)} of {effects['instrument'].nunique()}: {'; '.join(named) if named else 'none'}"
    said = f"instruments whose marginal effect changes sign over contexts (Holm, {LEVEL:g} of {len(effects):,} tests)"
    lines = [line(4, said, f"at least {FEWEST_FLIPS}", found, len(instruments) >= FEWEST_FLIPS, len(instruments))]
    other = company_of(effects)
    said = "instruments that surely raise an outcome alone and surely lower it among others, or the reverse"
    lines.append(line(4, said, "", "; ".join(other) if other else "none", None, len(other)))
    harm = money[money["sign"] * money["outcome"].map(BETTER) < 0]
    by_outcome = [f"{LABELS[str(name)]} in {rows['context'].nunique()}" for name, rows in harm.groupby("outcome")]
    plans = ", ".join(sorted(set(harm["instrument"])))
    found = f"{', '.join(by_outcome)} contexts (under {plans})" if by_outcome else "nothing anywhere"
    said = f"what twice the pledges make worse somewhere (Holm, {LEVEL:g} of {len(money):,} tests)"
    return [*lines, line(4, said, "something", found, not harm.empty, len(harm))]


def _where(flips: Frame) -> list[str]:
    return [f"{LABELS[str(row.outcome)]} +{row.above} -{row.below} {row.basis}" for row in flips.itertuples()]
