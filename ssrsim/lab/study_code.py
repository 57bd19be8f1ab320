"""Which code makes the runs of a study, and whether it may run here.

A folder is data. One that names hooks, Python functions of somebody, makes them run only for who says so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from ssrsim.compiled import source_hash
from ssrsim.hooks import load_hooks
from ssrsim.records.study_store import Store, notes_of
from ssrsim.scenario.base import UsersMistakeError

RUN_HOOKS = "--run-hooks"


def code_hash(hooks: Sequence[str]) -> str:
    """The hash of the model's source and of the files of its hooks, which are imported for it.

    Raises:
        UsersMistakeError: There is no such hook.
    """
    if not hooks:
        return source_hash()
    files = "".join(hook.sha256 for hook in load_hooks(hooks))
    return hashlib.sha256(f"{source_hash()} {files}".encode()).hexdigest()[:16]


def hooks_of(store: Store) -> tuple[str, ...]:
    """The hooks that the runs of a study have."""
    return tuple(store.study.base.get("hooks", ()))


def check_code(store: Store, *, run_hooks: bool) -> None:
    """Numbers of two versions are never mixed, and no hook runs that nobody asked for.

    Raises:
        UsersMistakeError: The study names hooks and they may not run, or another version made its runs.
    """
    hooks = hooks_of(store)
    if hooks and not run_hooks:
        raise UsersMistakeError(
            f"{store.folder} names Python code ({', '.join(hooks)}); a folder runs none by itself: "
            f"look at that code, then say {RUN_HOOKS}"
        )
    if store.study.source_hash != code_hash(hooks):
        raise UsersMistakeError(
            f"{store.folder} was begun with another version of the model{' or of its hooks' if hooks else ''} "
            f"({notes_of(store.folder)['versions']['ssrsim']}, source {store.study.source_hash[:8]}), which alone can "
            "go on with it or repeat its runs; to begin anew, the same command finds a new folder"
        )
