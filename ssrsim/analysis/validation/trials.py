"""Trials in the model: community policing (P8), audits (P9), pay (P10), a scandal (P11).

For each what a run leaves, and what follows. Worlds are counted, never stations: stations of a world share its luck.
"""

from __future__ import annotations

import numpy as np

from ssrsim.analysis.intervals import SHARE, Estimate, mean_interval
from ssrsim.analysis.validation.found import Curve, Found, Frame, Tables, line
from ssrsim.analysis.validation.pairs import change, paired, ratio_of_means
from ssrsim.records.results import Results

STRUCK = 12  # month of the scandal in configs/validation/scandal.yaml
SURVEY_LAG = 2  # months from the field to the publication of a survey
SCANDAL_MONTHS = range(STRUCK, STRUCK + 55, 6)  # in each of them a survey is in the field
FIFTH_YEAR = slice(49, 61)
THIRD_YEAR = slice(25, 37)
PAY_WEIGHTS = (-0.6, 0.0, 0.6)  # what pay itself does to bribes, in logits; nobody knows the sign
PRIOR_SD = 0.3  # of that weight, around 0: bribes rose in Ghana in 2010
POLICE = ("Liberia", "clean police", "venal police")
COURTS = ("nobody is sanctioned", "Liberia's courts", "working courts")
PAY_COURTS = ("no sanctions", "Liberia's courts", "working courts")


# --- P8, community policing


def of_stations(run: Results) -> dict[str, float]:
    """Trust around each police station in the last month; complaints and information over all months."""
    assert run.districts is not None
    stations = run.districts["trust_police"][0, -1].astype(float)
    return {
        **{f"station_{place:02d}": float(trust) for place, trust in enumerate(stations)},
        "complaints": float(run.values("complaints")[0, 1:].mean()),
        "information": 1000 * float(run.values("cooperation")[0, 1:].mean()),
    }


def standardised(table: Frame, treated: str, control: str) -> np.ndarray:
    """float64[worlds]: mean effect on trust per station in standard deviations of people without the programme."""
    first, second = paired(table, treated, control)
    stations = [column for column in table.columns if column.startswith("station_") and second[column].notna().all()]
    effect = first[stations].to_numpy(float) - second[stations].to_numpy(float)
    return effect.mean(axis=1) / second["trust_spread"].to_numpy(float)


def community_policing(tables: Tables, rng: np.random.Generator) -> Found:
    """P8: what visits do to trust and to reporting."""
    table = tables["community_policing"]
    control = "Liberia, control"
    estimates = {
        "trust": mean_interval(standardised(table, "Liberia, programme", control)),
        "information": mean_interval(change(table, "Liberia, programme", control, "information")),
        "complaints": mean_interval(change(table, "Liberia, programme", control, "complaints")),
    }
    for police in POLICE:
        effect = standardised(table, f"{police}, strong programme", f"{police}, control")
        estimates[f"strong_{police.split(maxsplit=1)[0].lower()}"] = mean_interval(effect)
    return Found(estimates)


# --- P9, audits


def leaks(results: Results) -> np.ndarray:
    """float64[n]: share of the fifth year's money for equipment that leaked; what is procured less leaks less."""
    place = [reform.name for reform in results.scenario.reforms].index("equipment")
    assert results.reforms is not None
    stations = results.reforms[:, :, place]
    leaked, spent = (stations[name][:, -1] - stations[name][:, FIFTH_YEAR.start - 1] for name in ("leaked", "spent"))
    return leaked / spent


def of_audits(run: Results) -> dict[str, float]:
    """Leakage of the programme in the fifth year, and how far the reform of audit works by then."""
    assert run.reforms is not None
    place = [reform.name for reform in run.scenario.reforms].index("audit")
    return {
        "leakage": float(leaks(run)[0]),
        "audit_level": float(run.reforms["effective"][0, FIFTH_YEAR, place].mean()),
    }


def audits(tables: Tables, rng: np.random.Generator) -> Found:
    """P9: what a reform of audit does to leakage, by who is sanctioned."""
    table = tables["audits"]
    estimates = {}
    for name, courts in zip(("nobody", "liberia", "working"), COURTS, strict=True):
        effect = change(table, f"{courts}, audited", courts, "leakage")
        estimates[name] = mean_interval(effect)
        if name == "working":
            audited, _ = paired(table, f"{courts}, audited", courts)
            reached = audited["audit_level"].to_numpy(float)
            estimates["reached"] = mean_interval(reached, within=SHARE)
            estimates["full"] = ratio_of_means(effect, reached, rng)
    return Found(estimates)


# --- P10, pay


def of_pay(run: Results) -> dict[str, float]:
    """Bribes of the third year, and how far the reform of the payroll works."""
    assert run.reforms is not None
    place = [reform.name for reform in run.scenario.reforms].index("payroll")
    level = float(run.reforms["effective"][0, THIRD_YEAR, place].mean())
    return {
        "bribes": float(run.values("bribe_incidence")[0, THIRD_YEAR].mean()),
        "pay_ratio": 1.0 + run.scenario.parameters.pay_rise * level,
    }


def chance_to_fall(changes: np.ndarray, weights: tuple[float, ...] = PAY_WEIGHTS) -> np.ndarray:
    """For each world, the share of the prior of the weight under which bribes fall.

    Args:
        changes: float64[weights, worlds], change of bribes by more pay, rising with the weight.
        weights: The weights of pay itself that were tried, rising.
    """
    from scipy.special import ndtr

    rising = np.maximum.accumulate(changes, axis=0)
    turns = [np.interp(0.0, world, weights) for world in rising.T]  # the weight at which pay starts to do harm
    return ndtr(np.array(turns) / PRIOR_SD)


def pay(tables: Tables, rng: np.random.Generator) -> Found:
    """P10: the share of the prior for which more pay cuts bribes, by who is sanctioned."""
    table = tables["pay"]
    estimates = {}
    for name, courts in zip(("nobody", "liberia", "working"), PAY_COURTS, strict=True):
        changes = [change(table, f"{courts}, {weight}, raised", f"{courts}, {weight}, same", "bribes")
                   for weight in PAY_WEIGHTS]  # fmt: skip
        estimates[name] = mean_interval(chance_to_fall(np.array(changes)), within=SHARE)
    reached = table[table["arm"] == f"{PAY_COURTS[0]}, 0.0, raised"]["pay_ratio"].to_numpy(float)
    estimates["reached"] = mean_interval(reached)
    return Found(estimates)


# --- P11, a scandal


def of_scandal(run: Results) -> dict[str, float]:
    """Trust in the police after the scandal, as it is and as surveys publish it."""
    trust, survey = run.values("trust_police")[0], run.values("survey_trust_police")[0]
    return {f"trust_{month - STRUCK:02d}": float(trust[month]) for month in SCANDAL_MONTHS} | {
        f"survey_{month - STRUCK:02d}": float(survey[min(month + SURVEY_LAG, run.months)]) for month in SCANDAL_MONTHS
    }


def scandal(tables: Tables, rng: np.random.Generator) -> Found:
    """P11: how deep a scandal cuts, how much comes back, what remains; as surveys see it."""
    table = tables["scandal"]
    lost, left = (change(table, "Liberia's courts, struck", "Liberia's courts, spared", f"survey_{after}")
                  for after in ("00", "36"))  # fmt: skip
    recovered = ratio_of_means(left, lost, rng)
    back = Estimate(1 - recovered.value, 1 - recovered.high, 1 - recovered.low, recovered.n)
    working = change(table, "working courts, struck", "working courts, spared", "survey_00")
    estimates = {"drop": mean_interval(lost), "recovered": back, "residual": mean_interval(-left),
                 "drop_working": mean_interval(working)}  # fmt: skip
    return Found(estimates, tuple(_path(table, courts, measure) for courts, measure in
                                  (("Liberia's courts", "trust"), ("Liberia's courts", "survey"),
                                   ("working courts", "trust"))))  # fmt: skip


def _path(table: Frame, courts: str, measure: str) -> Curve:
    """The loss of trust by month after the scandal."""
    after = [month - STRUCK for month in SCANDAL_MONTHS]
    at = [mean_interval(change(table, f"{courts}, struck", f"{courts}, spared", f"{measure}_{month:02d}"))
          for month in after]  # fmt: skip
    return line(f"{courts}, {'as it is' if measure == 'trust' else 'as surveyed'}", np.array(after), at)
