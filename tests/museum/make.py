"""Makes the study that is kept here: `python tests/museum/make.py`. Needed again only where there is a new schema.

Stores of earlier versions stay as they are: a version that cannot read them must say so, and one that reads them must
read the same. So this writes into a folder named after the schema, and never over one that is there.
"""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

from ssrsim import __version__
from ssrsim.config.study import study_asked
from ssrsim.lab.shards import run_shard
from ssrsim.lab.studies import study_of
from ssrsim.records.content import contents
from ssrsim.records.study_store import create, open_store

HERE = Path(__file__).parent
COMMAND = (
    "plans=[staged,do_nothing]", "over=[country.patronage]", "design.levels=2", "run.replicates=3", "run.months=6",
    "run.civilians=500", "run.officers=100",
)  # fmt: skip


def main() -> None:
    """Run the study in this process and note what it holds."""
    asked = study_asked(COMMAND)._replace(name="museum", title="A study to keep")
    study = dataclasses.replace(study_of(asked), runs_per_shard=12)
    folder = HERE / "study-1"
    if folder.exists():
        raise SystemExit(f"{folder} is there; a museum keeps what it has")
    notes = {
        "command": ["ssrsim", "sweep", *COMMAND],
        "created_utc": "2026-11-22T00:00:00Z",
        "versions": {"ssrsim": __version__},
    }
    create(folder, study, notes)
    for shard in study.first_shards():
        run_shard(str(folder), shard)
    told = {"id": study.id, "contents": contents(open_store(folder))}
    (HERE / "study-1.contents.json").write_text(json.dumps(told, indent=1) + "\n")


if __name__ == "__main__":
    main()
