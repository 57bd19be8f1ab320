"""One visitor opens a page: find the session of the address, draw it, and count who looks at it."""

from __future__ import annotations

from collections.abc import Callable

from fastapi.responses import PlainTextResponse, RedirectResponse, Response
from nicegui import Client

from ssrsim.dashboard import page
from ssrsim.dashboard.visits import TooManyVisitsError, Visits
from ssrsim.scenario.base import UsersMistakeError


def visited(visits: Visits) -> Callable[[str, Client], Response | None]:
    """What answers `/s/KEY`. An address that is nobody's leads to a new session."""

    def answer(key: str, client: Client) -> Response | None:
        try:
            visit = visits.find(key)
        except TooManyVisitsError:
            return PlainTextResponse("Too many sessions are open; close one of their pages.", status_code=503)
        except UsersMistakeError as mistake:
            return PlainTextResponse(f"This session cannot be read: {mistake}", status_code=500)
        if visit is None:
            return RedirectResponse("/", status_code=303)

        def came() -> None:
            visit.tabs += 1

        def left() -> None:
            visit.tabs -= 1

        client.on_connect(came)
        client.on_disconnect(left)
        page.build(visit)
        return None

    return answer
