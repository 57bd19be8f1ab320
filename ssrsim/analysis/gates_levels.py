"""Gate 3: that nothing saturates, so that plans can differ at all.

Where peace always or never fails, and where trust or grievance stands at an end of its range for years, no plan can
be better than another.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa

from ssrsim.analysis.gates import AT_WAR, PATRON, Frame, Line, Outcomes, halves, line, means
from ssrsim.analysis.gates_plans import winners
from ssrsim.analysis.intervals import proportion_interval
from ssrsim.records.study_store import Store
from ssrsim.scenario.indicators import BY_NAME

# recurrence within ten years without any reform, by how the country starts; countries at war cannot relapse
BANDS = {"agreement": (0.35, 0.95), "ceasefire": (0.35, 0.95), PATRON: (0.35, 0.95), "victory": (0.10, 0.60)}
BEST_BAND = (0.05, 0.80)
LEVELS = ("trust_police", "trust_army", "grievance", "will", "corruption_norm", "bribe_incidence", "state_control",
          "oversight_effective")  # fmt: skip
END, LONGEST = 0.02, 24  # within this of 0 or 1; months
NOTHING = "do_nothing"


def gate_saturation(outcomes: Outcomes, stuck: Frame) -> list[Line]:
    """Gate 3, of the outcomes of all plans and of `stuck_levels`."""
    return [*_recurrence_lines(outcomes), _stuck_line(stuck), *_war_lines(outcomes), _at_war_line(outcomes)]


def recurrence_frame(outcomes: Outcomes) -> pd.DataFrame:
    """Recurrence by context without reforms (all random worlds) and under the plan chosen as best (the other half).

    Of runs whose war had ended: one that never ended cannot relapse. Their share is `unended`.
    """
    static = outcomes.static()
    choose, _ = halves(outcomes.peace()[:, static])
    best = static[winners(choose)]
    columns = ["context", "kind", "plan", "recurrence", "low", "high", "n", "unended", "lowest", "highest"]
    rows: list[tuple[object, ...]] = []
    for place, (context, kind) in enumerate(zip(outcomes.contexts, outcomes.kinds, strict=True)):
        if kind in BANDS:
            again, on = (outcomes.of(name, NOTHING)[place] for name in ("recurrence", "war_continues_end"))
            rows.append((context, kind, NOTHING, *_share(again, on), *BANDS[kind]))
            again, on = (halves(outcomes.values[name][place, best[place]])[1]
                         for name in ("recurrence", "war_continues_end"))  # fmt: skip
            rows.append((context, kind, f"best: {outcomes.plans[best[place]]}", *_share(again, on), *BEST_BAND))
    return pd.DataFrame(rows, columns=columns)


def _share(again: np.ndarray, on: np.ndarray) -> tuple[float, float, float, int, float]:
    """The share that relapsed of runs whose war had ended, its interval and n, and the share whose war had not."""
    known = np.isfinite(again)
    ended = known & (on == 0)
    value, low, high, n = proportion_interval(int(again[ended].sum()), int(ended.sum()))
    return value, low, high, n, 1 - float(ended.sum()) / max(int(known.sum()), 1)


def _recurrence_lines(outcomes: Outcomes) -> list[Line]:
    frame: Frame = recurrence_frame(outcomes)
    without = frame["plan"] == NOTHING
    groups = (("agreement or ceasefire", without & (frame["kind"] != "victory"), "0.35 to 0.95"),
              ("victory", without & (frame["kind"] == "victory"), "0.10 to 0.60"))  # fmt: skip
    lines = [_band_line(f"contexts after {name}: recurrence in ten years without reforms", f"all in {wanted}",
                        frame[chosen]) for name, chosen, wanted in groups if chosen.any()]  # fmt: skip
    if (~without).any():
        lines.append(_band_line("contexts not at war: recurrence under the best plan", "all in 0.05 to 0.80",
                                frame[~without]))  # fmt: skip
    return lines


def _band_line(criterion: str, wanted: str, rows: Frame) -> Line:
    below, above = rows["recurrence"] < rows["lowest"], rows["recurrence"] > rows["highest"]
    surely = int(((rows["high"] < rows["lowest"]) | (rows["low"] > rows["highest"])).sum())
    least, most = float(rows["recurrence"].min()), float(rows["recurrence"].max())
    found = (f"{least:.2f} to {most:.2f}; {int(below.sum())} below and {int(above.sum())} above of {len(rows)}, "
             f"{surely} of them surely (95 %); war never ended in up to {rows['unended'].max():.2f}")  # fmt: skip
    outside = int(below.sum() + above.sum())
    return line(3, criterion, wanted, found, outside == 0, outside, least, most)


def stuck_levels(store: Store, points: int) -> pd.DataFrame:
    """Levels that stand at an end of their range: by context and plan the median number of months there.

    Args:
        store: a study whose series were kept.
        points: the first so many points are looked at.
    """
    columns = ["point", "plan", "replicate", *LEVELS]
    frames: list[pd.DataFrame] = []
    for table in store.tables("series", ["point", "plan", "replicate", "month", *LEVELS]):
        frame: Frame = pa.Table.to_pandas(table)
        frame = frame[(frame["point"] < points) & (frame["month"] > 0)]
        at_end = frame[[*LEVELS]].apply(lambda values: (values < END) | (values > 1 - END))
        frames.append(at_end.groupby([frame[key] for key in columns[:3]], observed=True).sum().reset_index())
    if not frames:
        return pd.DataFrame(columns=["point", "plan", "indicator", "months"])
    together: Frame = pd.concat(frames)
    counted = together.astype({"plan": str}).groupby(columns[:3]).sum().reset_index()
    medians = counted.groupby(["point", "plan"])[[*LEVELS]].median().reset_index()
    return medians.melt(["point", "plan"], var_name="indicator", value_name="months")


def _stuck_line(stuck: Frame) -> Line:
    over = stuck[stuck["months"] > LONGEST]
    cells = len(stuck.groupby(["point", "plan"]))
    named = [f"{BY_NAME[str(name)].label.lower()} in {len(rows)}" for name, rows in over.groupby("indicator")]
    found = f"of {cells} contexts under a plan: {', '.join(named) if named else 'none'}"
    said = f"means within {END:g} of 0 or 1 for more than {LONGEST} months in a median run"
    return line(3, said, "none", found, over.empty and cells > 0, len(over))


def _war_lines(outcomes: Outcomes) -> list[Line]:
    rows = np.array([kind != AT_WAR for kind in outcomes.kinds])
    war, again = (means(outcomes.values[name][rows].ravel()) for name in ("war_1000", "recurrence"))
    some = float(np.nansum(outcomes.values["war_1000"][rows]))
    found = f"{war:.3f} of runs against {again:.3f}"
    return [line(3, "return to war (1,000 deaths) is reachable, and rarer than recurrence (25)", "0 < war < recurrence",
                 found, bool(some > 0 and war < again), float(war))]  # fmt: skip


def _at_war_line(outcomes: Outcomes) -> Line:
    rows = np.array([kind == AT_WAR for kind in outcomes.kinds])
    if not rows.any():
        return line(3, "contexts still at war", "", "none", None)
    deaths, control, on = (means(outcomes.of(name, NOTHING)[rows])
                           for name in ("battle_deaths_mean", "state_control_end", "war_continues_end"))  # fmt: skip
    found = (
        f"{12 * deaths.min():.0f} to {12 * deaths.max():.0f} deaths a year, state control after ten years "
        f"{control.min():.2f} to {control.max():.2f}, war never ended in {on.min():.2f} to {on.max():.2f} of runs"
    )
    return line(3, f"{int(rows.sum())} contexts still at war, without reforms", "", found, None)
