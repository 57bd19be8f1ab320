"""What a run of a real country leaves, up to 2024, for its signature. Year 10 means months 109 to 120."""

from __future__ import annotations

import numpy as np

from ssrsim.records.results import Results, mean_of_months

YEAR = 12
DECADE = 120
RECURRENCE, WAR = 25, 1_000
AFTER_MISSION = 60  # months
YEARS_OF = {"expert_corruption": (10, 22), "expert_oversight": (5, 10)}  # years whose means are kept beside the start
IN_YEAR_10 = ("survey_bribe_experience", "survey_trust_police", "survey_trust_army", "state_control")


def of_country(run: Results) -> dict[str, float]:
    """The numbers that signatures are made of."""
    found = {**_levels(run), **_violence(run), **_mission(run)}
    corruption, formal = run.values("expert_corruption")[0], run.values("oversight_formal")[0]
    found["expert_corruption_end"] = float(corruption[-1])
    found["formal_rise"] = float(formal[min(DECADE, run.months)] - formal[0])
    found["ghost_share_5"] = in_year(run.values("ghost_share")[0], 5)
    homicides = in_year(run.values("homicides")[0], 10) * YEAR
    found["homicides_10"] = homicides / run.scenario.country.population * 100_000
    found["criminal_rule"] = float((run.series["criminal_governance"][0] > 0).any())
    found["at_war"] = float(run.scenario.country.settlement == "none")
    return found


def in_year(values: np.ndarray, year: int) -> float:
    """The mean of a series over a year after the settlement, its known months; NaN where the run is shorter."""
    months = values[None, YEAR * (year - 1) + 1 : YEAR * year + 1]
    return float(mean_of_months(months)[0]) if months.shape[1] == YEAR else float("nan")


def _levels(run: Results) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, years in YEARS_OF.items():
        values = run.values(name)[0]
        found[f"{name}_start"] = float(values[0])
        found |= {f"{name}_{year}": in_year(values, year) for year in years}
    for name in IN_YEAR_10:
        found[f"{name}_10"] = in_year(run.values(name)[0], 10)
    found["survey_trust_police_start"] = float(run.values("survey_trust_police")[0, 0])
    return found


def _violence(run: Results) -> dict[str, float]:
    violent = (run.series["war_continues"][0] > 0) | (run.series["recurrence_25"][0] > 0)
    returned = run.first_month("recurrence_25")[0]
    deaths = calendar_years(run)
    active = deaths >= RECURRENCE
    back = active[1:] & ~active[:-1]  # a year of 25 after a year below
    return {
        "peace_10": float(not violent[: DECADE + 1].any()),
        "returned_5": float(returned <= 5 * YEAR),
        "returned_10": float(returned <= DECADE),
        "war_1000": float((deaths >= WAR).any()),
        "active_years": float(active.mean()) if len(active) else float("nan"),
        "returns_20": float(back[:20].sum()),
    }


def calendar_years(run: Results) -> np.ndarray:
    """Reported battle deaths of each whole calendar year after the settlement."""
    first = YEAR - run.scenario.country.settlement_month + 1  # month of the first January
    deaths = run.values("coder_deaths")[0][first:]
    whole = len(deaths) // YEAR
    return deaths[: whole * YEAR].reshape(whole, YEAR).sum(axis=1)


def _mission(run: Results) -> dict[str, float]:
    """The last mission that leaves within the run; NaN where none does."""
    ends = [mission.exit for mission in run.scenario.missions.values() if mission.exit <= run.months]
    unknown = float("nan")
    if not ends:
        return dict.fromkeys(("police_growth", "peace_with_mission", "rule_before", "rule_after"), unknown)
    end = max(ends)
    police, ruled = run.values("police_strength")[0], run.series["criminal_governance"][0] > 0
    violent = (run.series["war_continues"][0] > 0) | (run.series["recurrence_25"][0] > 0)
    return {
        "police_growth": float(police[end] / max(police[0], 1.0)),
        "peace_with_mission": float(not violent[:end].any()),
        "rule_before": float(ruled[:end].any()),
        "rule_after": float(ruled[end : end + AFTER_MISSION + 1].any()),
    }
