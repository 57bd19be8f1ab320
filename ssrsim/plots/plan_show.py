"""A plan before anything runs: its actions as bars, and its money year by year. Nothing here was simulated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from ssrsim.plots.labels import shortened
from ssrsim.plots.style import BLUE, GREEN, INK, ORANGE, VERMILLION, WIDTH, WORDS, Drawn, styled, time_axis
from ssrsim.scenario.planning.money import YearOfMoney
from ssrsim.scenario.planning.schedule import Bar
from ssrsim.scenario.planning.seen import NEVER
from ssrsim.scenario.scenario import Scenario

TYPE, SMALL_TYPE = 13.0, 11.5  # points: to be read at arm's length
LONGEST = 22.0  # em of a label
ROOM = 0.22  # of the axis that a few words in a bar take
GANTT = (
    "Full bars: months in which money may flow, if nobody refuses. Outlines: the start is open, and this is when it "
    "may "
    "run. Orange bars need a law. Number: share of the monthly reform budget. Nothing was run."
)
MONEY = (
    "Bars: what all actions could use in a year, if each is let as early as it can be. Line: what can be spent well of "
    "what donors pledge and the state can give, as forces and state stand at the settlement. No luck, no leaks, no "
    "suspension: arithmetic on what is given, no forecast. Not validated."
)


def gantt_figure(scenario: Scenario, bars: Sequence[Bar]) -> Drawn | None:
    """The actions as bars on the time axis; None where none begins within the run."""
    drawn = [bar for bar in bars if bar.first < NEVER]
    if not drawn:
        return None
    with styled():
        figure = Figure(figsize=(WIDTH, 1.1 + 0.4 * len(drawn)))
        axes = figure.subplots()
        for row, bar in enumerate(drawn):
            colour = ORANGE if bar.needs_law else BLUE
            look: dict[str, Any] = {"facecolor": "white", "hatch": "////"} if bar.is_open else {"facecolor": colour}
            axes.barh(row, bar.last - bar.first + 1, left=bar.first - 1, height=0.62, edgecolor=colour, linewidth=1.6,
                      **look)  # fmt: skip
            axes.annotate(f"{bar.share:.2f}", (bar.last, row), xytext=(5, 0), textcoords="offset points", va="center",
                          color=INK, fontsize=SMALL_TYPE, annotation_clip=False)  # fmt: skip
        _name_colours(axes, drawn, scenario.run.months)
        names = [shortened(bar.name.replace("_", " ").capitalize(), LONGEST) for bar in drawn]
        axes.set_yticks(range(len(drawn)), names, fontsize=TYPE, color=INK)
        axes.set_ylim(len(drawn) - 0.4, -0.6)
        axes.grid(visible=False, axis="y")
        time_axis(axes, scenario.run.months, scenario.country)
        axes.tick_params(axis="x", labelsize=SMALL_TYPE)
    laws = sum(bar.needs_law for bar in drawn)
    title = f"When each action is planned: {laws or 'none'} of {len(drawn)} {'needs' if laws == 1 else 'need'} a law"
    return Drawn("gantt", title, GANTT, figure, gantt_frame(bars), _alt(drawn))


def _name_colours(axes: Any, bars: Sequence[Bar], months: int) -> None:
    """What a colour means, written into the longest full bar that has it."""
    for needs_law, words in ((True, "needs a law"), (False, "needs no law")):
        full = [(bar.last - bar.first, row) for row, bar in enumerate(bars) if bar.needs_law is needs_law
                and not bar.is_open]  # fmt: skip
        if full and max(full)[0] >= ROOM * months:
            row = max(full)[1]
            colour = INK if needs_law else "white"
            axes.annotate(words, (bars[row].first - 1, row), xytext=(6, 0), textcoords="offset points", va="center",
                          color=colour, fontsize=SMALL_TYPE, fontweight="bold")  # fmt: skip


def gantt_frame(bars: Sequence[Bar]) -> pd.DataFrame:
    """One row for each action; first and last are empty where it never begins within the run."""
    frame = pd.DataFrame(bars, columns=list(Bar._fields))
    return frame.replace({"first": {NEVER: float("nan")}})


def _alt(bars: Sequence[Bar]) -> str:
    return "; ".join(
        f"{bar.name.replace('_', ' ')}, months {bar.first:.0f} to {bar.last:.0f}{' if its start opens' * bar.is_open}"
        for bar in bars
    ) + "."  # fmt: skip


def money_figure(years: Sequence[YearOfMoney]) -> Drawn | None:
    """The money of each year: asked as bars, what can be spent well as a line; None where nothing is asked."""
    if not any(year.asked > 0 for year in years):
        return None
    with styled():
        figure = Figure(figsize=(WIDTH, 4.2))
        axes = figure.subplots()
        for place, year in enumerate(years):
            within = min(year.asked, year.absorbed)
            axes.bar(place, within, width=0.7, color=BLUE)
            if year.is_short:
                axes.bar(place, year.asked - within, bottom=within, width=0.7, facecolor="white", edgecolor=VERMILLION,
                         hatch="////", linewidth=1.4)  # fmt: skip
        edges = [place - 0.5 for place in range(len(years) + 1)]
        axes.stairs([year.absorbed for year in years], edges, color=INK, linewidth=2.6, baseline=None)
        axes.stairs([year.donors + year.state for year in years], edges, color=GREEN, linewidth=2.0, baseline=None,
                    linestyle=(0, (4, 2)))  # fmt: skip
        top = max(max(year.asked, year.donors + year.state) for year in years)
        _label_lines(axes, years[-1], len(years), top)
        busiest = max(range(len(years)), key=lambda place: years[place].asked)
        short = years[busiest].is_short
        axes.annotate("asked", (busiest, years[busiest].asked), xytext=(0, 4), textcoords="offset points", ha="center",
                      color=WORDS[VERMILLION] if short else BLUE, fontsize=SMALL_TYPE, fontweight="bold")  # fmt: skip
        axes.set(xlim=(-0.6, len(years) - 0.4), ylim=(0, top * 1.12))
        step = -(-len(years) // 15)
        axes.set_xticks(range(0, len(years), step), [str(place + 1) for place in range(0, len(years), step)])
        axes.grid(visible=False, axis="x")
        axes.set_xlabel("year after the settlement", fontsize=SMALL_TYPE)
        axes.set_ylabel("USD m a year", fontsize=SMALL_TYPE)
        axes.tick_params(labelsize=SMALL_TYPE)
    return Drawn("money", money_title(years), MONEY, figure, pd.DataFrame(years, columns=list(YearOfMoney._fields)),
                 _money_alt(years))  # fmt: skip


def _label_lines(axes: Any, last: YearOfMoney, n: int, top: float) -> None:
    """The two lines named where they end, kept apart."""
    well, there = last.absorbed, last.donors + last.state
    above = max(there, well + 0.13 * top)
    for height, text, colour in ((well, "can be\nspent well", INK), (above, "can\ncome in", WORDS[GREEN])):
        axes.annotate(text, (n - 0.5, height), xytext=(7, 0), textcoords="offset points", va="center", color=colour,
                      fontsize=SMALL_TYPE, fontweight="bold", annotation_clip=False)  # fmt: skip


def money_title(years: Sequence[YearOfMoney]) -> str:
    """The one message of the figure."""
    short = [place + 1 for place, year in enumerate(years) if year.is_short]
    if not short:
        return "In every year, what is asked can be spent well"
    if len(short) == len(years):
        return "In every year, more is asked than can be spent well"
    if len(short) > 4:
        return f"In {len(short)} of {len(years)} years, more is asked than can be spent well"
    which = f"year {short[0]}" if len(short) == 1 else f"years {', '.join(map(str, short[:-1]))} and {short[-1]}"
    return f"In {which}, more is asked than can be spent well"


def _money_alt(years: Sequence[YearOfMoney]) -> str:
    told = (f"year {place}: asked {year.asked:.1f}, can be spent well {year.absorbed:.1f}"
            for place, year in enumerate(years, start=1))  # fmt: skip
    return "; ".join(told) + " (USD m)."
