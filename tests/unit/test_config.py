"""From files and overrides to a scenario: what wins, what is refused, what is told."""

from __future__ import annotations

import re
from typing import Any

import pytest

from ssrsim.config import ConfigFaults, choices, compose_scenario, groups, load_scenario
from ssrsim.scenario.scenario import Scenario

PLANS = "known plans: " + ", ".join(sorted(choices("plan")))
SCENARIOS = "known scenarios: " + ", ".join(sorted(choices("scenario")))
OVERRIDES = "; overrides look like key=value, e.g. plan=ddr_first or run.seed=7"
ONE_VALUE = "one run takes one value (-m runs each); a text with a comma needs inner quotes"
NOT_UNDERSTOOD = " cannot be understood" + OVERRIDES

BAD = {  # override -> the one sentence it earns
    "plan=oversigth_first": f"plan is oversigth_first; {PLANS}; did you mean oversight_first?",
    "plan=zzz": f"plan is zzz; {PLANS}",
    "plan=": f"plan is empty; {PLANS}",
    "plan=null": f"plan is null; {PLANS}",
    "plan=../country/liberia_2003": f"plan is ../country/liberia_2003; {PLANS}",
    "plan=[do_nothing,ddr_first]": f"plan is [do_nothing, ddr_first]; it must be one name, not a list; {PLANS}",
    "scenario=liberia_2030": "scenario is liberia_2030; " + SCENARIOS + "; did you mean liberia_2003?",
    "country=narnia": "country is narnia; known countries: " + ", ".join(sorted(choices("country"))),
    "donors=3": "donors is 3; known choices of donors: " + ", ".join(sorted(choices("donors"))),
    "run={seed: 3}": "run is {...}; choose one by name (default) or set single keys (run.KEY=VALUE)",
    "run.replicate=3": "run.replicate is not a key; did you mean run.replicates?",
    "replicates=3": "replicates is not a key; did you mean run.replicates?",
    "+run.replicate=3": "run.replicate is not a key; did you mean run.replicates?",
    "donors.usa.horizon=4": "donors.usa.horizon is not a key; did you mean donors.us.horizon?",
    "donors.us.horizon.x=3": "donors.us.horizon.x is not a key; donors.us.horizon holds a value and no keys below it",
    "zzz.yyy=1": "zzz.yyy is not a key; known keys: " + ", ".join(Scenario.model_fields),
    "foo/bar=3": "foo/bar is not a key; keys are written with dots",
    "country.police_per_1000=-2.0": "country.police_per_1000 is -2.0; it must lie in 0.05..20 (per 1,000 people)",
    "country.police_per_1000=nan": (
        "country.police_per_1000 is nan; it must be a finite number in 0.05..20 (per 1,000 people)"
    ),
    "country.police_per_1000=inf": (
        "country.police_per_1000 is inf; it must be a finite number in 0.05..20 (per 1,000 people)"
    ),
    "country.police_per_1000=many": "country.police_per_1000 is the text 'many'; it must be a number in 0.05..20 "
    "(per 1,000 people)",
    "country.police_per_1000=true": (
        "country.police_per_1000 is true; it must be a number in 0.05..20 (per 1,000 people)"
    ),
    "country.police_per_1000=[1]": "country.police_per_1000 is [1]; it must be a number in 0.05..20 (per 1,000 people)",
    "country.districts.lofa.population=1e6": (
        "country.districts.lofa.population is 1000000.0; it must be a whole number in 1,000..200,000,000 (people); "
        "write 1000000"
    ),
    "country.blocs={}": "country.blocs has 0 entries; it must have 1 at least",
    "plan=mine.yaml": "plan is mine.yaml, a file; give it on the command line as plan_file=mine.yaml",
    "run.seed='7,000'": "run.seed is the text '7,000'; it must be a whole number in 0..4,294,967,295 (number); "
    "write 7000",
    "run.seed=1.5": "run.seed is 1.5; it must be a whole number in 0..4,294,967,295 (number)",
    "run.seed=-1": "run.seed is -1; it must lie in 0..4,294,967,295 (number)",
    f"run.seed={10**30}": f"run.seed is {10**30}; it must lie in 0..4,294,967,295 (number)",
    "run.months=null": "run.months is null; it must be a whole number in 1..600 (months)",
    "run.months=0": "run.months is 0; it must lie in 1..600 (months)",
    "mechanisms.coups=1": "mechanisms.coups is 1; it must be true or false",
    "conflict.window=roling12": ("conflict.window is roling12; allowed: calendar, rolling12; did you mean rolling12?"),
    "country.title=": "country.title has 0 characters; it must have 1 at least",
    "country.title=" + "x" * 121: "country.title has 121 characters; it must have 120 at most",
    "country.title={a: 1}": "country.title is {...}; it must be text",
    "~country.title": "country.title is missing; the name that people read",
    "country.districts.lofa.tile=3": "country.districts.lofa.tile is 3; it must be a list such as [2, 3]",
    "donors.us.priorities.drd=0.4": "donors.us.priorities.drd is not a key; did you mean donors.us.priorities.ddr?",
    "missions.unmil.exit=20": "missions.unmil.exit is 20; it must not come before drawdown (49)",
    "shocks.ivorian_crisis.faction=npfl": (
        "shocks.ivorian_crisis.faction is npfl; known factions: government_militias, lurd, model"
    ),
    "run.seed=1,2": "run.seed is given several values (run.seed=1,2); " + ONE_VALUE,
    "run.seed=range(1,4)": "run.seed is given several values (run.seed=range(1,4)); " + ONE_VALUE,
    "~plan": "~plan adds or removes a part of the scenario; choose one with plan=NAME",
    "plan@x=do_nothing": "plan@x=do_nothing moves a part to another place with @; that is not allowed",
    "title=${oc.env:HOME}": "title=${oc.env:HOME} refers to other values with ${...}; write the value itself",
    "hydra.run.dir=x": (
        "hydra.run.dir=x configures Hydra, which is fixed; output=NAME names the folder of the results"
    ),
    "hydra/launcher=x": (
        "hydra/launcher=x configures Hydra, which is fixed; output=NAME names the folder of the results"
    ),
    "++hydra.verbose=true": (
        "++hydra.verbose=true configures Hydra, which is fixed; output=NAME names the folder of the results"
    ),
    "--config-dir=/tmp": "--config-dir=/tmp is not an option of this command; overrides look like key=value, "
    "e.g. plan=ddr_first or run.seed=7",
    "-m": "-m is not an option of this command" + OVERRIDES,
    "--multirun": "--multirun is not an option of this command" + OVERRIDES,
    "seed": "seed" + NOT_UNDERSTOOD,
    "=3": "=3 names no key" + OVERRIDES,
    "country.title=Côte": "country.title=Côte cannot be understood; a text with other letters than a to z needs quotes "
    "of its own, e.g. 'title=\"Côte\"'",
    "outptu=x": "outptu is not a key; did you mean output?",
    "plan_fil=x": "plan_fil is not a key; did you mean plan_file?",
    "~donors.us=99": "~donors.us=99 deletes donors.us, whatever its value; write ~donors.us",
    "country.ghost_share=": "country.ghost_share is empty; it must be a number in 0..0.9 (share)",
    "": "an empty argument" + NOT_UNDERSTOOD,
    "run..seed=3": "run..seed=3" + NOT_UNDERSTOOD,
    "run.seed=[1": "run.seed=[1" + NOT_UNDERSTOOD,
    "title=\x1b[31mred": "title=\\x1b[31mred holds characters that cannot be printed; use plain text",
    "title=" + "x" * 2000: ("title=" + "x" * 51 + "... has 2,006 characters; an override may have 1,000 at most"),
    "title=" + "[" * 400: "title=" + "[" * 51 + "... is nested too deeply; at most 20 brackets",
}


@pytest.mark.parametrize(("override", "sentence"), BAD.items(), ids=[text[:30] or "empty" for text in BAD])
def test_a_bad_override_earns_exactly_one_sentence(override: str, sentence: str) -> None:
    """One line names key, value and what is allowed: whoever mistypes knows at once what to type instead."""
    with pytest.raises(ConfigFaults) as caught:
        compose_scenario([override])
    assert caught.value.faults == (sentence,)


def test_all_faults_are_told_at_once() -> None:
    """Nobody should have to run five times to find five mistakes, in whatever order they were made."""
    overrides = ["plan=zzz", "run.replicate=3", "run.seed=nan", "country.ghost_share=2", "x", "hydra.a=1"]
    with pytest.raises(ConfigFaults) as forwards:
        compose_scenario(overrides)
    with pytest.raises(ConfigFaults) as backwards:
        compose_scenario(overrides[::-1])
    assert len(forwards.value.faults) == len(overrides)
    assert set(forwards.value.faults) == set(backwards.value.faults)


def test_faults_are_single_printable_lines() -> None:
    """A fault never carries control, direction or broken characters to a terminal."""
    faults = ConfigFaults(["a\x1b[2Jb\u202ec\r\n\udcffd"]).faults
    assert faults == ("a\\x1b[2Jb\\u202ec\\r\\n\\udcffd",)


@pytest.mark.parametrize("order", [1, -1])
def test_a_plan_on_the_command_line_beats_the_bundle(order: int) -> None:
    """scenario=liberia_2003 picks the historical plan; who asks for another gets it, whichever comes first."""
    scenario = compose_scenario(["scenario=liberia_2003", "plan=oversight_first"][::order])
    assert (scenario.name, scenario.plan.name) == ("liberia_2003", "oversight_first")


def test_the_default_is_liberia_as_it_happened() -> None:
    """A newcomer's first command runs the reference case."""
    scenario = load_scenario()
    assert scenario == compose_scenario([]) == compose_scenario(["scenario=liberia_2003"])
    assert (scenario.name, scenario.plan.name) == ("liberia_2003", "liberia_2003_historical")


def test_overrides_reach_their_fields_in_any_order() -> None:
    """Values land where they are named, defaults that live in code included."""
    overrides = ["run.seed=7", "country.police_per_1000=2", "mechanisms.coups=false", "plan=ddr_first"]
    scenario = compose_scenario(overrides)
    assert scenario == compose_scenario(overrides[::-1])
    assert (scenario.run.seed, scenario.mechanisms.coups, scenario.plan.name) == (7, False, "ddr_first")
    assert scenario.country.police_per_1000 == 2.0


def test_empty_braces_empty_a_part() -> None:
    """Who asks for no factions must not get the full war without a word."""
    scenario = compose_scenario(["country.factions={}", "plan.actions={}", "shocks=none",
                                 "~country.blocs.lurd.faction", "~country.blocs.model.faction",
                                 "~country.blocs.former_government.faction"])  # fmt: skip
    assert (scenario.country.factions, scenario.plan.actions) == ({}, {})


def test_the_last_of_two_equal_keys_wins() -> None:
    """As in Hydra: a wrapper script may append an override."""
    assert compose_scenario(["run.seed=1", "run.seed=2"]).run.seed == 2


def test_two_choices_of_one_group_are_refused() -> None:
    """plan=a plan=b is a mistake, not a preference."""
    with pytest.raises(ConfigFaults, match=r"plan is given twice \(ddr_first, do_nothing\); give it once"):
        compose_scenario(["plan=ddr_first", "plan=do_nothing"])


def test_a_donor_can_be_added_and_taken_away() -> None:
    """What-if questions about donors need no file: + adds a named entry, ~ removes one."""
    new = "{title: New, kind: bilateral, pledge_usd_m: 5, horizon: 60, fatigue_half_life: 60, strictness: 0.5, "
    new += "coordination: 0.5, volatility: 0.4, visibility_preference: 0.5}"
    assert "new" in compose_scenario([f"+donors.new={new}"]).donors
    assert "us" not in compose_scenario(["~donors.us"]).donors
    assert "new" not in load_scenario().donors


def test_a_list_becomes_a_tuple_and_an_integer_a_float() -> None:
    """YAML knows neither tuples nor the difference between 1 and 1.0; the scenario does."""
    scenario = compose_scenario(["country.districts.lofa.tile=[7,8]", "country.livelihood=1"])
    assert scenario.country.districts["lofa"].tile == (7, 8)
    assert type(scenario.country.livelihood) is float


@pytest.mark.parametrize("name", ["liberia", "liberia_2003 ", "../plan/ddr_first", "", "a=b", None, ["liberia_2003"]])
def test_an_unknown_scenario_is_refused(name: Any) -> None:
    """Whatever is passed as a name, the answer lists what exists."""
    with pytest.raises(ConfigFaults, match=re.escape(SCENARIOS)):
        load_scenario(name)


def test_every_group_is_a_field_of_the_scenario() -> None:
    """Folders of configs and fields of Scenario are the same words: one concept, one word."""
    added = {"extension", "changes", "hooks"}  # users' own: nothing of the kind ships
    assert set(groups()) - {"scenario"} == set(Scenario.model_fields) - {"name", "title"} - added
    assert all(choices(group) for group in groups())
