"""The model in Mesa's own page, SolaraViz: `solara run examples/mesa_solara_app.py`.

For trainers there is `ssrsim dashboard`. SolaraViz is no part of the install. These versions show a page without
internet (others fetch parts of it from elsewhere, and stay blank offline):
pip install altair solara==1.58.2 solara-server==1.58.2 solara-ui==1.58.2 solara-assets==1.58.2 "ipyvue<2"
    "ipyvuetify<2" "starlette<1"
"""

from mesa.visualization import Slider, SolaraViz, make_plot_component

from ssrsim import SSRModel, load_scenario

PLANS = ("orvanta_compact", "oversight_first", "ddr_first", "everything_at_once", "staged")
PLOTS = (
    {"trust_police": "#0072B2", "survey_trust_police": "#D55E00"},
    {"reform_formal": "#D55E00", "reform_effective": "#0072B2"},
    {"money_leaked": "#0072B2", "money_spent": "#D55E00"},
)


class Orvanta(SSRModel):
    """The fictional country under a plan, as SolaraViz makes models: from the values of sliders and lists."""

    def __init__(self, plan: str = PLANS[0], seed: int = 1, civilians: int = 10_000, rng: int | None = None) -> None:
        super().__init__(load_scenario("orvanta", [f"plan={plan}", f"run.civilians={civilians}"]), rng=seed)


page = SolaraViz(
    Orvanta(),
    components=[make_plot_component(plot) for plot in PLOTS],
    model_params={
        "plan": {"type": "Select", "value": PLANS[0], "values": list(PLANS), "label": "Plan"},
        "seed": Slider("Random world (seed)", value=1, min=1, max=100),
        "civilians": Slider("Civilians", value=10_000, min=1_000, max=20_000, step=1_000),
    },
    name="Orvanta, month by month (not validated)",
)
