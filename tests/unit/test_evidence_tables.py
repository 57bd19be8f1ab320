"""Tables that ship as evidence: small, licensed, nothing to choose from; what countries quote stands in them."""

from __future__ import annotations

import csv
import math
import re
from functools import cache

import pytest

from ssrsim.config import choices, config_folder, load_scenario
from ssrsim.config.shipped import EVIDENCE, groups

FOLDER = config_folder() / EVIDENCE
TABLES = sorted(path.name for path in FOLDER.glob("*.csv"))
# Country: code, and the calendar years that its ratings are taken from (docs/evidence.md, section 4)
RATED = {
    "bosnia_1995": ("BIH", (1995,)),
    "colombia_2016": ("COL", (2016,)),
    "drc_2003": ("COD", (2003,)),
    "haiti_2004": ("HTI", (2004,)),
    "liberia_2003": ("LBR", (2003,)),
    "rwanda_1994": ("RWA", (1995,)),  # the ratings of 1994 are those of the old regime
    "sierra_leone_2002": ("SLE", (2001, 2002)),  # a January lies between two ratings
    "somalia_2012": ("SOM", (2012,)),
    "south_africa_1994": ("ZAF", (1994,)),
}


@cache
def rows(name: str) -> list[dict[str, str]]:
    """One table as text."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rated(country: str, variable: str) -> list[float]:
    """The ratings of V-Dem that hold for a country at its settlement; fewer where a year was not rated."""
    code, years = RATED[country]
    found = {int(row["year"]): row[variable] for row in rows("vdem_at_settlement.csv") if row["country_code"] == code}
    return [float(found[year]) for year in years if found[year]]


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


def test_the_folder_is_nothing_to_choose_from() -> None:
    """A table is no part of a scenario: it must not turn up as a group on the command line."""
    assert EVIDENCE not in groups()
    assert not list(FOLDER.glob("*.yaml"))


def test_every_table_is_small_and_told_of_with_source_and_licence() -> None:
    """Who passes a table on must know whose it is, and a wheel must not grow by data."""
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| `(\w+\.csv)` \|(.*)\|$", readme, flags=re.MULTILINE))
    assert sorted(told) == TABLES
    assert all(len(line.split("|")) == 4 and re.search(r"CC BY|MIT|facts", line) for line in told.values())
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 100_000


def test_every_real_country_is_rated() -> None:
    """Nine countries, one rule each for the year."""
    with_own_history = {name for name in choices("scenario") if f"{name}_historical" in choices("plan")}
    assert with_own_history == set(RATED)


@pytest.mark.parametrize("name", RATED)
def test_a_country_starts_where_the_experts_saw_it(name: str) -> None:
    """Corruption, formal oversight and media freedom are V-Dem's ratings, by one rule for all countries."""
    country = load_scenario(name).country
    assert country.corruption == pytest.approx(mean(rated(name, "v2x_pubcorr")), abs=6e-4)
    assert country.oversight_formal == pytest.approx(mean(rated(name, "v2xlg_legcon")), abs=6e-4)
    assert country.media_freedom == pytest.approx(mean(rated(name, "v2x_civlib")), abs=6e-4)
    assert country.oversight_effective == pytest.approx(0.4 * country.oversight_formal, abs=6e-3)


@pytest.mark.parametrize("name", RATED)
def test_independence_is_that_of_the_high_court_in_every_country(name: str) -> None:
    """The normal probability of v2juhcind, on the scale of V-Dem's measurement model; the source says which values.

    Countries rated by different questions could not be compared.
    """
    ratings = rated(name, "v2juhcind")
    country = load_scenario(name).country
    expected = mean([(1 + math.erf(rating / math.sqrt(2))) / 2 for rating in ratings])
    assert country.oversight_independence == pytest.approx(expected, abs=6e-4)
    source = country.sources["oversight_independence"]
    assert "v2juhcind" in source
    assert all(f"{rating:.3f}" in source for rating in ratings)


@pytest.mark.parametrize("name", sorted(set(RATED) - {"rwanda_1994"}))
def test_justice_is_the_rating_of_access_to_justice(name: str) -> None:
    """But for Rwanda, where most judges were dead and the source says by how much the rating was cut."""
    assert load_scenario(name).country.justice == pytest.approx(mean(rated(name, "v2xcl_acjst")), abs=6e-4)


@pytest.mark.parametrize("name", RATED)
def test_growth_is_what_the_world_bank_counted(name: str) -> None:
    """Where a source names two incomes and two years, they stand in the table and give the growth."""
    country = load_scenario(name).country
    said = country.sources["growth"]
    found = re.search(r"from ([\d,]+) to ([\d,]+) USD between (\d{4}) and (\d{4})", said)
    assert found, said
    first, last, begin, end = found.groups()
    code = RATED[name][0]
    income = {int(r["year"]): float(r["gdp_per_capita_usd"] or "nan") for r in rows("wdi_nine_cases.csv")
              if r["country_code"] == code}  # fmt: skip
    assert income[int(begin)] == pytest.approx(float(first.replace(",", "")), abs=0.6)
    assert income[int(end)] == pytest.approx(float(last.replace(",", "")), abs=0.6)
    rate = (income[int(end)] / income[int(begin)]) ** (1 / (int(end) - int(begin))) - 1
    assert country.growth == pytest.approx(rate, abs=4e-3)


def test_tables_give_the_facts_that_patterns_name() -> None:
    """P1 and P14 are judged by these: recurrence after agreements, and the order in which police reform gets done."""
    kept = {
        int(row["horizon_years"]): row
        for row in rows("ucdp_recurrence_by_outcome_km.csv")
        if (row["settlement_since"], row["outcome"]) == ("1989", "peace agreement")
    }
    assert float(kept[5]["cum_recurrence"]) == pytest.approx(0.35, abs=0.005)
    assert float(kept[10]["cum_recurrence"]) == pytest.approx(0.475, abs=0.005)
    done = {
        column: mean([int(row[column]) for row in rows("prpa_police_reform_implementation.csv") if row[column]])
        for column in ("train", "accprosecute", "accstrength", "comp_gender")
    }
    assert list(done.values()) == sorted(done.values(), reverse=True)
