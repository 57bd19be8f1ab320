"""The map of districts as tiles, schematic and not to scale: shade says the value, the number says it again."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from nicegui import ui

from ssrsim.dashboard.elements import box, button, draw, markup, pressable, put, text, write
from ssrsim.dashboard.numbers import quantity
from ssrsim.plots.districts import PLACES, tile_layout
from ssrsim.plots.labels import short_names
from ssrsim.session.language import Words
from ssrsim.session.shown import LAYERS, Tile

if TYPE_CHECKING:
    from ssrsim.dashboard.screen import Screen
    from ssrsim.dashboard.shot import Shot


WIDE, ROOM_WIDE, BESIDE = 51.0, 31.0, 2.1  # rem of the maps on a desk, of one on a projector, of the letter beside it
LEAST, LEAST_IN_ROOM = 6.0, 9.0  # rem of a tile whose name has room
VALUE, SMALL = 2.1, 0.8  # rem of a value with the edges of its tile, of small type


class Maps:
    """A heading with the layers to choose from, and a map for each branch."""

    def __init__(self, screen: Screen) -> None:
        self._screen, words = screen, screen.words
        with box("section", "panel maps", aria_label=words("ui.map"), data_part="map"):
            with box("div", "title"):
                self._heading = text("h2", "")
                with box("div", "group", role="group", aria_label=words("ui.layer")):
                    self._layers = {
                        layer: button(words(f"ui.layer_{layer}"), lambda layer=layer: screen.look(layer=layer))
                        for layer in LAYERS
                    }
                self._said = text("span", words("ui.map_true"), "small", title=words("ui.map_true"))
            with box("div", "pair"):
                self._halves = [_Map(screen, place) for place in range(2)]
            self._legend = markup("div", "", "legend")

    def show(self, shot: Shot) -> None:
        """Draw this month."""
        screen = self._screen
        write(self._heading, screen.words("ui.map_title", date=shot.date))
        for layer, key in self._layers.items():
            put(key, aria_pressed="true" if layer == screen.looks.layer else "false")
        for place, half in enumerate(self._halves):
            half.show(shot, place)
        draw(self._legend, legend(shot, screen.looks.layer, screen.words))


class _Map:
    """The map of one branch."""

    def __init__(self, screen: Screen, place: int) -> None:
        self._screen, self._place, self._letter = screen, place, "A"
        self._box = box("div", "half")
        with self._box:
            self._mark = text("span", "", "letter")
            self._grid = box("div", "map", role="group")
        self._tiles: list[ui.html] = []
        self._columns = 1

    def show(self, shot: Shot, place: int) -> None:
        """Draw this month, or nothing where there is no second branch."""
        put(self._box, hidden=place >= len(shot.halves))
        if place >= len(shot.halves):
            return
        half, looks = shot.halves[place], self._screen.looks
        if len(self._tiles) != len(half.tiles):
            self._lay_out(half.tiles)
        self._letter = half.letter
        write(self._mark, half.letter)
        put(self._mark, hidden=len(shot.halves) == 1, class_=f"letter {half.letter.lower()}")
        put(self._grid, aria_label=self._screen.words("ui.map_of", letter=half.letter))
        wide = (ROOM_WIDE if looks.projector else WIDE / len(shot.halves) - BESIDE) / self._columns
        titles, is_dense = [tile.title for tile in half.tiles], wide < (LEAST_IN_ROOM if looks.projector else LEAST)
        names = short_names(titles, (wide - VALUE) / SMALL, 1) if is_dense else titles
        put(self._grid, ("dense", is_dense))
        is_here = (looks.tab, looks.chosen[0], looks.branch) == ("inspect", "district", half.letter)
        for element, tile, name in zip(self._tiles, half.tiles, names, strict=True):
            said = quantity(tile.value, _unit(looks.layer), self._screen.words)
            brief = said.rstrip("%\u00a0\u202f") if is_dense else said  # the legend has the unit
            hidden = f'<span class="hidden">{escape(tile.title)} </span>' if is_dense else ""  # the name, for listeners
            mute = ' aria-hidden="true"' if is_dense else ""
            draw(element, f'{hidden}<span class="place"{mute}>{escape(name)}</span> <b>{brief}</b>')
            pressed = "true" if is_here and tile.district == looks.chosen[1] else "false"
            put(element, class_=f"tile {shade(tile.value, shot.classes)}", title=tile.title, aria_pressed=pressed)

    def _lay_out(self, tiles: Sequence[Tile]) -> None:
        self._grid.clear()
        place = tile_layout([(tile.row, tile.column) for tile in tiles])
        self._columns = place.n_columns
        self._grid.style(
            f"grid-template-columns: repeat({place.n_columns}, minmax(0, 1fr)); grid-auto-rows: minmax(0, 1fr)"
        )
        with self._grid:
            self._tiles = [
                self._tile(tile).style(f"grid-row: {row + 1}; grid-column: {column + 1}")
                for tile, row, column in zip(tiles, place.rows, place.columns, strict=True)
            ]

    def _tile(self, tile: Tile) -> ui.html:
        def press() -> object:
            return self._screen.inspect("district", tile.district, self._letter)

        return pressable("", press, "", data_part=f"tile-{self._place}-{tile.name}")


def shade(value: float | None, classes: Sequence[float]) -> str:
    """The class of a value between these bounds: s0, light and low, to s4."""
    if value is None or value != value:
        return "none"
    return f"s{PLACES[len(classes) - 1][sum(value >= bound for bound in classes[1:-1])]}"


def _unit(layer: str) -> str:
    return "per 1,000" if layer == "abuse" else "share"


def legend(shot: Shot, layer: str, words: Words) -> str:
    """A box for each class between its bounds."""
    bounds = [quantity(bound, _unit(layer), words) for bound in shot.classes]
    shades = PLACES[len(shot.classes) - 1]
    boxes = "".join(f'<i class="s{shade}"></i><b>{bound}</b>' for shade, bound in zip(shades, bounds[1:], strict=True))
    said = f'<span>{escape(shot.unit)}</span><span class="said">{escape(words("ui.schematic"))}</span>'
    return f"<span>{bounds[0]}</span>{boxes}{said}"
