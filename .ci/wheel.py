#!/usr/bin/env python3
"""The wheel as somebody gets it who has no checkout: built, installed elsewhere, run from a foreign folder.

Needs `make test` or `make demo` to have made `.venv`, where the locked hatchling builds. Extras are not installed:
nothing here may need them.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILDER = ROOT / ".venv" / "bin" / "python"
MUST_HOLD = (
    "ssrsim/py.typed",
    "ssrsim/report/template.html",
    "ssrsim/dashboard/static/page.css",
    "ssrsim/session/words/fr.yaml",
    "ssrsim/configs/config.yaml",
    "ssrsim/configs/country/liberia_2003.yaml",
    "ssrsim/configs/plan/oversight_first.yaml",
    ".dist-info/licenses/LICENSE",
)
SMALL_RUN = ("run", "run.replicates=2", "run.months=12", "run.civilians=1000", "plan=ddr_first", "output=small")
USE_AS_LIBRARY = """
import ssrsim, importlib.metadata, pathlib, sys
from ssrsim.config import choices, config_folder
package = pathlib.Path(ssrsim.__file__).parent
assert package.is_relative_to(sys.prefix), package
assert config_folder() == package / "configs", config_folder()
assert importlib.metadata.version("ssrsim") == ssrsim.__version__
assert len(choices("plan")) >= 5, choices("plan")
"""


def run(*command: str | Path, cwd: Path = ROOT, **added: str) -> str:
    """The output of a command that must succeed; PYTHONPATH could point back to the checkout, so it goes."""
    words = list(map(str, command))
    print("+", *words, flush=True)
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | added
    done = subprocess.run(words, cwd=cwd, env=variables, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        sys.exit(f"failed: {' '.join(words)}\n{done.stdout}")
    return done.stdout


def built(source: Path, target: Path, *kinds: str) -> list[Path]:
    """What hatchling makes of a source tree."""
    for kind in kinds:
        run(BUILDER, "-m", "hatchling", "build", "-t", kind, "-d", target, cwd=source)
    return sorted(target.iterdir())


def contents(wheel: Path) -> dict[str, bytes]:
    """Every file of a wheel by name."""
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def check_contents(wheel: Path) -> None:
    """All that a user needs is inside, and nothing of the checkout besides."""
    names = list(contents(wheel))
    missing = [wanted for wanted in MUST_HOLD if not any(name.endswith(wanted) for name in names)]
    configs = {f"ssrsim/{path.relative_to(ROOT)}" for path in (ROOT / "configs").rglob("*.*")}
    missing += sorted(configs - set(names))
    strange = [name for name in names if not name.startswith("ssrsim") or "test" in name or "__pycache__" in name]
    if missing or strange:
        sys.exit(f"{wheel.name} lacks {missing or 'nothing'} and holds by mistake {strange or 'nothing'}")


def check_sdist(sdist: Path, wheel: Path, scratch: Path) -> None:
    """The source archive builds the same wheel, file by file."""
    with tarfile.open(sdist) as archive:
        archive.extractall(scratch / "source", filter="data")
    (unpacked,) = (scratch / "source").iterdir()
    (again,) = built(unpacked, scratch / "again", "wheel")
    ours, theirs = contents(wheel), contents(again)
    different = sorted(name for name in {*ours, *theirs} if ours.get(name) != theirs.get(name))
    if different:
        sys.exit(f"the wheel built from {sdist.name} differs in {different}")


def check_installed(wheel: Path, scratch: Path) -> None:
    """The program runs in a fresh environment, from a folder that knows nothing of the checkout."""
    folder, home = scratch / "venv", scratch / "elsewhere"
    home.mkdir()
    venv.create(folder, with_pip=True)
    python, program = folder / "bin" / "python", folder / "bin" / "ssrsim"
    pip = (python, "-m", "pip", "install", "--quiet", "--no-cache-dir", "--disable-pip-version-check")
    run(*pip, "--require-hashes", "-r", ROOT / "requirements" / "core.txt")
    run(*pip, "--no-index", wheel)  # finds every requirement satisfied, or fails
    run(python, "-m", "pip", "--disable-pip-version-check", "check")
    run(python, "-c", USE_AS_LIBRARY, cwd=home)
    if "ssrsim run" not in run(program, "--help", cwd=home):
        sys.exit("ssrsim --help shows no example")
    run(program, *SMALL_RUN, cwd=home, SSRSIM_CACHE=str(scratch / "cache"))
    reports = [path.relative_to(home) for path in home.rglob("report.html")]
    if len(reports) != 1:
        sys.exit(f"one report was expected under the working folder; found {reports}")
    print(f"{wheel.name} works; it wrote {reports[0]}")


def main() -> None:
    """Build, look inside, build again from the source archive, install and run."""
    if not BUILDER.exists():
        sys.exit("no .venv to build in; run make test (or make demo) first")
    with tempfile.TemporaryDirectory(prefix="wheel-") as name:
        scratch = Path(name)
        sdist, wheel = sorted(built(ROOT, scratch / "dist", "sdist", "wheel"), key=lambda path: path.suffix != ".gz")
        check_contents(wheel)
        check_sdist(sdist, wheel, scratch)
        check_installed(wheel, scratch)


if __name__ == "__main__":
    main()
