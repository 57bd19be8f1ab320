"""Trajectories: what is said of a figure has the digits of the tables, and holds for runs of one month."""

from __future__ import annotations

import pytest
from synthetic_results import made_up_results, made_up_scenario

from ssrsim.analysis.summary import DECIMALS
from ssrsim.plots.style import to_svg
from ssrsim.plots.survival import survival_figure
from ssrsim.plots.trajectories import SHEETS, trajectory_figures


def test_descriptions_write_numbers_as_tables_do():
    """Nobody can hear "1.09e+03": a thousand people are 1,090."""
    results = made_up_results()
    results.series["battle_deaths"] = 0
    results.series["battle_deaths"][:, -12:] = 100
    results.series["fighters"] = 21_340
    conflict = next(drawn for drawn in trajectory_figures(results) if drawn.name == "conflict")
    assert "Battle deaths: from 0 to 1,200" in conflict.alt
    assert "Fighters: from 21,340 to 21,340" in conflict.alt
    assert not [drawn.name for drawn in trajectory_figures(results) if "e+" in drawn.alt]


def test_every_unit_of_a_panel_has_its_digits():
    """A unit without digits of its own would show deaths with two decimals."""
    assert {panel.unit for sheet in SHEETS for panel in sheet.panels} <= set(DECIMALS)


@pytest.mark.parametrize("months", [1, 12])
def test_figures_stand_runs_of_one_year_and_less(months):
    """The first try is short: every figure must be drawn and speak of one month as one."""
    results = made_up_results(made_up_scenario(replicates=1, months=months))
    figures = (survival_figure(results), *trajectory_figures(results))
    assert all(to_svg(drawn).startswith("<svg") for drawn in figures)
    said = " ".join(drawn.alt for drawn in figures)
    assert "1 months" not in said
    assert "1 runs" not in said
