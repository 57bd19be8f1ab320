"""Nine countries' signatures (E10, P15), as they were written down in docs/validation.md before they were looked at.

Each condition is a share of runs, a mean over runs or a rank among the countries that are there; ranges that hold
stand in configs/validation/patterns.yaml.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ssrsim.analysis.intervals import NOTHING, Estimate, mean_interval, proportion_interval
from ssrsim.analysis.validation.found import Found, Frame, Tables

NINE = {
    "liberia": "liberia_2003", "sierra_leone": "sierra_leone_2002", "bosnia": "bosnia_1995",
    "rwanda": "rwanda_1994", "colombia": "colombia_2016", "south_africa": "south_africa_1994",
    "haiti": "haiti_2004", "somalia": "somalia_2012", "congo": "drc_2003",
}  # fmt: skip
DRAWS = 300

# condition -> what is 1 in a run in which it holds; a share of runs follows
SHARES: dict[str, Callable[[Frame], Frame]] = {
    "liberia_peace": lambda runs: runs["peace_10"] > 0,
    "liberia_bribes": lambda runs: runs["survey_bribe_experience_10"] > 0.4,
    "liberia_corruption": lambda runs: runs["expert_corruption_10"] > 0.7,
    "sierra_leone_peace": lambda runs: runs["peace_10"] > 0,
    "sierra_leone_ends_below": lambda runs: runs["expert_corruption_end"] < runs["expert_corruption_start"],
    "bosnia_peace": lambda runs: runs["peace_10"] > 0,
    "rwanda_criminal_rule": lambda runs: runs["criminal_rule"] > 0,
    "colombia_returns": lambda runs: runs["returned_5"] > 0,
    "colombia_war": lambda runs: runs["war_1000"] > 0,
    "south_africa_formal": lambda runs: runs["formal_rise"] > 0,
    "south_africa_trust": lambda runs: runs["survey_trust_police_10"] < runs["survey_trust_police_start"],
    "south_africa_peace": lambda runs: runs["peace_10"] > 0,
    "haiti_police": lambda runs: runs["police_growth"] >= 2,
    "haiti_peace": lambda runs: runs["peace_with_mission"] > 0,
    "haiti_rule_after": lambda runs: runs["rule_after"] > 0,
    "somalia_active": lambda runs: runs["active_years"] >= 0.8,
    "somalia_war": lambda runs: runs["war_1000"] > 0,
    "congo_returns": lambda runs: runs["returned_5"] > 0,
    "congo_serial": lambda runs: runs["returns_20"] >= 2,
}
# condition -> a number of a run; the mean over runs follows
MEANS: dict[str, Callable[[Frame], Frame]] = {
    "liberia_army_above": lambda runs: runs["survey_trust_army_10"] - runs["survey_trust_police_10"],
    "sierra_leone_late": lambda runs: 2 * runs["expert_corruption_10"] - runs["expert_corruption_22"]
    - runs["expert_corruption_start"],
    "bosnia_frozen": lambda runs: runs["expert_corruption_10"] - runs["expert_corruption_start"],
    "haiti_more_after": lambda runs: runs["rule_after"] - runs["rule_before"],
}  # fmt: skip
# condition -> column by whose mean over runs countries are ranked, and whether the highest comes first
RANKS = {
    "rwanda_corruption": ("expert_corruption_10", False),
    "rwanda_oversight": ("expert_oversight_10", False),
    "rwanda_control": ("state_control_10", True),
    "colombia_oversight": ("expert_oversight_5", True),
    "south_africa_homicides": ("homicides_10", True),
    "somalia_ghosts": ("ghost_share_5", True),
    "congo_highest": ("returned_10", True),
}
FALLS_FAR = 0.1  # a mean fall of the oversight index that counts as much as a low rank (Rwanda)


def country_of(condition: str) -> str:
    """The country that a condition is about."""
    return next(name for name in NINE if condition.startswith(name))


def signatures(tables: Tables, rng: np.random.Generator) -> Found:
    """E10: every condition of every country; those of countries that are not there have no number."""
    by_country = {str(arm): runs for arm, runs in tables["countries"].groupby("arm")}
    estimates = {name: _condition(name, by_country, rng) for name in (*SHARES, *MEANS, *RANKS)}
    missing = [name.replace("_", " ").title() for name, arm in NINE.items() if arm not in by_country]
    there = len(NINE) - len(missing)
    notes = [f"Ranks are among the {there} countries that are there."] if missing else []
    notes += [f"Not there yet as scenarios: {', '.join(missing)}."] if missing else []
    return Found(estimates, (), tuple(notes))


def decoupling(tables: Tables, rng: np.random.Generator) -> Found:
    """P15: the signatures of the five countries that show peace, trust, oversight and corruption apart."""
    found = signatures(tables, rng)
    five = ("liberia", "bosnia", "south_africa", "rwanda", "haiti")
    return found._replace(estimates={name: one for name, one in found.estimates.items() if country_of(name) in five})


def _condition(name: str, by_country: dict[str, Frame], rng: np.random.Generator) -> Estimate:
    arm = NINE[country_of(name)]
    if arm not in by_country:
        return NOTHING
    runs = by_country[arm]
    if name in SHARES:
        return proportion_interval(int(SHARES[name](runs).sum()), len(runs))
    if name in MEANS:
        return mean_interval(MEANS[name](runs).to_numpy(float))
    column, highest_first = RANKS[name]
    others = dict(by_country)
    if name == "congo_highest":  # among those that were not at war at the settlement
        others = {one: table for one, table in by_country.items() if one == arm or table["at_war"].iloc[0] == 0}
    rank = rank_of(arm, {one: table[column].to_numpy(float) for one, table in others.items()}, highest_first, rng)
    return _or_falls_far(rank, runs) if name == "rwanda_oversight" else rank


def rank_of(arm: str, values: dict[str, np.ndarray], highest_first: bool, rng: np.random.Generator) -> Estimate:
    """The place of a country by the mean over its runs, with an interval from drawing runs of every country."""
    known = {one: numbers[np.isfinite(numbers)] for one, numbers in values.items()}
    known = {one: numbers for one, numbers in known.items() if len(numbers)}
    if arm not in known:
        return NOTHING

    def place(means: dict[str, float]) -> float:
        ahead = [mean > means[arm] if highest_first else mean < means[arm] for mean in means.values()]
        return 1.0 + sum(ahead)

    drawn = [place({one: float(rng.choice(numbers, len(numbers)).mean()) for one, numbers in known.items()})
             for _ in range(DRAWS)]  # fmt: skip
    low, high = np.quantile(drawn, [0.025, 0.975], method="nearest")
    return Estimate(place({one: float(numbers.mean()) for one, numbers in known.items()}), float(low), float(high),
                    len(known[arm]))  # fmt: skip


def _or_falls_far(rank: Estimate, runs: Frame) -> Estimate:
    """Place 1 where the index surely falls far on average: the signature lets either do."""
    fall = mean_interval((runs["expert_oversight_start"] - runs["expert_oversight_10"]).to_numpy(float))
    return rank._replace(value=1.0, low=1.0, high=1.0) if fall.low >= FALLS_FAR else rank
