"""A search from its plans to its folder: no number comes from worlds that chose, and the claim says what happened."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from ssrsim.analysis.paired import paired_difference
from ssrsim.config.compose import compose_scenario
from ssrsim.lab.ensemble import run_ensemble
from ssrsim.lab.search import KEPT, kept_of, run_candidates, seed_of, trace_of
from ssrsim.report import search_stages
from ssrsim.report.search import run_search
from ssrsim.report.search_stages import Screened, Selected, candidates_of, screened, selected, small
from ssrsim.report.search_words import BY_NAME, remarks
from ssrsim.scenario.planning.candidates import plan_of
from ssrsim.scenario.planning.searching import Search
from tests.unit.small_search import asked, ended, silent


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small search."""
    return delivered(tmp_path_factory.mktemp("search") / "one")


def delivered(folder: Path, *more: str) -> Path:
    """A search that was run into this folder."""
    console = Console(file=io.StringIO(), width=100)
    given = asked(f"output={folder}", *more)
    assert run_search(given, command=["ssrsim", "plan", "search"], console=console) == 0
    return folder


def table(folder: Path, name: str) -> list[dict[str, str]]:
    """A CSV file of a folder."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_no_stage_sees_a_world_of_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """An estimate from worlds that chose a plan is too high: who stands first there has been lucky."""
    seen: dict[str, set[tuple[int, int]]] = {"screening": set(), "selection": set(), "confirmation": set()}
    stage = ""

    def noted(scenario: object, candidates: object, seed: int, worlds: range, report: object) -> object:
        seen[stage] |= {(seed, world) for world in worlds}
        return run_candidates(scenario, candidates, seed, worlds, report)  # pyright: ignore[reportArgumentType]

    def noted_plan(scenario: object, seed: int, worlds: int, report: object) -> object:
        seen[stage] |= {(seed, world) for world in range(worlds)}
        return run_plan(scenario, seed, worlds, report)  # pyright: ignore[reportArgumentType]

    run_plan = search_stages.run_plan
    monkeypatch.setattr(search_stages, "run_candidates", noted)
    monkeypatch.setattr(search_stages, "run_plan", noted_plan)
    search = asked().search
    stage = "screening"
    first = screened(search, candidates_of(search), silent)
    stage = "selection"
    second = selected(search, [first.candidates[place] for place in first.finalists], silent)
    stage = "confirmation"
    search_stages.confirmed(search, first, second, silent)
    assert all(seen.values())
    assert not seen["screening"] & seen["selection"]
    assert not (seen["screening"] | seen["selection"]) & seen["confirmation"]


def test_seeds_go_round_at_the_end() -> None:
    """The last seed that can be given has successors, too."""
    scenario = compose_scenario(["run.seed=4294967295"])
    assert [seed_of(scenario, stage) for stage in range(3)] == [4294967295, 0, 1]


def test_what_is_kept_of_a_run_is_what_other_commands_say() -> None:
    """Peace-months, trust and money of a search are those of `ssrsim run`, from the same worlds."""
    search = asked("scenario=no_settlement", "objective=peace_months").search
    one = candidates_of(search)[2]
    sample = run_candidates(small(search), [one], 7, range(4), silent)
    run = small(search).run.model_copy(update={"seed": 7, "replicates": 4})
    results = run_ensemble(small(search).model_copy(update={"run": run, "plan": plan_of(one)}))
    kept = dict(zip(KEPT, sample.values[0].T, strict=True))
    ends = results.end_of_peace()
    np.testing.assert_array_equal(kept["peace_months"], np.where(np.isnan(ends), results.months, ends))
    np.testing.assert_array_equal(kept["recurrence"], np.isfinite(results.first_month("recurrence_25")))
    np.testing.assert_allclose(kept["trust_police_end"], results.values("trust_police")[:, -1])
    np.testing.assert_allclose(kept["trust_police_mean"], results.means("trust_police"))
    np.testing.assert_allclose(kept["bribe_incidence_mean"], results.means("bribe_incidence"))
    np.testing.assert_allclose(kept["money_spent"], results.values("money_spent")[:, -1])
    population = search.scenario.country.population
    np.testing.assert_allclose(kept["abuse_per_1000"], results.values("abuse")[:, 1:].sum(axis=1) * 1000 / population)
    assert [trace_of(record) for record in results.series] == sample.traces[0].tolist()
    assert tuple(BY_NAME) == KEPT  # the words are of the same measures in the same order


def test_peace_is_nothing_where_the_war_never_ended() -> None:
    """A war that goes on is no peace that held."""
    record = np.zeros(
        4,
        [
            (name, "f8")
            for name in (
                "recurrence_25",
                "war_continues",
                "trust_police",
                "bribe_incidence",
                "abuse",
                "money_leaked",
                "money_spent",
            )
        ],
    )
    assert kept_of(record, 1000)[0] == 3
    record["war_continues"][-1] = 1
    assert kept_of(record, 1000)[:2] == (0.0, 0.0)


@pytest.mark.parametrize("threads", [1, 3])
def test_the_same_search_is_the_same_whatever_the_threads(folder: Path, tmp_path: Path, threads: int) -> None:
    """Every table and plan to the bit: who takes which world is chance, and must not show."""
    again = delivered(tmp_path / "again", f"run.threads={threads}")
    for name in (
        "candidates.csv",
        "finalists.csv",
        "confirmed.csv",
        *(f"plans/{p.name}" for p in folder.glob("plans/*")),
    ):
        assert (again / name).read_bytes() == (folder / name).read_bytes(), name


def test_estimates_are_those_of_the_plan_files(folder: Path) -> None:
    """A plan that was confirmed and runs again from its file, in the worlds of the manifest, gives the same number."""
    manifest = json.loads((folder / "manifest.json").read_text())
    rows = [row for row in table(folder, "confirmed.csv") if row["measure"] == "trust_police_end"]
    runs = []
    for row in rows[:2]:
        plan = folder / "plans" / f"{row['plan']}.yaml"
        runs.append(
            run_ensemble(
                compose_scenario(
                    [
                        "scenario=orvanta",
                        f"plan_file={plan}",
                        "run.months=36",
                        "run.officers=100",
                        "run.civilians=500",
                        f"run.seed={manifest['seeds']['confirmation']}",
                        f"run.replicates={row['n']}",
                    ]
                )
            )
        )
        assert float(row["value"]) == pytest.approx(runs[-1].values("trust_police")[:, -1].mean(), abs=1e-12)
    apart = paired_difference(runs[1], runs[0], "trust_police")
    assert float(rows[1]["difference"]) == pytest.approx(apart.value, abs=1e-12)
    assert float(rows[1]["difference_high"]) >= apart.high  # of several together: wider than of one


def test_the_folder_is_whole(folder: Path) -> None:
    """All that the command promises, and a manifest that knows every file."""
    manifest = json.loads((folder / "manifest.json").read_text())
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert set(manifest["files"]) == files - {"manifest.json"}
    assert {"report.html", "candidates.csv", "finalists.csv", "confirmed.csv", "scenario.yaml"} <= files
    assert len(table(folder, "candidates.csv")) == 6
    assert {"do_nothing", "all_at_once", "orvanta_compact"} < set(manifest["confirmed"])


def test_the_page_asks_nothing_of_the_network_and_says_the_claim(folder: Path) -> None:
    """A page that is mailed must open anywhere; its first sentence is what may be claimed."""
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert not [
        word
        for word in ("http://", "https://", "<script", "src=")
        if word in page.replace('xmlns="http://www.w3.org/2000/svg"', "")
    ]
    assert json.loads((folder / "manifest.json").read_text())["claim"] in page
    assert "not validated" in page
    assert all(figure.with_suffix(".csv").exists() for figure in (folder / "figures").glob("*.svg"))


def test_plans_with_the_same_history_are_one() -> None:
    """Actions that begin after the end change nothing: of six orders two are alike but for them."""
    search = asked("search.apart=17", "run.months=36").search
    late = [one._replace(parts=(*one.parts[:2], one.parts[2]._replace(start=37))) for one in candidates_of(search)]
    twins = [late[0], late[0]._replace(name="twin"), *late[1:]]
    first = screened(search, twins, silent)
    assert first.twin.tolist() == [0, 0, 2, 3, 4, 5, 6]
    assert first.stays[0] == first.stays[1]
    assert 1 not in first.finalists
    assert "1 plan of 7 left the same history" in list(remarks(search, *ended_with(search, first)))[1]


def ended_with(search: Search, first: Screened) -> tuple[Screened, Selected]:
    """The same screening, and a selection of its best."""
    return first, ended(search, 1, True)[1]


def test_a_stopped_search_tells_what_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C after the screening: its result is on screen, the folder is not there, the program ends as stopped."""

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ssrsim.report.search.selected", stopped)
    said = io.StringIO()
    with pytest.raises(KeyboardInterrupt):
        run_search(asked(f"output={tmp_path / 'gone'}"), command=[], console=Console(file=said, width=300))
    assert "Stopped; known so far, and in no folder:\nScreening: " in said.getvalue()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_best_of_all_by_brute_force_is_found(seed: int) -> None:
    """Four reforms far apart in Orvanta, where fighters who wait for years go back to war.

    Brute force in 300 other worlds says how good each order is: what the search selects must be within what does not
    matter (and three standard errors of brute force) of the best, and disarmament must not come last.
    """
    search = asked(
        f"run.seed={seed}", "reforms=[ddr,training,vetting]", "search.apart=30", "search.months=24", "run.months=96",
        "objective=peace", "indifference=.1", "search.screening_worlds=30", "search.worlds=400", "budget=300",
    ).search  # fmt: skip
    candidates = candidates_of(search)
    first = screened(search, candidates, silent)
    finalists = [candidates[place] for place in first.finalists]
    second = selected(search, finalists, silent)
    brute = run_candidates(small(search), candidates, 4_711, range(300), silent).values[:, :, KEPT.index("peace")]
    best = int(brute.mean(axis=1).argmax())
    assert brute.mean(axis=1).min() < brute.mean(axis=1).max() - 0.25  # there is something to find
    for row in second.left:
        place = candidates.index(finalists[row])
        apart = brute[best] - brute[place]
        assert apart.mean() <= 0.1 + 3 * apart.std() / 300**0.5
        assert candidates[place].order[-1] != "ddr"
    assert second.finished
