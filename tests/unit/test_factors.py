"""What a study may vary: paths, ranges and levels, what is refused, and what `all` means."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from ssrsim.config import compose_scenario, load_scenario
from ssrsim.scenario.factors import Factor, factor_of, paths_of, set_path, set_twice, value_of
from ssrsim.scenario.scenario import Scenario

DATA = load_scenario().model_dump(mode="json")
KEPT = copy.deepcopy(DATA)


def factor(path: str, given: object = None) -> Factor:
    """The factor, which must not be at fault."""
    faults: list[str] = []
    found = factor_of(path, given, DATA, faults)
    assert faults == []
    assert found is not None
    return found


FORMS = "leave it empty for all that is allowed, or give [low, high], {low: ..., high: ...} or {values: [...]}"
NAMES = "it says what something is called, or where it is known from"
BAD: dict[tuple[str, Any], str] = {  # path and what was written -> the one sentence it earns, given as its repr
    ("country.patronge", "None"): "country.patronge is not a key; did you mean country.patronage?",
    ("donors.all.horizn", "None"): "donors.all.horizn is not a key; did you mean donors.all.horizon?",
    ("donors.all", "None"): "donors.all is neither a number nor a switch nor a choice; those can be varied",
    ("country.districts.lofa.tile", "None"): "country.districts.lofa.tile is neither a number nor a switch nor a "
    "choice; those can be varied",
    ("country.districts.lofa.groups.all", "[0, 1]"): "country.districts.lofa.groups.all is not a key; known keys "
    "under country.districts.lofa.groups: krahn, majority, mandingo",
    ("", "None"): "a factor has an empty name; factors are keys such as country.patronage",
    ("missions.all.exit_when.value", "None"): "missions.all.exit_when.value cannot be varied; "
    "missions.unmil.exit_when is null in this scenario and has no value",
    ("plan", "None"): "plan cannot be varied; plans=[...] compares whole plans, and single keys such as "
    "plan.budget.reserve can be varied",
    ("plan.name", "None"): f"plan.name cannot be varied; {NAMES}",
    ("country.title", "None"): f"country.title cannot be varied; {NAMES}",
    ("name", "None"): "name cannot be varied; it says what the scenario is called and changes nothing",
    ("run.seed", "None"): "run.seed cannot be varied; design.seed and the replicates vary chance",
    ("run.threads", "None"): "run.threads cannot be varied; of run only civilians and officers can be varied",
    ("run.months", "None"): "run.months cannot be varied; all runs of a study have the same length, or their records "
    "could not stand side by side",
    ("records.events", "None"): "records.events cannot be varied; all runs of a study record the same",
    ("hooks", "None"): "hooks cannot be varied; all runs of a study are made by the same code",
    ("extension.reforms", "None"): "extension.reforms cannot be varied; all runs of a study know the same reforms, "
    "shocks and indicators",
    ("donors.us.priorities.ddr", "None"): "donors.us.priorities.ddr has no range of its own; give [low, high] or "
    "{values: [...]}",
    ("donors.us.priorities.ddr", "{'low': 0}"): "donors.us.priorities.ddr has no range of its own; give [low, high] "
    "or {values: [...]}",
    ("shocks.ivorian_crisis.district", "None"): "shocks.ivorian_crisis.district has no list of names that it may "
    "have; give {values: [...]}",
    ("country.patronage", "[0.2, 1.2]"): "country.patronage is given 1.2; it must lie in 0..1 (share)",
    ("country.patronage", "[-0.2, 0.5]"): "country.patronage is given -0.2; it must lie in 0..1 (share)",
    ("country.patronage", "[0.8, 0.2]"): "country.patronage has low 0.8 and high 0.2; low must be below high",
    ("country.patronage", "[0.8, 'x']"): "country.patronage is given x; it must be a number in 0..1 (share)",
    ("country.patronage", "[0.8, True]"): "country.patronage is given true; it must be a number in 0..1 (share)",
    ("country.patronage", "[0.8, float('nan')]"): "country.patronage is given nan; it must be a number in 0..1 (share)",
    ("country.patronage", "[0.1, 0.2, 0.3]"): f"country.patronage is given [0.1, 0.2, 0.3]; {FORMS}",
    ("country.patronage", "0.3"): f"country.patronage is given 0.3; {FORMS}",
    ("country.patronage", "{'valus': [0.1]}"): "country.patronage is given valus; known: low, high, values; did you "
    "mean values?",
    ("country.patronage", "{'values': [0.1], 'low': 0}"): "country.patronage is given values and low; give one",
    ("country.patronage", "{'values': 0.3}"): "country.patronage has values 0.3; give a list such as {values: [0, 1]}",
    ("country.patronage", "{'values': []}"): "country.patronage has values []; give a list such as {values: [0, 1]}",
    ("country.patronage", "{'values': [0.1, 1, 0.1]}"): "country.patronage has the value 0.1 twice; give it once",
    ("country.patronage", "{'values': [0.1, 2]}"): "country.patronage is given 2; it must lie in 0..1 (share)",
    ("run.civilians", "[1000.5, 2000]"): "run.civilians is given 1000.5; it must be a whole number in "
    "500..100,000,000 (rows)",
    ("conflict.window", "['calendr']"): "conflict.window is given calendr; allowed: calendar, rolling12; did you mean "
    "calendar?",
    ("mechanisms.coups", "[0, 1]"): "mechanisms.coups is given 0; it must be true or false",
    ("mechanisms.coups", "{'low': 0}"): "mechanisms.coups is given {...}; leave it empty for all that is allowed, or "
    "give {values: [...]}",
    ("mechanisms.coups", "{'values': 1}"): "mechanisms.coups has values 1; give a list such as {values: [false, true]}",
}


@pytest.mark.parametrize(("asked", "sentence"), BAD.items(), ids=[" ".join(asked)[:50] for asked in BAD])
def test_what_cannot_be_varied_earns_exactly_one_sentence(asked: tuple[str, str], sentence: str) -> None:
    """Whoever writes a study reads which factor is wrong, what was written and what to write instead."""
    faults: list[str] = []
    assert factor_of(asked[0], eval(asked[1]), DATA, faults) is None
    assert faults == [sentence]


@pytest.mark.parametrize("nothing", [None, {}])
def test_nothing_given_means_all_that_the_field_declares(nothing: object) -> None:
    """Range, unit and meaning come from the declaration: they are written once."""
    assert factor("country.patronage", nothing) == Factor(
        "country.patronage", "real", 0.0, 1.0, (), "share", "how far office lives from patronage"
    )
    months = factor("plan.actions.army_dissolution.start", nothing)
    assert (months.kind, months.low, months.high, months.unit) == ("whole", 1.0, 600.0, "months after settlement")
    assert factor("mechanisms.coups", nothing).values == (False, True)
    assert factor("conflict.window", nothing).values == ("calendar", "rolling12")


def test_a_range_may_be_narrowed_in_two_ways() -> None:
    """[low, high] and {low, high} say the same; one end left out is that of the field."""
    narrow = factor("country.patronage", [0.25, 0.5])
    assert narrow == factor("country.patronage", {"high": 0.5, "low": 0.25})
    assert (narrow.low, narrow.high, narrow.values) == (0.25, 0.5, ())
    assert (factor("country.patronage", {"low": 0.25}).low, factor("country.patronage", {"low": 0.25}).high) == (
        0.25,
        1,
    )
    assert factor("donors.us.priorities.ddr", [0, 1]).kind == "real"


def test_values_are_kept_in_their_order_and_kind() -> None:
    """1 is 1.0 for a share and stays 1 for months; names that are not listed anywhere may be given."""
    shares = factor("country.patronage", {"values": [1, 0.25]})
    assert (shares.low, shares.high, shares.values) == (0.25, 1.0, (1.0, 0.25))
    assert [type(value) for value in shares.values] == [float, float]
    months = factor("donors.all.horizon", {"values": [24.0, 12]})
    assert (months.values, [type(value) for value in months.values]) == ((24, 12), [int, int])
    assert factor("shocks.ivorian_crisis.district", ["lofa", "nimba"]).values == ("lofa", "nimba")
    assert factor("mechanisms.coups", [True]).values == (True,)


def test_every_number_switch_and_choice_that_ships_can_be_varied() -> None:
    """Nothing of parameters and mechanisms is left out, and what is given as its own default fits."""
    for part in ("parameters", "mechanisms"):
        for name, value in DATA[part].items():
            assert value_of(factor(f"{part}.{name}"), value) == value


@pytest.mark.parametrize("path", ["country.patronage", "donors.us.horizon", "mechanisms.coups", "conflict.window"])
def test_a_value_that_is_set_reaches_the_scenario_as_an_override_does(path: str) -> None:
    """A point of a study is the scenario that anybody composes by hand, digest and all."""
    data = copy.deepcopy(DATA)
    value = {"donors.us.horizon": 17, "conflict.window": "rolling12", "mechanisms.coups": False}.get(path, 0.125)
    set_path(data, path, value)
    made = Scenario.model_validate_json(Scenario.model_validate(data, strict=False).model_dump_json())
    assert made == compose_scenario([f"{path}={str(value).lower()}"])
    assert DATA == KEPT


@pytest.mark.parametrize(
    "path", ["donors.all.horizon", "country.districts.all.population", "plan.actions.all.share", "shocks.all.size"]
)
def test_all_means_every_member_and_nothing_else(path: str) -> None:
    """One number for every donor, district, action or shock; what is beside it stays."""
    data = copy.deepcopy(DATA)
    value = int(factor(path).low) + 1
    set_path(data, path, value)
    *parents, _, last = path.split(".")
    here, before = data, DATA
    for key in parents:
        here, before = here[key], before[key]
    assert len(before) > 1
    assert here == {name: {**entry, last: value} for name, entry in before.items()}
    assert len(paths_of(path, DATA)) == len(before)


def test_a_member_that_is_called_all_wins() -> None:
    """Then the path means this one alone, as it does everywhere else."""
    data = copy.deepcopy(DATA)
    data["donors"]["all"] = {**data["donors"]["us"]}
    set_path(data, "donors.all.horizon", 7)
    assert [name for name, donor in data["donors"].items() if donor["horizon"] == 7] == ["all"]
    assert paths_of("donors.all.horizon", data) == (("donors", "all", "horizon"),)


def test_all_of_nobody_is_no_key() -> None:
    """A study of donors in a country without donors would vary nothing without a word."""
    faults: list[str] = []
    assert factor_of("donors.all.horizon", None, {**DATA, "donors": {}}, faults) is None
    assert faults == ["donors.all.horizon is not a key; known keys under donors: none"]


def test_a_place_that_is_not_there_is_not_made_up() -> None:
    """A misspelt path must not add a donor."""
    with pytest.raises(KeyError):
        set_path({"donors": {}}, "donors.us.horizon", 3)


def test_two_factors_for_one_value_are_told() -> None:
    """The later would undo the earlier, and the study would find that the earlier does nothing."""
    faults: list[str] = []
    paths = ["country.patronage", "donors.us.horizon", "donors.all.horizon", "donors.eu.pledge_usd_m"]
    set_twice([*paths, "country.patronage"], DATA, faults)
    assert faults == [
        "donors.all.horizon is varied twice, also as donors.us.horizon; give it once",
        "country.patronage is varied twice; give it once",
    ]


def test_a_given_value_must_be_of_the_kind_and_inside() -> None:
    """What a table of rows holds is held to the same range as what is drawn."""
    share, months = factor("country.patronage", [0.25, 0.5]), factor("donors.us.horizon", [3, 9])
    assert [value_of(share, given) for given in (0.25, 0.5, 1, "0.3", True, None)] == [0.25, 0.5, *[None] * 4]
    assert [value_of(months, given) for given in (3, 9.0, 4.5, 10)] == [3, 9, None, None]
    assert value_of(factor("conflict.window", ["calendar"]), "rolling12") is None
