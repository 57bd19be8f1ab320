"""The program `ssrsim`: thin; every command is one call into the library, and every ending has its exit code.

Imports nothing heavy before a command needs it, so that help appears at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import typer

from ssrsim import __version__

if TYPE_CHECKING:
    from ssrsim.scenario.scenario import Scenario

DONE, OUR_FAULT, USERS_MISTAKE, SOME_RUNS_FAILED, DISK, PIPE_CLOSED, INTERRUPTED = 0, 1, 2, 3, 4, 141, 130

EXAMPLES = """Examples (copy and paste):

    ssrsim run

    ssrsim run plan=oversight_first run.replicates=20 run.seed=7

    ssrsim run country.police_per_1000=2.0 run.months=180 output=more_police
"""

app = typer.Typer(
    name="ssrsim",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"ssrsim {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True, epilog="\b\n" + EXAMPLES.replace("\n\n", "\n"))
def ssrsim(
    context: typer.Context,
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Show the version."),
) -> None:
    """Simulate security sector reform after conflict: which order of reforms does what to trust, abuse and violence."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command(context_settings={"ignore_unknown_options": True}, epilog="\b\n" + EXAMPLES.replace("\n\n", "\n"))
def run(
    overrides: list[str] = typer.Argument(  # noqa: B008 (typer's way of declaring)
        None, metavar="KEY=VALUE", help="Changes to the scenario, e.g. plan=ddr_first. Without any: Liberia 2003."
    ),
) -> None:
    """Run one plan in one scenario many times and report what happened.

    KEY is scenario, plan, country, donors, missions, shocks (chosen by name) or a dotted key such as run.seed,
    run.replicates, run.months, country.police_per_1000, donors.us.horizon, mechanisms.coups.
    output=NAME names the folder of the results.
    """
    given = list(overrides or [])
    scenario, output = _composed(given)

    from rich.console import Console

    from ssrsim.report.run import run_scenario

    result = run_scenario(scenario, command=["ssrsim", "run", *given], output=output, console=Console())
    if result.failed > 0:
        raise typer.Exit(SOME_RUNS_FAILED)


def _composed(arguments: Sequence[str]) -> tuple[Scenario, str | None]:
    """The scenario, and NAME where output=NAME is given: the folder of the results is no part of the scenario."""
    from ssrsim.config import ConfigFaults, compose_scenario

    rest = [text for text in arguments if not text.startswith("output=")]
    names = [text.removeprefix("output=") for text in arguments if text.startswith("output=")]
    faults = [
        f"output is {name[:60] or 'empty'}; it must be the name of a folder, 1..200 characters"
        for name in names
        if not name.strip() or not name.isprintable() or len(name) > 200
    ]
    if len(names) > 1:
        faults.append(f"output is given {len(names)} times; give it once")
    try:
        scenario = compose_scenario(rest)
    except ConfigFaults as error:
        raise ConfigFaults([*faults, *error.faults]) from None
    if faults:
        raise ConfigFaults(faults)
    return scenario, names[0] if names else None


def main() -> None:
    """Run the program and leave with its exit code: 0 done, 2 user's mistake, 3 failed runs, 4 disk, 1 our fault."""
    sys.exit(_exit_code(lambda: app(prog_name="ssrsim", standalone_mode=False)))


def _exit_code(program: Callable[[], object]) -> int:
    """What the program's end means, told in a sentence on stderr unless all went well."""
    from ssrsim.config import ConfigFaults
    from ssrsim.scenario.base import UsersMistakeError

    try:
        code = program()
        sys.stdout.flush()
    except ConfigFaults as error:
        return _told(USERS_MISTAKE, *error.faults)
    except UsersMistakeError as error:
        return _told(USERS_MISTAKE, str(error))
    except (KeyboardInterrupt, typer.Abort):
        return _told(INTERRUPTED, "stopped")
    except BrokenPipeError:  # the reader of our output has gone, e.g. `ssrsim run | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except OSError as error:
        return _told(DISK, f"the disk or a stored file is at fault: {error}")
    except Exception as error:
        message = getattr(error, "format_message", None)  # click's own complaints about options and commands
        if message is None:
            return _our_fault()
        return _told(USERS_MISTAKE, f"{message().rstrip('.')}; see ssrsim --help")
    return code if isinstance(code, int) else DONE


def _our_fault() -> int:
    import traceback

    typer.echo(traceback.format_exc(), err=True)
    return _told(OUR_FAULT, "this is a fault in ssrsim, not in what you typed; please report it with the lines above")


def _told(code: int, *sentences: str) -> int:
    from ssrsim.scenario.faults import printable

    for sentence in sentences:
        typer.echo(printable(sentence), err=True)
    return code
