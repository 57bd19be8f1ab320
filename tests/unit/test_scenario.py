"""The scenario as a whole: its shipped data, its rules between parts, its identity."""

from __future__ import annotations

import copy
import json
import re
from fnmatch import fnmatchcase
from typing import Any

import pytest
import yaml

from ssrsim.config import ConfigFaults, choices, compose_scenario, config_folder, load_scenario, validated
from ssrsim.scenario.base import Given
from ssrsim.scenario.parameters import Parameters
from ssrsim.scenario.plan import Plan

SOURCED = sorted(
    path for group in ("country", "donors", "missions") for path in (config_folder() / group).glob("*.yaml")
)
BUNDLES = sorted((config_folder() / "scenario").glob("*.yaml"))
GENERIC = ("ceasefire", "fragile_with_patron", "no_settlement", "settlement", "victory")
REAL = (
    "bosnia_1995",
    "colombia_2016",
    "drc_2003",
    "haiti_2004",
    "liberia_2003",
    "rwanda_1994",
    "sierra_leone_2002",
    "somalia_2012",
    "south_africa_1994",
)
FICTIONAL = ("orvanta", "selmarch")
NOT_MEASURED = {"sources"}


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    """The default scenario as plain data, as it would stand in one YAML file."""
    return json.loads(load_scenario().canonical())


def numeric_leaves(data: Any, path: str = "") -> list[str]:
    """The dotted paths of all numbers, truth values left out."""
    if isinstance(data, dict):
        parts = [(key, value) for key, value in data.items() if key not in NOT_MEASURED]
    elif isinstance(data, list):
        parts = list(enumerate(data))
    else:
        return [path] if isinstance(data, int | float) and not isinstance(data, bool) else []
    return [leaf for key, value in parts for leaf in numeric_leaves(value, f"{path}.{key}" if path else str(key))]


def uncovered(record: dict[str, Any]) -> list[str]:
    """The numbers of one record without a line under its sources; "*" stands for exactly one name."""
    patterns = list(record.get("sources", {}))
    return [
        leaf
        for leaf in numeric_leaves(record)
        if not any(leaf.count(".") == p.count(".") and fnmatchcase(leaf, p) for p in patterns)
    ]


def records(path: Any) -> list[dict[str, Any]]:
    """The records with sources in one file: the country, or each donor or mission; what a bundle lays over them."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    if path.parent.name == "scenario":
        laid_over = [part for group in ("donors", "missions") for part in data.get(group, {}).values()]
        return [*([data["country"]] if "country" in data else []), *laid_over]
    return [data] if path.parent.name == "country" else list(data.values())


@pytest.mark.parametrize("path", [*SOURCED, *BUNDLES], ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_number_of_a_shipped_case_has_a_source(path: Any) -> None:
    """Each numeric leaf is covered by a source: nobody may take an assumption for a measurement."""
    assert [leaf for record in records(path) for leaf in uncovered(record)] == []


@pytest.mark.parametrize("path", [*SOURCED, *BUNDLES], ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_source_line_covers_a_number_and_is_dated_or_assumed(path: Any) -> None:
    """No stale source lines, and each says a year, "to be checked", a data set or "assumed": empty claims mislead."""
    for record in records(path):
        leaves = numeric_leaves(record)
        for pattern, text in record["sources"].items():
            stale = not any(leaf.count(".") == pattern.count(".") and fnmatchcase(leaf, pattern) for leaf in leaves)
            assert not stale or pattern == "priorities.*", pattern
            assert text.startswith("assumed") or re.search(r"\d{4}|to be checked|World Bank", text), (pattern, text)


def test_liberia_has_fifteen_counties_and_its_people() -> None:
    """15 counties on 15 tiles, 3.1 million people, 61,800 fighters: the case is the one that the evidence describes."""
    country = load_scenario().country
    assert len(country.districts) == 15
    assert len({district.tile for district in country.districts.values()}) == 15
    assert country.population == 3_100_000
    assert sum(faction.fighters for faction in country.factions.values()) == 61_800


def test_liberian_donors_pledge_what_aiddata_records() -> None:
    """64 to 70 USD m a year together: the scale of everything that reforms can buy."""
    assert 64 <= sum(donor.pledge_usd_m for donor in load_scenario().donors.values()) <= 70


@pytest.mark.parametrize("name", REAL)
def test_a_real_country_differs_in_data_only(name: str) -> None:
    """Data under its own name, parameters and switches of the default: no behaviour that is one country's alone."""
    real, default = load_scenario(name), load_scenario()
    assert (real.country.name, real.plan.name) == (name, f"{name}_historical")
    assert (real.parameters, real.mechanisms) == (default.parameters, default.mechanisms)
    assert {shock.kind for shock in real.shocks.values()} <= {"economic", "commodity_boom", "patron_intervention"}


# Country: people at the settlement, districts, fighters, USD m a year that donors pledge.
KEY_FIGURES = {
    "bosnia_1995": (3_800_000, 16, 135_000, 90),
    "colombia_2016": (48_000_000, 33, 13_500, 198),
    "drc_2003": (51_000_000, 11, 92_000, 190),
    "haiti_2004": (9_000_000, 10, 6_000, 93),
    "rwanda_1994": (6_000_000, 11, 40_000, 36),
    "somalia_2012": (12_316_894, 18, 9_500, 60),
}


@pytest.mark.parametrize("name", KEY_FIGURES)
def test_a_real_country_has_the_people_fighters_and_aid_of_its_sources(name: str) -> None:
    """What docs/evidence.md says of the case: the figures that every ratio of a run leans on."""
    scenario, (people, districts, fighters, pledged) = load_scenario(name), KEY_FIGURES[name]
    country = scenario.country
    assert (country.population, len(country.districts)) == (people, districts)
    assert len({district.tile for district in country.districts.values()}) == districts
    assert sum(faction.fighters for faction in country.factions.values()) == fighters
    assert sum(donor.pledge_usd_m for donor in scenario.donors.values()) == pytest.approx(pledged, abs=0.5)


@pytest.mark.parametrize("name", choices("scenario"))
def test_a_shipped_scenario_has_the_name_of_its_file_and_a_title_of_its_own(name: str) -> None:
    """scenario=x must give the scenario that calls itself x; two with one title could not be told apart in a report."""
    assert load_scenario(name).name == name
    titles = [load_scenario(other).title for other in choices("scenario")]
    assert len(set(titles)) == len(titles)


def test_generic_scenarios_are_one_country_that_differs_in_how_its_war_ended() -> None:
    """Ten million people in twelve districts, one plan, one set of donors: what differs between them is the settlement.

    Were the people, the money or the plan others, a difference in outcomes would say nothing about settlements.
    """
    scenarios = {name: load_scenario(name) for name in GENERIC}
    assert set(GENERIC) == set(choices("scenario")) - set(REAL) - set(FICTIONAL)
    reference = scenarios["settlement"]
    for scenario in scenarios.values():
        country = scenario.country
        assert (country.population, len(country.districts), len(country.groups)) == (10_000_000, 12, 3)
        assert (scenario.donors, scenario.plan, scenario.shocks) == (reference.donors, reference.plan, {})
        assert country.districts == reference.country.districts
        assert len(country.blocs) >= 3
        assert 2 <= len(country.factions) <= 3
        assert (scenario.parameters, scenario.mechanisms) == (reference.parameters, reference.mechanisms)
    settlements = {name: scenario.country.settlement for name, scenario in scenarios.items()}
    assert settlements == {"settlement": "agreement", "ceasefire": "ceasefire", "victory": "government_victory",
                           "no_settlement": "none", "fragile_with_patron": "agreement"}  # fmt: skip


def test_who_won_and_who_is_armed_from_abroad_stands_in_the_scenario() -> None:
    """Losers are few and promised little; a patron has a client; a ceasefire promises less than an agreement."""
    of = {name: load_scenario(name).country for name in GENERIC}
    fighters = {name: sum(faction.fighters for faction in country.factions.values()) for name, country in of.items()}
    promised = {name: max(faction.inclusion for faction in country.factions.values()) for name, country in of.items()}
    assert fighters["victory"] < fighters["no_settlement"] < fighters["settlement"]
    assert promised["victory"] < promised["ceasefire"] < promised["settlement"]
    assert not any(bloc.governing for bloc in of["victory"].blocs.values() if bloc.faction)
    clients = [faction for faction in of["fragile_with_patron"].factions.values() if faction.kind == "patron_backed"]
    assert [client.patron > 0.5 for client in clients] == [True]
    assert of["fragile_with_patron"].neighbour_hostility > max(
        country.neighbour_hostility for name, country in of.items() if name != "fragile_with_patron"
    )
    assert not load_scenario("victory").missions


@pytest.mark.parametrize("name", REAL)
def test_a_real_country_brings_its_own_donors_and_its_own_history(name: str) -> None:
    """Country, plan and their files carry its name; behaviour is that of every other country.

    Could a case change a parameter or a switch, its outcome would not stand for its initial conditions.
    """
    scenario, generic = load_scenario(name), load_scenario("settlement")
    assert (scenario.country.name, scenario.plan.name) == (name, f"{name}_historical")
    assert scenario.donors != generic.donors
    assert (scenario.parameters, scenario.mechanisms) == (generic.parameters, generic.mechanisms)


@pytest.mark.parametrize("name", FICTIONAL)
def test_a_fictional_country_says_so_and_has_all_of_its_own(name: str) -> None:
    """Title and every source say that nothing was measured: no reader may take an exercise for a country."""
    scenario, default = load_scenario(name), load_scenario()
    assert "fictional" in scenario.title
    assert "fictional" in scenario.country.title
    records = [scenario.country, *scenario.donors.values(), *scenario.missions.values()]
    assert all(text.startswith("assumed; ours: fictional") for one in records for text in one.sources.values())
    assert (scenario.country.name, scenario.plan.name.split("_")[0]) == (name, name)
    assert (scenario.parameters, scenario.mechanisms) == (default.parameters, default.mechanisms)


def busiest_month(plan: Plan) -> float:
    """The largest sum of shares in any month of actions whose start is given, 0..."""
    known = [(start, a) for a in plan.actions.values() if (start := a.fixed_start) is not None]
    months = range(1, 1 + max((start + a.longest for start, a in known), default=0))
    sums = (sum(a.share for start, a in known if start <= m < start + a.longest) for m in months)
    return max(sums, default=0.0)


@pytest.mark.parametrize("plan", choices("plan"))
def test_a_shipped_plan_never_spends_more_than_all(plan: str) -> None:
    """Shares sum to at most 1 in every month: a plan cannot spend the same dollar twice."""
    assert busiest_month(compose_scenario([f"plan={plan}"]).plan) <= 1.0 + 1e-6


def test_a_shipped_plan_has_the_name_of_its_file() -> None:
    """plan=x must give the plan that calls itself x, in tables and on figures."""
    assert [compose_scenario([f"plan={plan}"]).plan.name for plan in choices("plan")] == list(choices("plan"))


def test_digest_ignores_order_comments_and_layout(data: dict[str, Any]) -> None:
    """The identity of a scenario is its content: order, comments and YAML style change nothing."""
    expected = load_scenario().digest()
    reordered = {key: data[key] for key in reversed(data)}
    reordered["country"] = dict(sorted(data["country"].items(), reverse=True))
    flow = "# a comment\n" + yaml.safe_dump(reordered, sort_keys=False, default_flow_style=True)
    block = yaml.safe_dump(data, default_flow_style=False, width=40).replace("\n", "  # remark\n", 1)
    assert validated(yaml.safe_load(flow)).digest() == expected
    assert list(validated(reordered).country.districts) == list(load_scenario().country.districts)
    assert validated(yaml.safe_load(block)).digest() == expected


def test_digest_ignores_how_a_number_is_written() -> None:
    """2 and 2.0 police per 1,000 people are the same world."""
    two = [compose_scenario([f"country.police_per_1000={text}"]).digest() for text in ("2", "2.0", "20e-1")]
    assert two[0] == two[1] == two[2]


def test_digest_changes_with_the_content() -> None:
    """Another seed, plan or number is another scenario: nothing may be mixed up under one identity."""
    texts = ["run.seed=1", "run.seed=2", "plan=do_nothing", "country.police_per_1000=2", "mechanisms.coups=false"]
    assert len({compose_scenario([text]).digest() for text in texts}) == len(texts)


CONTRADICTIONS = [
    ("country.groups.krahn.representation", 0.5, "country.groups.*.representation sum to 1.41; shares must sum to 1"),
    ("country.blocs.civil.power", 0.1, "country.blocs.*.power sum to 0.7; shares must sum to 1"),
    ("country.districts.lofa.groups.krahn", 0.5, "country.districts.lofa.groups sum to 1.5; shares must sum to 1"),
    ("country.districts.lofa.capital", True, "country.districts.*.capital must be true for exactly one district"),
    (
        "country.factions.lurd.group",
        "gio",
        "country.factions.lurd.group is gio; known groups: krahn, majority, mandingo",
    ),
    ("missions.unmil.exit", 20, "missions.unmil.exit is 20; it must not come before drawdown (49)"),
    ("donors.us.priorities.training", 3, "donors.us.priorities.training is 3; it must lie in 0..1 (share)"),
    (
        "plan.actions.audit.share",
        0.9,
        "plan.actions.*.share sum to 1.73 in month 47; in one month they must not exceed 1",
    ),
]


@pytest.mark.parametrize(("path", "value", "expected"), CONTRADICTIONS, ids=[path for path, _, _ in CONTRADICTIONS])
def test_parts_that_contradict_each_other_are_named(data: dict[str, Any], path: str, value: Any, expected: str) -> None:
    """A rule between parts that is broken is told in one sentence: the model never runs on half-sense."""
    changed = copy.deepcopy(data)
    *parents, last = path.split(".")
    place = changed
    for key in parents:
        place = place[key]
    place[last] = value
    with pytest.raises(ConfigFaults) as caught:
        validated(changed)
    assert caught.value.faults == (expected,)


def test_no_parameter_is_declared_twice() -> None:
    """Two themes that share a name would share a number: the first would silently hide the other."""
    themes = [kind for kind in Parameters.__mro__[1:] if issubclass(kind, Given) and kind is not Given]
    names = [name for kind in themes for name in vars(kind).get("__annotations__", {})]
    assert len(names) > 100
    assert sorted(set(names)) == sorted(names)
