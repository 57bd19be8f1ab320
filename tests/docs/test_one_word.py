"""One concept, one word: the registry of indicators walked from the column in the world to the label in a figure."""

from __future__ import annotations

import re

import pytest

from ssrsim.analysis.summary import summarise
from ssrsim.plots.trajectories import SHEETS
from ssrsim.records.tables import series_table
from ssrsim.scenario.indicators import BY_NAME, DISTRICT_INDICATORS, INDICATORS, Indicator
from ssrsim.scenario.parameters import Parameters
from ssrsim.scenario.signals import SIGNALS
from ssrsim.world.columns import TABLES
from ssrsim.world.world import RECORD_DTYPE
from tests.unit.synthetic_results import made_up_results

# who says so, and how a label says who says so
SOURCES = {
    "admin": re.compile(r"as (audited|reported|registered|logged|recorded)|on the payroll"),
    "coder": re.compile("as reported"),
    "survey": re.compile("survey"),
    "money": re.compile("money|aid|pay|sponsorship|duplicated"),  # the unit says that it is money
    "se": re.compile("standard error"),
}
NAMES = [indicator.name for indicator in INDICATORS]

# Columns of several tables that are one concept, and what it is: of a part and of the whole, of a month and since the
# settlement, of a fact and of those whom it is true of.
ONE_CONCEPT = {
    "account": "the row of the ledger in which somebody's money stands",
    "admin_insecurity": "insecurity as police statistics publish it",
    "backlog": "cases waiting in courts",
    "bribery": "propensity to take a bribe in a contact",
    "captured": "fighters captured this month",
    "clashes": "clashes of a month",
    "complained": "who filed a complaint this month",
    "condition": "a row of `conditions`",
    "counted": "people that sampled rows add up to",
    "crime": "strength of criminal groups",
    "deaths": "battle deaths of a month",
    "decided_share": "waiting cases that are decided in a month",
    "dismissed": "officers who lose their posts for a sanction, in a month",
    "district": "a row of `districts`",
    "duplicated": "money spent on what others had paid for",
    "effective": "what something does, whatever stands on paper",
    "faction": "a row of `armed_groups`",
    "fled": "people who fled this month",
    "formal": "what stands on paper: law, office, budget",
    "gang_members": "people who live from crime",
    "group": "a row of `groups`",
    "homicides": "homicides of a month",
    "id": "the identity that random numbers follow",
    "insecurity": "insecurity felt",
    "integrated": "soldiers who came in with a faction and would follow its call",
    "justice": "justice as people get it",
    "kind": "which kind of its table a row is",
    "leaked": "money that leaked",
    "livelihood": "how well people live",
    "mission_deterrence": "what peace missions deter",
    "mission_strength": "strength of peace missions",
    "money_returned": "money that went back unspent",
    "months": "how long something lasts",
    "non_state_provision": "security and justice by others than the state",
    "people": "real people",
    "place": "rank of a row within what it is sampled from",
    "population_at_start": "people at the settlement",
    "rents_at_risk": "habitual income that reforms already let would close",
    "rows": "rows that were sampled",
    "sanctions": "cases that ended in a sanction, in a month",
    "service": "police or army",
    "signal": "a row of `signals`",
    "spent": "money that was spent on reforms",
    "sponsorship": "money of politicians for armed factions",
    "start": "first month",
    "state_control": "control by the state",
    "stratum": "a row of `strata`",
    "suspension": "aid that is held back",
    "trust_police": "trust in the police",
    "turned": "a state that changed this month, to its other side or back",
    "month": "a month of the calendar in which something is due",
    "value": "a number in the unit of a signal",
    "vetted_out": "officers whom vetting removed this month",
    "weight": "real people for whom a row stands",
    "will": "will to reform",
}
OTHER_UNITS = {"complained", "turned"}  # a fact of somebody and how many there are; a fact and a code of two facts
# Recorded or given under this name both, and two things: whoever uses one reads which table it is of.
TWO_CONCEPTS = {"representation": "the share of a group among officers, and how far officers mirror all groups"}


def says(label: str, name: str) -> bool:
    """Whether a label has every word of a name, whatever its ending."""
    text = label.lower().replace(",", "")
    return all(SOURCES[word].search(label.lower()) if word in SOURCES else word[:5] in text for word in name.split("_"))


@pytest.mark.parametrize("indicator", INDICATORS, ids=NAMES)
def test_label_says_the_words_of_the_name(indicator: Indicator) -> None:
    """Who reads "people who fled" in a figure must find `fled` in the file, the config and the code."""
    assert says(indicator.label, indicator.name), indicator.label


def test_no_two_indicators_share_a_label() -> None:
    """Two lines of one name in one report cannot be told apart."""
    assert len({indicator.label for indicator in INDICATORS}) == len(INDICATORS)


def test_record_and_table_have_the_names_of_the_registry() -> None:
    """Column of the record, of the stored table and of the data frame: the same name in the same order."""
    assert list(RECORD_DTYPE.names or ()) == NAMES
    assert [name for name in series_table(made_up_results()).column_names if name in BY_NAME] == NAMES


@pytest.mark.parametrize("name", [name for name in NAMES if any(column.name == name for column in TABLES["nation"])])
def test_column_of_the_nation_has_the_unit_of_its_indicator(name: str) -> None:
    """A column that is recorded under its own name must be the same quantity there; the record says what is counted."""
    column = next(column for column in TABLES["nation"] if column.name == name)
    assert column.unit in ("count", BY_NAME[name].unit)
    assert (column.unit == "count") <= (BY_NAME[name].unit in ("cases", "donors", "bodies", "groups"))


def test_no_parameter_has_the_name_of_an_indicator() -> None:
    """What is given and what comes of it are two things."""
    assert set(Parameters.model_fields) & set(NAMES) == set()


def test_districts_are_recorded_under_names_of_the_registry() -> None:
    """A map of trust and a line of trust show one thing; only insecurity is not added up for the country."""
    assert set(DISTRICT_INDICATORS) - set(NAMES) == {"insecurity"}


@pytest.mark.parametrize(
    "signal", [it for it in SIGNALS if it.name.replace(".", "_", 1) in BY_NAME], ids=lambda it: it.name
)
def test_what_plans_react_to_is_called_as_it_is_recorded(signal) -> None:
    """`survey.trust_police` in a plan is `survey_trust_police` in the record, under one label."""
    assert signal.label == BY_NAME[signal.name.replace(".", "_", 1)].label


def test_figures_call_indicators_by_their_label() -> None:
    """A panel of one indicator has its label; a panel of several says their words in title and line ends."""
    for sheet in SHEETS:
        for panel in sheet.panels:
            for name, end in panel.lines:
                if name in BY_NAME:
                    alone = len(panel.lines) == 1
                    assert panel.title == BY_NAME[name].label if alone else says(f"{panel.title} {end}", name), name


def test_summary_calls_indicators_by_their_label() -> None:
    """The first table of a report leads to the columns that it sums up."""
    for row in summarise(made_up_results()):
        name = re.sub("_(end|mean|change)$", "", row.name)
        if name in BY_NAME:
            assert says(f"{row.label}: {row.text}", name), (row.name, row.label)


def test_a_column_of_two_tables_is_one_concept() -> None:
    """`captured` was people in one table and a state in another; the word must say the same wherever it stands."""
    meanings: dict[str, set[str]] = {}
    units: dict[str, set[str]] = {}
    for columns in TABLES.values():
        for column in columns:
            meanings.setdefault(column.name, set()).add(column.meaning)
            units.setdefault(column.name, set()).add(column.unit)
    several = {name for name, texts in meanings.items() if len(texts) > 1}
    assert several == set(ONE_CONCEPT) | set(TWO_CONCEPTS), "use the same words, declare it, or take another"
    assert {name for name in set(meanings) - set(TWO_CONCEPTS) if len(units[name]) > 1} == OTHER_UNITS
