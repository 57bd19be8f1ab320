"""The commands for studies: many points, plans and random worlds in one folder. Thin, as cli.py."""

from __future__ import annotations

import typer

from ssrsim.console import console
from ssrsim.endings import SOME_RUNS_FAILED

commands = typer.Typer()
TAKES_OVERRIDES = {"ignore_unknown_options": True}
FOLDER = "The folder of the study."
HOOKS = "Let the Python code run that the study names."
SWEEP_HELP = "The study; changes to its scenario as for run."
SWEEP_TEXT = """Run a study, or what is missing of it; stop it at any time and go on.

study=NAME (ssrsim list study), study_file=FILE (ssrsim new study NAME), or:

\b
plans=[A,B] plans_files=[FILE]     the reforms that are compared
over=[KEY,...] over.KEY=[LOW,HIGH] what is varied, e.g. donors.all.horizon
design=grid|lhs|sobol|morris|rows  how points are chosen, and design.points,
                                   design.levels, design.seed, design.file
run.replicates=NUMBER|auto         random worlds; auto: till run.half_width
executor.workers=NUMBER            processes; executor.memory_gb for each
output=NAME                        the folder, below studies/
"""
SWEEP_EPILOG = """\b
Examples (copy and paste):
    ssrsim sweep study=first_look
    ssrsim sweep 'over=[country.patronage]' 'plans=[do_nothing,staged]'
"""


@commands.command(
    context_settings=TAKES_OVERRIDES,
    short_help="Run a study: points x plans x random worlds.",
    help=SWEEP_TEXT,
    epilog=SWEEP_EPILOG,
)
def sweep(overrides: list[str] = typer.Argument(None, metavar="KEY=VALUE", help=SWEEP_HELP)) -> None:
    """Run a study, or what is missing of it."""
    from ssrsim.config.study import study_asked

    given = list(overrides or [])
    asked = study_asked(given)

    from ssrsim.report.studies import sweep as run_sweep

    _leave(run_sweep(asked, command=["ssrsim", "sweep", *given], console=console()))


@commands.command(short_help="Go on with a study.")
def resume(
    folder: str = typer.Argument(help=FOLDER),
    workers: int = typer.Option(0, min=0, max=1_024, help="Processes; 0 for one per core."),
    memory_gb: float = typer.Option(0.0, min=0.0, max=10_000.0, help="Most of a process; 0 for its share."),
    run_hooks: bool = typer.Option(False, "--run-hooks", help=HOOKS),
) -> None:
    """Run what is missing of a study, damaged files included."""
    from ssrsim.report.studies import resume as go_on
    from ssrsim.scenario.study_file import Executor

    executor = Executor(workers=workers, memory_gb=memory_gb)
    _leave(go_on(folder, executor, console(), run_hooks=run_hooks))


@commands.command(short_help="Tell how far a study is and what failed.")
def status(folder: str = typer.Argument(help=FOLDER)) -> None:
    """Tell how far a study is, which runs failed with the command that repeats each, and who is running it."""
    from ssrsim.report.study_folder import tell_status

    tell_status(folder, console())


@commands.command(short_help="Write a study as CSV or as an Excel workbook.")
def export(
    folder: str = typer.Argument(help=FOLDER),
    csv: bool = typer.Option(False, "--csv", help="Every table as CSV."),
    xlsx: bool = typer.Option(False, "--xlsx", help="Design, summary and runs as a workbook."),
) -> None:
    """Write a study as CSV files or as a workbook into its folder export; its Parquet files need no export."""
    from ssrsim.report.study_export import export_csv, export_xlsx
    from ssrsim.scenario.base import UsersMistakeError

    if not csv and not xlsx:
        raise UsersMistakeError("say --csv or --xlsx, or both")
    if csv:
        export_csv(folder, console())
    if xlsx:
        export_xlsx(folder, console())


@commands.command(short_help="Prove a study: look at its files and run a random part again.")
def verify(
    folder: str = typer.Argument(help=FOLDER),
    share: float = typer.Option(0.01, min=0.0, max=1.0, help="Share of the shards that is run again, one at least."),
    seed: int = typer.Option(None, min=0, max=2**32 - 1, help="Which; another one each time unless given."),
    run_hooks: bool = typer.Option(False, "--run-hooks", help=HOOKS),
) -> None:
    """Look at every file of a study, run a random part again and compare the last bit."""
    import secrets

    from ssrsim.report.study_folder import verify as prove

    prove(folder, share, secrets.randbits(32) if seed is None else seed, console(), run_hooks=run_hooks)


@commands.command(short_help="Run one run of a study again and compare.")
def reproduce(
    folder: str = typer.Argument(help=FOLDER),
    run: int = typer.Argument(help="Its number, as in ssrsim status."),
    run_hooks: bool = typer.Option(False, "--run-hooks", help=HOOKS),
) -> None:
    """Run one run of a study again, in this process, and compare it with the stored one."""
    from ssrsim.report.study_folder import reproduce as run_again

    _leave(int(run_again(folder, run, console(), run_hooks=run_hooks)))


def _leave(failed: int) -> None:
    if failed:
        raise typer.Exit(SOME_RUNS_FAILED)
