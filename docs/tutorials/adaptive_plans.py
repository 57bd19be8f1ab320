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
# # Plans that react: gates, triggers, rules and benchmarks
#
# A plan need not be a calendar. You make actions wait for each other and for what is published, stop and pause them by
# rules, set benchmarks, and see in which runs what happened. All of it is written in the plan file and decided before
# the run: the same file under the same seed gives the same numbers. Words are explained in `docs/glossary.md`, the
# exact rules in section 7.13 of `docs/odd.md`.
#
# Run it as a script (`python docs/tutorials/adaptive_plans.py`) or open it as a notebook with Jupytext. The runs are
# small so that it is quick; draw no conclusion from them.

# %%
import numpy as np

from ssrsim import load_scenario, run_ensemble
from ssrsim.analysis.events import action_spans, share_of_runs
from ssrsim.records.results import Results
from ssrsim.scenario.signals import SIGNALS
from ssrsim.scenario.words.reactions import reactions_in_words, start_text

SMALL = ["run.replicates=12", "run.months=72", "run.civilians=1000", "run.officers=300"]

# %% [markdown]
# ## What planners can see
#
# Conditions compare a *signal* with a value. Signals are what surveys and the administration publish, late and with
# errors, and the plan's own books. There is no signal of the true state: `truth.trust_police` is refused in one
# sentence. `ssrsim/scenario/signals.py` makes the list.

# %%
for signal in SIGNALS[:8]:
    print(f"{signal.name:32} {signal.unit:8} {signal.label}")
print(f"... {len(SIGNALS)} in all, such as admin.formal.vetting or finance.unspent_usd_m")

# %% [markdown]
# ## A shipped example
#
# `plan=adaptive` puts disarmament and oversight first and lets the rest depend on what is published. The same text is
# what `ssrsim describe` shows before anything runs, and `ssrsim new plan` writes a file in which every key of a plan
# that reacts stands commented out.

# %%
scenario = load_scenario("liberia_2003", ["plan=adaptive", *SMALL])
for name, action in scenario.plan.actions.items():
    print(f"{name:20} {start_text(action, scenario.country)}")
for label, text in reactions_in_words(scenario.plan, scenario.country).rows:
    print(f"{label}: {text}")

# %% [markdown]
# ## Your own
#
# As a file this is YAML (`plan_file=mine.yaml`); here the same words stand in overrides. Training begins two months
# after disarmament has ended, and disarmament ends once implementers report it nearly done. A rule pauses training
# where politicians have refused the audit bill for half a year. A start is a month, `{after: ACTION, lag: n}`,
# `{after: ACTION, when: CONDITION}`, `{when: CONDITION}` or `{trigger: NAME}`.

# %%
DONE = "{indicator: admin.formal.ddr, op: '>=', value: 0.5}"
STUCK = "{indicator: admin.bill_blocked_months.audit, op: '>=', value: 6}"
MINE = [
    "plan=do_nothing",
    f"+plan.actions.disarm={{reform: ddr, start: 1, months: {{min: 6, max: 42}}, share: 0.4, stop: {DONE}}}",
    "+plan.actions.train={reform: training, start: {after: disarm, lag: 2}, months: 24, share: 0.4}",
    "+plan.actions.audit={reform: audit, start: 1, months: 48, share: 0.2}",
    f"+plan.rules.no_audit_no_training={{when: {STUCK}, do: [{{pause: train, months: 6}}], cooldown: 6}}",
    "+plan.benchmarks.trust={indicator: survey.trust_police, month: 48, at_least: 0.30}",
]
mine = run_ensemble(load_scenario("liberia_2003", [*MINE, *SMALL]))

# %% [markdown]
# ## What came of it
#
# A start that is left open has a month in each run. The report (`ssrsim run plan=adaptive`) draws it as a bar at the
# median with a thin line for the range, and no bar where an action never began.


# %%
def tell(results: Results) -> None:
    """When actions ran and how often rules fired and benchmarks were met, with the number of runs."""
    n = len(results.replicates)
    for name, span in action_spans(results).items():
        when = "in no run" if np.isnan(span.median) else f"from month {span.median:.0f} to {span.end:.0f} (medians)"
        print(f"  {name}: {when}")
    for kind, named in (
        ("rule_fired", results.scenario.plan.rules),
        ("benchmark_met", results.scenario.plan.benchmarks),
    ):
        for row, name in enumerate(named):
            share = share_of_runs(results, kind, row)
            print(f"  {kind} {name}: {share.value:.2f} of {n} runs ({share.low:.2f} to {share.high:.2f})")


tell(mine)

# %% [markdown]
# ## Nobody foresees a plan
#
# Two plans that are equal until a month have equal histories until that month, also where the difference is a rule:
# what is published in a month is acted on in the next. So differences between plans are caused by the plans.

# %%
CLOCK = "{indicator: survey.trust_police, op: '>', value: -1, for: 25}"  # true from the start: holds in month 24
stopped = [*MINE, f"+plan.rules.give_up={{when: {CLOCK}, do: [{{stop: audit}}, {{stop: train}}]}}"]
other = run_ensemble(load_scenario("liberia_2003", [*stopped, *SMALL]))
same = [bool((mine.series[:, month] == other.series[:, month]).all()) for month in range(mine.months + 1)]
print(f"the same in all runs up to month {same.index(False) - 1}")

# %% [markdown]
# ## What to read next
#
# - `docs/tutorials/quickstart.py` compares two plans in the same random worlds.
# - `docs/odd.md` says what a month consists of, and section 8 what is assumed of planners (A67 to A74).
# - `ssrsim/phases/plan.py` and `ssrsim/phases/plan_rules.py` are the code that runs.
# - `ssrsim run plan=adaptive run.replicates=20` writes a whole report.
