# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# ruff: noqa: T201

# %% [markdown]
# # Quickstart: from a scenario to a first comparison of two plans
#
# You load Liberia in August 2003, look at what is given, run one random world, then many, and compare two plans. The
# end shows how to change an assumption and how to switch a mechanism off. Words such as *replicate*, *paired
# difference* or *peace-months* are explained in `docs/glossary.md`.
#
# Run it as a script (`python docs/tutorials/quickstart.py`) or open it as a notebook with Jupytext. The first run on a
# machine compiles the model for up to a minute; after that everything here takes some seconds. To be quick, the runs
# are small: fewer people are sampled than by default, and there are few replicates. Draw no conclusion from them.

# %%
import numpy as np

from ssrsim import SSRModel, load_scenario, run_ensemble
from ssrsim.analysis.intervals import Estimate, mean_interval
from ssrsim.analysis.summary import shown, shown_interval, summarise
from ssrsim.analysis.survival import times_and_events
from ssrsim.records.results import Results
from ssrsim.scenario.words.scenario import scenario_in_words

SMALL = ["run.replicates=24", "run.months=96", "run.civilians=1000", "run.officers=300"]

# %% [markdown]
# ## What is given
#
# A scenario holds all that is given: a country, its donors, missions and shocks, a plan, parameters and switches. It
# is frozen: to change something, load it with an override, the same text as on the command line. A misspelt key or a
# value out of range is refused in one sentence.

# %%
scenario = load_scenario("liberia_2003", ["plan=ddr_first", *SMALL])
country = scenario.country
print(f"{scenario.title}: {country.population:,} people in {len(country.districts)} districts")
for name, action in sorted(scenario.plan.actions.items(), key=lambda item: item[1].start):
    print(f"  month {action.start:3}: {name} for {action.months} months, {action.share:.2f} of the budget")

# %% [markdown]
# The whole scenario can also be told in words, before anything runs: when, at what price and leaning on what each
# action comes, and what it should do.

# %%
sections = scenario_in_words(scenario)
print("; ".join(section.title for section in sections))
in_words = next(section for section in sections if section.title.startswith("The plan"))
first_action = in_words.parts[0]
print(f"{first_action.title}. {dict(first_action.rows)['should do']}")

# %% [markdown]
# ## One random world
#
# `SSRModel` is a Mesa model; a step is a month. `rng=1` names the random world. One world is an anecdote: useful for
# understanding how things hang together, useless for deciding.

# %%
with SSRModel(scenario, rng=1) as model:
    for _ in range(24):
        model.step()
    months = model.dataframe()
print(months.loc[[0, 12, 24], ["trust_police", "will", "reform_formal", "reform_effective", "money_leaked"]].round(3))

# %% [markdown]
# ## Many random worlds
#
# An ensemble runs many replicates, each in its own random world. Every number of the summary has an n and a 95 %
# interval. The interval covers luck and shrinks with more replicates; it does not cover whether the model is right.
# The parameters are set by hand: levels mean little, directions more.

# %%
ddr_first = run_ensemble(scenario)
for row in summarise(ddr_first):
    if row.theme in ("Peace", "Trust"):
        print(f"{row.label:45} {shown(row.value, row.unit):>8} ({shown_interval(row)}) {row.unit}, n = {row.n}")

# %% [markdown]
# ## Two plans in the same random worlds
#
# Replicate 7 of one plan and replicate 7 of the other share their luck: common random numbers. Until a plan does
# something different, both histories are the same to the last bit.

# %%
oversight_first = run_ensemble(load_scenario("liberia_2003", ["plan=oversight_first", *SMALL]))
at_start = [results.values("trust_police")[:, 0] for results in (ddr_first, oversight_first)]
print("same trust in every replicate at the settlement:", np.array_equal(*at_start))

# %% [markdown]
# So take the difference in each replicate first, and average then. A run that broke an invariant is listed in
# `failed` and has no partner: only replicates that both plans delivered are paired.


# %%
def end_of(results: Results, indicator: str) -> np.ndarray:
    """The last month of an indicator, one number a replicate."""
    return results.values(indicator)[:, -1]


def peace_months(results: Results) -> np.ndarray:
    """Months of peace within the run, one number a replicate; all of them where war never returned."""
    times, _ = times_and_events(results.end_of_peace(), results.months)
    return times


def paired_difference(first: Results, second: Results, measure) -> Estimate:
    """Mean of second less first over the replicates that both delivered, with its 95 % interval."""
    _, in_first, in_second = np.intersect1d(first.replicates, second.replicates, return_indices=True)
    return mean_interval(measure(second)[in_second] - measure(first)[in_first])


def told(name: str, difference: Estimate) -> str:
    """The difference in words: a direction only where the interval leaves out zero."""
    low, high = difference.low, difference.high
    verdict = "higher" if low > 0 else "lower" if high < 0 else "no difference seen"
    if low == high:
        verdict = "all replicates alike, so these runs cannot tell"
    return f"{name:20} {difference.value:+8.3f} ({low:+.3f} to {high:+.3f}), n = {difference.n}: {verdict}"


MEASURES = {
    "peace-months": peace_months,
    "trust_police": lambda results: end_of(results, "trust_police"),
    "oversight_effective": lambda results: end_of(results, "oversight_effective"),
    "bribe_incidence": lambda results: end_of(results, "bribe_incidence"),
}

print("oversight_first less ddr_first:")
for name, measure in MEASURES.items():
    print(" ", told(name, paired_difference(ddr_first, oversight_first, measure)))

# %% [markdown]
# - "No difference seen" is not "no difference": the interval says how large one could still be.
# - An interval without width is no certainty. Where no replicate saw the end of peace, the summary above says what so
#   few runs still allow: a share of recurrence well above zero.
# - A plan that turns to oversight late has had less time for it by the last month. Compare at several months
#   (`results.values(indicator)[:, month]`) before you call one plan better.
#
# How much does pairing help? Compare the variance of the paired differences with that of differences between
# strangers, replicates with different luck.

# %%
a, b = end_of(ddr_first, "trust_police"), end_of(oversight_first, "trust_police")
n = min(len(a), len(b))
paired, strangers = np.var(b[:n] - a[:n], ddof=1), np.var(b[:n], ddof=1) + np.var(a[:n], ddof=1)
print(f"variance of a difference in trust: {paired:.6f} paired, {strangers:.6f} unpaired")

# %% [markdown]
# ## Change an assumption
#
# `trust_ratio` says how much more a bad encounter weighs than a good one. Nobody knows it well: its range is 1 to 14.
# A finding that turns round within the range of an assumption is a finding about the assumption. Both plans get the
# same change, so that the plans are all that differs within a comparison.


# %%
def compared(*overrides: str) -> tuple[Results, Results]:
    """Both plans under the same changes."""
    plans = ("ddr_first", "oversight_first")
    first, second = (run_ensemble(load_scenario("liberia_2003", [f"plan={p}", *SMALL, *overrides])) for p in plans)
    return first, second


for ratio in (1, 14):
    pair = compared(f"parameters.trust_ratio={ratio}")
    print(f"trust_ratio {ratio:2}:", told("trust_police", paired_difference(*pair, MEASURES["trust_police"])))

# %% [markdown]
# ## Switch a mechanism off
#
# Every mechanism has a switch. Without `capture`, interference no longer erodes the independence of oversight. How much
# of the difference between the plans hangs on it?

# %%
without_capture = compared("mechanisms.capture=false")
measure = MEASURES["oversight_effective"]
print("with capture:   ", told("oversight_effective", paired_difference(ddr_first, oversight_first, measure)))
print("without capture:", told("oversight_effective", paired_difference(*without_capture, measure)))

# %% [markdown]
# ## What to believe
#
# - These runs are too few and too small to rank plans. Use more replicates (`run.replicates=200`) and the default rows
#   before you believe a direction, and never choose a plan and report its advantage on the same seed.
# - Vary what is assumed before you trust a ranking: most parameters are marked "assumed".
# - The model compares plans. It does not forecast Liberia.
#
# ## What to read next
#
# - `ssrsim run plan=oversight_first` writes a whole report with figures and data.
# - `docs/glossary.md` explains the words, `docs/odd.md` the model, `docs/evidence.md` what it leans on.
# - `ssrsim/phases/month.py` is one month as the list that runs: start there to read the code.
