"""The example for Mesa's own page works, as far as that can be tried where SolaraViz is not installed."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "mesa_solara_app.py"


class Recorder(ModuleType):
    """Stands in for mesa.visualization and keeps what it was asked for."""

    def __init__(self) -> None:
        super().__init__("mesa.visualization")
        self.page: dict[str, Any] = {}
        self.plotted: list[str] = []
        self.Slider = lambda label, **limits: limits
        self.make_plot_component = self.plotted.extend
        self.SolaraViz = lambda model, **page: self.page.update(model=model, **page)


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    recorder = Recorder()
    monkeypatch.setitem(sys.modules, "mesa.visualization", recorder)
    runpy.run_path(str(EXAMPLE))
    return recorder


def test_the_page_makes_a_model_from_every_plan_that_it_offers(shown: Recorder) -> None:
    """SolaraViz calls the class with the values of its controls: a name that is not taken would stop the page."""
    parameters = shown.page["model_params"]
    others = {name: control["value"] for name, control in parameters.items() if name != "plan"}
    for plan in parameters["plan"]["values"]:
        model = type(shown.page["model"])(plan=plan, **{**others, "civilians": 1_000})
        assert model.spec.plan.name == plan


def test_everything_plotted_is_collected(shown: Recorder) -> None:
    """A plot of what nobody collects would stay empty."""
    model = shown.page["model"]
    model.step()
    assert set(shown.plotted) <= set(model.datacollector.get_model_vars_dataframe().columns)


def test_the_example_loads_in_solara() -> None:
    """With SolaraViz there, the module must load as `solara run` loads it."""
    pytest.importorskip("solara", reason="solara is no part of the install; see examples/mesa_solara_app.py")
    assert "page" in runpy.run_path(str(EXAMPLE))
