"""What Tab offers: through the program's own list, and typed in a real bash."""

from __future__ import annotations

import os
import pty
import select
import sys
import time
from pathlib import Path

import pytest
import yaml

from ssrsim.cli import complete
from tests.cli.program import environment, said

COMPLETIONS = {
    "ssrsim ": {"run", "describe", "list", "new", "schema", "completion", "--help", "--version", "sweep", "resume",
                "status", "export", "verify", "reproduce", "gates", "validate", "compare", "plan",
                "dashboard"},
    "ssrsim dashboard --": {"--help", "--listen", "--no-browser", "--port", "--sessions"},
    "ssrsim dashboard pl": set(),
    "ssrsim gates ef": {"effort=full", "effort=quick"},
    "ssrsim de": {"describe"},
    "ssrsim plan c": {"check"},
    "ssrsim plan search ref": {"reforms="},
    "ssrsim plan search search.ap": {"search.apart="},
    "ssrsim plan search obj": {"objective="},
    "ssrsim plan search objective=t": {"objective=trust_police_end"},
    "ssrsim plan search scenario=or": {"scenario=orvanta"},
    "ssrsim plan search run.repl": set(),
    "ssrsim plan check ov": {"oversight_first"},
    "ssrsim plan check staged run.mon": {"run.months="},
    "ssrsim run pl": {"plan.", "plan=", "plan_file="},
    "ssrsim run plan=ov": {"plan=oversight_first"},
    "ssrsim describe country.police_s": {"country.police_skill="},
    "ssrsim run mechanisms.coups=": {"mechanisms.coups=false", "mechanisms.coups=true"},
    "ssrsim run donors.us.kind=": {f"donors.us.kind={kind}" for kind in ("bilateral", "multilateral", "pooled_fund",
                                                                        "neighbour")},
    "ssrsim run plan=do_nothing plan.actions.": set(),
    "ssrsim run plan=ddr_first plan.actions.ve": {"plan.actions.vetting."},
    "ssrsim run --c": {"--cfg"},
    "ssrsim run --cfg ": {"job"},
    "ssrsim new ": {"country", "plan", "study"},
    "ssrsim sweep stu": {"study=", "study_file="},
    "ssrsim sweep study=f": {"study=first_look"},
    "ssrsim sweep over=[country.patr": {"over=[country.patronage"},
    "ssrsim export --": {"--csv", "--xlsx", "--help"},
    "ssrsim list mi": {"missions"},
    "ssrsim schema p": {"plan"},
    "ssrsim run zzz.": set(),
    "ssrsim nonsense x": set(),
    "ssrsim compare pl": {"plan.", "plans=", "plans_files="},
    "ssrsim compare plans=[staged,overs": {"plans=[staged,oversight_first"},
    "ssrsim validate ": {"patterns=", "effort=", "output=", "parameters.", "mechanisms.", "conflict."},
    "ssrsim validate effort=": {"effort=full", "effort=quick"},
}  # fmt: skip


@pytest.mark.parametrize("line", COMPLETIONS)
def test_tab_knows_what_may_come_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], line: str
) -> None:
    """Commands, options, choices, keys and values are all one Tab away; the tests below start the program for it."""
    monkeypatch.chdir(tmp_path)
    complete(line)
    assert set(capsys.readouterr().out.split()) == COMPLETIONS[line]


def test_tab_knows_the_names_of_an_own_file(tmp_path: Path) -> None:
    """With scenario_file= on the line, its donors are offered and Liberia's are not."""
    said(tmp_path, "new", "country", "land")
    names = yaml.safe_load((tmp_path / "land.yaml").read_text(encoding="utf-8"))["donors"]
    offered = said(tmp_path, "complete", "--", "ssrsim run scenario_file=land.yaml donors.").split()
    assert offered == sorted(f"donors.{name}." for name in names)


def typed_in_bash(folder: Path, keys: str) -> str:
    """What stands on the command line of a real bash after these keys."""
    program = folder / "ssrsim"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m ssrsim "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    (folder / "my_plan.yaml").touch()
    here = environment() | {"PATH": f"{folder}:/usr/bin:/bin", "TERM": "dumb", "INPUTRC": "/dev/null", "PS1": "> "}
    child, terminal = pty.fork()
    if child == 0:  # pragma: no cover (it becomes bash)
        os.chdir(folder)
        os.execve("/bin/bash", ["bash", "--norc", "--noprofile", "-i"], here)
    out = ""
    script = [
        ('eval "$(ssrsim completion bash)"; echo rea""dy\n', "ready\r\n"),
        (keys + "\x01echo '\x05'; echo do''ne\n", "done\r\n"),
    ]
    for line, until in script:
        os.write(terminal, line.encode())
        until_when = time.monotonic() + 60
        while until not in out and time.monotonic() < until_when:
            if select.select([terminal], [], [], 1)[0]:
                out += os.read(terminal, 4096).decode(errors="replace")
        if line.startswith("eval"):
            out = ""
    os.write(terminal, b"exit\n")
    os.waitpid(child, 0)
    return out.split("do''ne\r\n")[-1].split("\r\ndone")[0]


@pytest.mark.skipif(not Path("/bin/bash").exists(), reason="needs bash")
@pytest.mark.parametrize(("keys", "line"), [
    ("ssrsim desc\t", "ssrsim describe "),
    ("ssrsim run plan=ov\t", "ssrsim run plan=oversight_first "),
    ("ssrsim run country.police_s\t2", "ssrsim run country.police_skill=2"),
    ("ssrsim run plan_file=my\t", "ssrsim run plan_file=my_plan.yaml "),
    ("ssrsim new pl\tx", "ssrsim new plan x"),
])  # fmt: skip
def test_tab_works_in_a_real_bash(tmp_path: Path, keys: str, line: str) -> None:
    """Bash splits words at = and adds blanks; what stands on the line in the end is what counts."""
    assert typed_in_bash(tmp_path, keys) == line
