"""Tile maps: every district once, in its place, readable for one district and for sixty, honest about uncertainty."""

from __future__ import annotations

import numpy as np
import pytest
from synthetic_results import made_up_results, made_up_scenario

from ssrsim.analysis.districts import MEASURES, district_frame
from ssrsim.analysis.intervals import mean_interval
from ssrsim.plots.districts import (
    CLASSES,
    SHADES,
    class_bounds,
    district_figures,
    luminance,
    shade_of,
    tile_layout,
    writing_on,
)
from ssrsim.plots.labels import broken, em_wide, short_names, shortened
from ssrsim.plots.style import INK, WIDTH, to_svg
from ssrsim.scenario.scenario import Scenario

DEATHS = next(measure for measure in MEASURES if measure.name == "battle_deaths")
TRUST = next(measure for measure in MEASURES if measure.name == "trust_police")


def _with_districts(number: int, title: str = "District of the Western Highlands") -> Scenario:
    scenario = made_up_scenario(replicates=3)
    one = next(iter(scenario.country.districts.values()))
    districts = {
        f"d{i}": one.model_copy(update={"tile": divmod(i, 8), "title": f"{title} {i}", "capital": i == 0})
        for i in range(number)
    }
    country = scenario.country.model_copy(update={"districts": districts})
    return scenario.model_copy(update={"country": country})


def _texts(drawn) -> list[str]:
    return [text.get_text() for text in drawn.figure.axes[0].texts]


def test_map_shows_the_mean_over_runs_at_both_moments():
    """The number in a tile is the mean of the recorded values, with the interval of a mean."""
    results = made_up_results()
    frame = district_frame(results, TRUST).set_index(["moment", "district"])
    for moment, month in (("start", 0), ("end", -1)):
        for column, name in enumerate(results.scenario.country.districts):
            expected = mean_interval(results.districts["trust_police"][:, month, column].astype(float))
            assert frame.loc[(moment, name), ["value", "low", "high", "n"]].tolist() == pytest.approx(list(expected))


def test_map_rates_are_per_100_000_people_a_year():
    """One death a month among 1.2 million people is 12 a year, 1 per 100,000; off by 12 is the classic mistake."""
    results = made_up_results()
    results.districts["battle_deaths"] = 1.0
    frame = district_frame(results, DEATHS)
    assert frame[frame["district"] == "harbour"]["value"].tolist() == pytest.approx([1.0, 1.0])


def test_map_of_a_short_run_counts_the_months_there_are():
    """A run of three months has no 12 months: the rate is still a yearly one."""
    results = made_up_results(made_up_scenario(replicates=4, months=3))
    results.districts["battle_deaths"] = 1.0
    assert district_frame(results, DEATHS)["value"].iloc[0] == pytest.approx(1.0)


def test_no_map_without_records_and_none_of_nothing():
    """What was not recorded has no map; a map of zeros would be fifteen times nothing."""
    assert district_figures(made_up_results(made_up_scenario(districts=False))) == ()
    results = made_up_results()
    results.districts["battle_deaths"] = 0
    assert "map_battle_deaths" not in [drawn.name for drawn in district_figures(results)]


@pytest.mark.parametrize("tiles", [[(0, 0)], [(i // 8, i % 8) for i in range(60)], [(5, 5), (5, 5), (1, 2)],
                                   [(-1_000_000, 3), (10**9, 10**9)], [(0, i) for i in range(200)]])  # fmt: skip
def test_tiles_never_overlap_and_stay_in_the_figure(tiles):
    """Two districts on one place would hide one of them; a stray tile must not make a figure of a mile."""
    place = tile_layout(tiles)
    assert len(set(zip(place.rows.tolist(), place.columns.tolist(), strict=True))) == len(tiles)
    assert place.n_columns * place.width * place.across <= WIDTH
    assert place.n_rows <= max(25, len(tiles))


@pytest.mark.parametrize("number", [1, 60])
def test_map_names_every_district_differently(number):
    """Sixty districts called alike but for the end of their names must stay apart on the map and whole in the data."""
    drawn = district_figures(made_up_results(_with_districts(number)))[0]
    assert drawn.data["title"].nunique() == number
    place = tile_layout([(i // 8, i % 8) for i in range(number)])
    assert place.height >= 0.4
    assert to_svg(drawn).count("±") > number  # the width of each interval, and the note that explains it


def test_names_that_begin_alike_show_where_they_differ():
    """A number of ours behind a name could be taken for the number in another district's name."""
    titles = [f"District number {number:03d} of the realm" for number in range(30)]
    assert len(set(short_names(titles, 9.0, 1))) == 30
    titles = [f"District number {number:03d}" for number in range(30)]
    assert all(name.endswith(title[-3:]) for name, title in zip(short_names(titles, 6.0, 1), titles, strict=True))
    numbered = short_names(["The same name twice"] * 2, 5.0, 1)
    assert numbered == ["#1", "#2"]


def test_names_fit_their_tiles_and_stay_unique():
    """A title of 120 characters is cut, never written over its neighbours."""
    titles = ["Montserrado", "Grand Cape Mount", "W" * 120, "Upper " * 20, "Upper " * 19 + "River", "省" * 30, "\u202e"]
    for most, lines in ((3.0, 1), (6.5, 2)):
        names = short_names(titles, most, lines)
        assert len(set(names)) == len(titles)
        assert max(em_wide(line) for name in names for line in name.split("\n")) <= most
        assert max(name.count("\n") for name in names) < lines
    assert broken("Grand Cape Mount", 6.5, 2) == "Grand Cape\nMount"
    assert shortened("Grand Cape Mount", 6.5) == "Grand Cap…"


def test_shades_darken_with_the_value_in_grey_too():
    """In black and white the ramp must still be a ramp, and writing on each shade must stand out (WCAG AA, 4.5)."""
    shades = [SHADES(index / (CLASSES - 1)) for index in range(CLASSES)]
    brightness = [luminance(shade) for shade in shades]
    assert brightness == sorted(brightness, reverse=True)
    for shade in shades:
        ink = (
            1.0 if writing_on(shade) == "white" else luminance(tuple(int(INK[i : i + 2], 16) / 255 for i in (1, 3, 5)))
        )
        light, dark = max(ink, luminance(shade)), min(ink, luminance(shade))
        assert (light + 0.05) / (dark + 0.05) >= 4.5


@pytest.mark.parametrize(("values", "is_share"), [([0.21, 0.34], True), ([0.0, 1.0], True), ([0.3, 0.3], True),
                                                  ([0.0, 87.0], False), ([0.001, 0.002], False)])  # fmt: skip
def test_classes_hold_every_value(values, is_share):
    """A value outside the key could not be read from its shade."""
    bounds = class_bounds(np.array(values), is_share=is_share)
    assert len(bounds) == CLASSES + 1
    assert bounds[0] <= min(values)
    assert max(values) <= bounds[-1] + 1e-12
    assert (np.diff(bounds) > 0).all()
    assert shade_of(bounds[0], bounds) == SHADES(0.0)
    assert shade_of(bounds[-1], bounds) == SHADES(1.0)


@pytest.mark.parametrize("is_share", [True, False])
@pytest.mark.parametrize("width", [0.0, 0.03, 0.12, 0.3, 0.9, 3.0])
def test_no_class_is_narrower_than_the_noise(width, is_share):
    """Tiles that differ by luck alone must not run from near-white to near-black."""
    values = np.array([0.26, 0.31, 0.36])
    bounds = class_bounds(values, is_share=is_share, widths=np.full(3, width))
    assert len(bounds) == 2 or np.diff(bounds).min() >= width - 1e-9
    assert np.diff(bounds).min() >= 0.05 - 1e-9
    assert bounds[0] <= 0.26
    assert bounds[-1] >= 0.36 - 1e-9
    if is_share:
        assert 0 <= bounds[0] < bounds[-1] <= 1 + 1e-9
    assert len(bounds) <= CLASSES + 1


@pytest.mark.parametrize("width", [0.0, 0.1, 0.14, 0.2, 0.3, 0.4])
def test_bounds_of_rates_are_round(width):
    """A key that reads 0.1875 suggests digits that nobody measured."""
    for high in (0.6, 0.12, 1.3, 2.4, 2.6, 6.1, 740.0):
        bounds = class_bounds(np.array([0.0, high]), is_share=False, widths=np.full(2, width * high))
        assert all(float(f"{bound:.3g}") == pytest.approx(bound) for bound in bounds), bounds
        assert bounds[-1] >= high


def test_noise_of_few_runs_spreads_over_few_shades():
    """Six runs, trust of 0.26 to 0.36, each 0.06 up or down: neighbours in shade at most."""
    values = np.array([0.26, 0.29, 0.31, 0.33, 0.36])
    bounds = class_bounds(values, is_share=True, widths=np.full(5, 0.12))
    classes = {int(np.searchsorted(bounds, value, side="right")) for value in values}
    assert max(classes) - min(classes) <= 1


@pytest.mark.parametrize("classes", [1, 2, 4, CLASSES])
def test_fewer_classes_keep_shades_apart_and_readable(classes):
    """With fewer classes the shades stay those whose writing is known to stand out, each another one, in order."""
    bounds = np.linspace(0, 1, classes + 1)
    shades = [shade_of(middle, bounds) for middle in (bounds[:-1] + bounds[1:]) / 2]
    known = [SHADES(index / (CLASSES - 1)) for index in range(CLASSES)]
    places = [known.index(shade) for shade in shades]
    assert places == sorted(set(places))


@pytest.mark.parametrize(("months", "headings"), [
    (1, ["The one month, September 2003"]), (12, ["All 12 months, to August 2004"]),
    (13, ["First 12 months", "Last 12 months, to September 2004"]),
])  # fmt: skip
def test_a_rate_of_a_short_run_is_one_map(months, headings):
    """Where the first and the last months are the same ones, a second map would show a change that cannot be."""
    results = made_up_results(made_up_scenario(replicates=4, months=months))
    drawn = next(drawn for drawn in district_figures(results) if drawn.name == "map_battle_deaths")
    districts = len(results.scenario.country.districts)
    assert [text for text in _texts(drawn) if "month" in text][: len(headings)] == headings
    assert len(drawn.data) == districts * len(headings)
    assert ("One map" in drawn.caption) == (len(headings) == 1)
    tiles = [text for text in _texts(drawn) if text in ("Harbour", "Hills")]
    assert len(tiles) == len(drawn.data)
    trust = next(drawn for drawn in district_figures(results) if drawn.name == "map_trust_police")
    assert len(trust.data) == 2 * districts


def test_map_of_one_run_claims_no_interval():
    """One run has no spread: no ± may stand in a tile."""
    drawn = district_figures(made_up_results(made_up_scenario(replicates=1)))[0]
    assert not [text for text in _texts(drawn) if text.startswith("±")]
    assert any("too few runs" in text for text in _texts(drawn))
