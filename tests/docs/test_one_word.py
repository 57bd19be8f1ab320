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
