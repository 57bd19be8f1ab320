"""How the program ends: every ending has its exit code and, unless all went well, a sentence."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable

import typer

DONE, OUR_FAULT, USERS_MISTAKE, SOME_RUNS_FAILED, DISK, PIPE_CLOSED = 0, 1, 2, 3, 4, 141
STOPPED_BY = 128  # and the number of the signal, as shells count
_signals: list[int] = []  # those that asked the program to stop


def stop_cleanly() -> None:
    """Let Ctrl-C, a closed terminal and a scheduler's time limit end the program alike: nothing half-made is left."""
    for number in (signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
        signal.signal(number, _stop)
    sys.unraisablehook = _unless_stopped


def _stop(number: int, _: object) -> None:
    _signals.append(number)
    raise KeyboardInterrupt


def _unless_stopped(unraisable: sys.UnraisableHookArgs) -> None:
    """Say nothing where the compiler's own callbacks are stopped: `ending` says it."""
    if not isinstance(unraisable.exc_value, KeyboardInterrupt):
        sys.__unraisablehook__(unraisable)


def ending(program: Callable[[], object]) -> int:
    """What the program's end means, told in a sentence on stderr unless all went well."""
    try:
        code = program()
        if _signals:  # typer has taken the KeyboardInterrupt and returns a code of its own
            return _stopped()
        if sys.stdout is not None:  # closed from the start with >&-
            sys.stdout.flush()
    except (KeyboardInterrupt, typer.Abort):
        return _stopped()
    except BrokenPipeError:  # the reader of our output has gone, e.g. `ssrsim run | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return PIPE_CLOSED
    except Exception as error:
        return _failed(error)
    return code if isinstance(code, int) else DONE


def _failed(error: Exception) -> int:
    """What an error means. Imports wait until there is one, so that help appears at once."""
    from ssrsim.config.compose import ConfigFaults
    from ssrsim.scenario.base import UsersMistakeError

    if isinstance(error, ConfigFaults):
        return _told(USERS_MISTAKE, *error.faults)
    if isinstance(error, UsersMistakeError):
        return _told(USERS_MISTAKE, str(error))
    if isinstance(error, OSError):
        return _told(DISK, f"the disk or a stored file is at fault: {error}")
    message = getattr(error, "format_message", None)  # click's own complaints about options and commands
    if message is not None:
        return _told(USERS_MISTAKE, f"{message().rstrip('.')}; see ssrsim --help")
    if _is_stopped_study(error):
        return _told(SOME_RUNS_FAILED, str(error))
    return _stopped() if _signals else _our_fault(error)  # a compiler that is stopped breaks in its own ways


def _is_stopped_study(error: Exception) -> bool:
    """Whether a study ended because its processes die; asked only when something has gone wrong, as it loads much."""
    from ssrsim.lab.cluster import StudyStopped

    return isinstance(error, StudyStopped)


def _stopped() -> int:
    return _told(STOPPED_BY + (_signals[-1] if _signals else signal.SIGINT), "stopped")


def _our_fault(error: Exception) -> int:
    import traceback

    typer.echo("".join(traceback.format_exception(error)), err=True)
    return _told(OUR_FAULT, "this is a fault in ssrsim, not in what you typed; please report it with the lines above")


def _told(code: int, *sentences: str) -> int:
    from ssrsim.scenario.faults import printable

    for sentence in sentences:
        typer.echo(printable(sentence), err=True)
    return code
