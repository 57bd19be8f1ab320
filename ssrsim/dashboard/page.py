"""What a visitor sees: one page, built for one visit."""

from __future__ import annotations

from nicegui import ui

from ssrsim.dashboard.screen import Looks, Screen, Visit
from ssrsim.session.language import LANGUAGES

HEAD = (
    '<link rel="stylesheet" href="/static/page.css"><script defer src="/static/page.js"></script>'
    '<meta name="robots" content="noindex">'
)
SEEN_EVERY = 0.3  # seconds between two looks at what another tab has changed


def build(visit: Visit) -> None:
    """Draw the page of this visit, and keep it drawn."""
    language = _language()
    ui.add_head_html(HEAD)
    screen = Screen(visit, ui.element("div"), Looks(language=language))
    screen.build()
    ui.on("ssrsim-size", lambda event: screen.measure(event.args))
    ui.on("ssrsim-file", lambda event: screen.files.given(event.args))
    ui.timer(SEEN_EVERY, screen.look_around)
    ui.context.client.on_delete(screen.leave)
    ui.timer(0, screen.begin, once=True)


def _language() -> str:
    """The first language of the browser that we speak."""
    request = ui.context.client.request
    accepted = request.headers.get("accept-language", "") if request else ""
    wanted = [part.split(";")[0].strip()[:2].lower() for part in accepted.split(",")]
    return next((language for language in wanted if language in LANGUAGES), "en")
