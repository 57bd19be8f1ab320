"""The program `ssrsim`: thin; every command is one call into the library.

Imports nothing heavy before a command needs it, so that help appears at once. How a command ends is in `endings.py`.
"""

from __future__ import annotations

import gc
import shlex
import shutil
import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING

import typer

from ssrsim import __version__
from ssrsim.cli_compare import commands as comparison
from ssrsim.cli_dashboard import commands as dashboard
from ssrsim.cli_gates import commands as gates
from ssrsim.cli_search import commands as plan
from ssrsim.cli_studies import commands as studies
from ssrsim.cli_validate import commands as validation
from ssrsim.console import console
from ssrsim.endings import DONE, SOME_RUNS_FAILED, ending, stop_cleanly

if TYPE_CHECKING:
    from ssrsim.report.painter import Painter

EXAMPLES = """Examples (copy and paste):

    ssrsim run

    ssrsim run plan=oversight_first run.replicates=20 run.seed=7

    ssrsim run country.police_per_1000=2.0 run.months=180 output=more_police
"""
EPILOG = "\b\n" + EXAMPLES.replace("\n\n", "\n")
ALL_EPILOG = EPILOG + "    ssrsim sweep study=first_look\n"
OVERRIDES_HELP = "Changes to the scenario, e.g. plan=ddr_first. Without any: Liberia 2003."

app = typer.Typer(
    name="ssrsim",
    add_completion=False,  # ours completes overrides too, see `ssrsim completion`
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
TAKES_OVERRIDES = {"ignore_unknown_options": True}  # so that --config-dir=... is refused in our words


# what the first argument of a command may be; named here so that help imports nothing
CHOICES = {
    "list": (
        "scenario", "country", "plan", "donors", "missions", "shocks", "study",
        "reforms", "indicators", "shock_kinds", "mechanisms", "parameters",
    ),
    "new": ("country", "plan", "study"),
    "schema": ("scenario", "plan", "extension", "study"),
    "completion": ("bash",),
}  # fmt: skip


app.add_typer(comparison)
app.add_typer(studies)
app.add_typer(gates)
app.add_typer(validation)
app.add_typer(plan)
app.add_typer(dashboard)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"ssrsim {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True, epilog=ALL_EPILOG)
def ssrsim(
    context: typer.Context,
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Show the version."),
) -> None:
    """Simulate security sector reform after conflict: which order of reforms does what to trust, abuse and violence."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command(
    context_settings=TAKES_OVERRIDES,
    short_help="Run one plan in one scenario many times; report.",
    epilog=EPILOG,
)
def run(
    overrides: list[str] = typer.Argument(None, metavar="KEY=VALUE", help=OVERRIDES_HELP),
    multirun: bool = typer.Option(False, "--multirun", "-m", help="Run every combination of values: run.seed=1,2,3"),
    cfg: str = typer.Option("", "--cfg", "-c", metavar="job", help="Show the whole configuration and run nothing."),
) -> None:
    """Run one plan in one scenario many times and report what happened.

    KEY is scenario, plan, country, donors, missions, shocks (chosen by name, see ssrsim list) or a dotted key such as
    run.seed, run.replicates, run.months, country.police_per_1000, donors.us.horizon, mechanisms.coups.

    scenario_file=FILE and plan_file=FILE bring your own (see ssrsim new). extension_file=FILE adds reforms, kinds of
    shocks and indicators, hooks=[MODULE:FUNCTION@PHASE] runs your Python between phases (docs/extending.md).

    output=NAME names the folder of the results.
    profile=true shows where a month's time goes.
    """
    given = list(overrides or [])
    if cfg and multirun:
        raise typer.BadParameter("--cfg shows one configuration; leave -m away")
    if cfg:
        typer.echo(_configuration(cfg, given), nl=False)
        return

    from ssrsim.report.painter import Painter

    with Painter() as painter:  # it gets ready while the scenario is composed
        failed = _run_each(given, multirun, painter)
    if failed:
        raise typer.Exit(SOME_RUNS_FAILED)


def _run_each(given: list[str], multirun: bool, painter: Painter) -> int:
    """Run what was asked for, `painter` drawing for the first; returns how many runs failed."""
    from ssrsim.config.asked import asked, each_asked

    runs = each_asked(given) if multirun else [asked(given)]

    from ssrsim.report.run import run_scenario
    from ssrsim.scenario.faults import printable

    failed = 0
    for number, one in enumerate(runs, start=1):
        command = ["ssrsim", "run", *one.arguments]
        if multirun:
            typer.echo(f"\nRun {number} of {len(runs)}: {printable(shlex.join(command))}")
        of_this = painter if number == 1 else None
        done = run_scenario(one.scenario, command=command, output=one.output, console=console(), profile=one.profile,
                            painter=of_this)  # fmt: skip
        failed += done.failed
    return failed


def _configuration(wanted: str, arguments: list[str]) -> str:
    """The whole scenario as YAML, which scenario_file= reads back."""
    from ssrsim.config.asked import asked
    from ssrsim.scenario.as_file import as_file
    from ssrsim.scenario.base import UsersMistakeError

    if wanted != "job":
        raise UsersMistakeError(f"--cfg is {wanted}; it must be job: the scenario that would run, with every default")
    return as_file(asked(arguments).scenario)


@app.command(context_settings=TAKES_OVERRIDES, short_help="Tell scenario, plan and month in words; run nothing.")
def describe(
    overrides: list[str] = typer.Argument(None, metavar="KEY=VALUE", help=OVERRIDES_HELP),
) -> None:
    """Tell scenario, plan and the order of the month in words; runs nothing."""
    from ssrsim.config.asked import asked

    scenario = asked(list(overrides or [])).scenario

    from ssrsim.report.describe import describe_scenario

    describe_scenario(scenario, console())


@app.command(name="list", short_help="List what ships and the names that can be used.")
def list_(
    what: str = typer.Argument("", metavar="[" + "|".join(CHOICES["list"]) + "]", help="One list in full."),
    overrides: list[str] = typer.Argument(None, metavar="KEY=VALUE", help="Such as extension_file=FILE: lists it too."),
) -> None:
    """List the scenarios, countries, plans, studies, ... that ship, and the names that files and overrides may use."""
    from ssrsim.config.listing import CHOSEN_BY_NAME, VOCABULARIES, listing

    width = shutil.get_terminal_size().columns
    names = [_one_of("list", what)] if what else CHOSEN_BY_NAME
    scenario = None
    if overrides:
        from ssrsim.config.asked import asked

        scenario = asked(list(overrides)).scenario
    for name in names:
        typer.echo("\n".join(listing(name, scenario).lines(width)))
    if not what:
        typer.echo("\nMore: " + ", ".join(f"ssrsim list {name}" for name in VOCABULARIES))


@app.command(short_help="Write a commented country, plan or study file.")
def new(
    kind: str = typer.Argument(metavar="country|plan|study", help="A country with its donors, a plan, or a study."),
    name: str = typer.Argument(help="Its name: lower-case letters, digits and _. The file is NAME.yaml."),
) -> None:
    """Write a commented file to start from: NAME.yaml in this folder, never over another file."""
    from ssrsim.scenario.starting import write_starting_file

    path = write_starting_file(_one_of("new", kind), name)
    if kind == "study":
        typer.echo(f"Wrote {path}. Next: ssrsim sweep study_file={path}")
        return
    key = {"country": "scenario_file", "plan": "plan_file"}[kind]
    typer.echo(f"Wrote {path}. Next: ssrsim describe {key}={path}, then ssrsim run {key}={path}")


@app.command(short_help="Show the JSON Schema of a kind of file.")
def schema(kind: str = typer.Argument(metavar="|".join(CHOICES["schema"]), help="Of which kind of file.")) -> None:
    """Show the JSON Schema of a kind of file, for completion and checks in an editor."""
    import json

    from ssrsim.config.schema import schema_of

    typer.echo(json.dumps(schema_of(_one_of("schema", kind)), indent=2, ensure_ascii=False))


@app.command(short_help="Show the script for Tab completion in bash.")
def completion(shell: str = typer.Argument("bash", metavar="bash", help="The shell.")) -> None:
    """Show the script for Tab completion: put eval "$(ssrsim completion bash)" into ~/.bashrc."""
    from ssrsim.config.completion import BASH

    typer.echo({"bash": BASH}[_one_of("completion", shell)], nl=False)


@app.command(hidden=True)
def complete(line: str) -> None:
    """Show what may come next on a command line, one candidate a line."""
    from ssrsim.config.completion import candidates

    commands = getattr(typer.main.get_command(app), "commands", {})
    options = {
        name: [option for parameter in command.params for option in parameter.opts if option.startswith("--")]
        for name, command in commands.items()
        if not command.hidden
    }
    groups = {name: tuple(getattr(command, "commands", ())) for name, command in commands.items()}
    for candidate in candidates(line, options, {**CHOICES, **{name: found for name, found in groups.items() if found}}):
        typer.echo(candidate)


def _one_of(command: str, value: str) -> str:
    """The value, if the command knows it."""
    from ssrsim.scenario.base import UsersMistakeError
    from ssrsim.scenario.faults import nearest, shown

    known = CHOICES[command]
    if value not in known:
        said = f"ssrsim {command} knows {', '.join(known)}, not {shown(value)}{nearest(value, known)}"
        raise UsersMistakeError(said)
    return value


def main() -> None:
    """Run the program and leave with its exit code: 0 done, 2 user's mistake, 3 failed runs, 4 disk, 1 our fault."""
    stop_cleanly()
    gc.set_threshold(100_000, 20, 100)  # most of what a program imports stays: to look for what does not takes longer
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a letter that a terminal lacks must not end a run
            stream.reconfigure(errors="backslashreplace")
    sys.exit(ending(lambda: app(prog_name="ssrsim", standalone_mode=False)) or DONE)
