"""The collector that a model begins with: what Mesa's would find, however it reads."""

from __future__ import annotations

import mesa

from ssrsim.config import load_scenario
from ssrsim.model import SSRModel

SMALL = ["run.civilians=500", "run.officers=150", "run.months=4"]


def test_own_datacollector_collects_what_mesas_would() -> None:
    """Reading a line at once must change neither a value nor what else somebody asks this collector for."""
    model = SSRModel(load_scenario("liberia_2003", SMALL), rng=1)
    asked = {name: name for name in model.datacollector.model_reporters}
    mesas = mesa.DataCollector(asked | {"blocs": lambda m: len(m.world.blocs)})
    own = model.datacollector
    own.model_reporters["blocs"], own.model_vars["blocs"] = mesas.model_reporters["blocs"], []
    for _ in range(3):
        model.step()
        mesas.collect(model)
    assert own.model_vars == mesas.model_vars
    assert own.get_model_vars_dataframe().equals(mesas.get_model_vars_dataframe())


def test_own_datacollector_asks_a_subclass_that_knows_better() -> None:
    """An indicator that a user's model tells in another way is collected as it tells it."""

    class Optimist(SSRModel):
        @property
        def trust_police(self) -> float:
            return 1.0

    with Optimist(load_scenario("liberia_2003", SMALL), rng=1) as model:
        model.step()
        assert model.datacollector.model_vars["trust_police"] == [1.0]
        assert model.datacollector.model_vars["trust_army"] == [model.trust_army]
