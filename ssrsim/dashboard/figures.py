"""The chart of the chosen indicator, one for each branch on the same scale, and what its futures say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nicegui import ui

from ssrsim.dashboard.charts import options
from ssrsim.dashboard.elements import box, put, text, write

if TYPE_CHECKING:
    from ssrsim.dashboard.screen import Screen
    from ssrsim.dashboard.shot import Shot


class Figures:
    """A heading, a line that says what is drawn, and the charts."""

    def __init__(self, screen: Screen) -> None:
        self._screen, words = screen, screen.words
        with box(
            "section", "panel figures", aria_label=words("ui.chart"), data_part="chart", id="figures", tabindex="-1"
        ):
            with box("div", "title"):
                self._heading = text("h2", "")
                self._said = text("span", "", "small")
            with box("div", "pair"):
                self._halves = [self._half() for _ in range(2)]
            self._note = text("p", "", "note")

    def _half(self) -> tuple:
        with box("div", "half") as half:
            mark = text("span", "", "letter")
            chart = ui.echart({"series": []}, renderer="svg").classes("chart")
        return half, mark, chart

    def show(self, shot: Shot) -> None:
        """Draw this month."""
        write(self._heading, shot.chart_title)
        write(self._note, shot.note)
        self.tell(shot)
        for place, (half, mark, chart) in enumerate(self._halves):
            put(half, hidden=place >= len(shot.halves))
            if place >= len(shot.halves):
                continue
            shown = shot.halves[place]
            write(mark, shown.letter)
            put(mark, hidden=len(shot.halves) == 1, class_=f"letter {shown.letter.lower()}")
            drawn = options(shown.course, shown.frame)
            if chart.options != drawn:
                chart.options.clear()
                chart.options.update(drawn)
                chart.update()

    def tell(self, shot: Shot) -> None:
        """Say what is drawn, or how far the futures are."""
        words, forecasts = self._screen.words, self._screen.forecasts
        fan = shot.halves[0].course.fan
        if fan is not None:
            said = shot.odds
        elif forecasts.done is not None:
            said = words("ui.computing", n=forecasts.done, total=forecasts.total)
        else:
            said = words("ui.points")
        write(self._said, said)
        put(self._said, ("odds", fan is not None), title=said)
