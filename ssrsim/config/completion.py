"""What may come next on a command line, for the Tab key: keys, names of shipped parts, values of switches."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, get_origin

from ssrsim.config.compare import OF_NO_USE as COMPARISON_OF_NO_USE
from ssrsim.config.compare import ONE_PLAN
from ssrsim.config.compose import joined
from ssrsim.config.overrides import PLAIN_KEYS, STUDY_KEYS
from ssrsim.config.own_files import Origins, read_own
from ssrsim.config.search_keys import NOT_HERE as SET_BY_SEARCH
from ssrsim.config.shipped import STUDIES, choices, groups
from ssrsim.config.study import OF_NO_USE
from ssrsim.config.study_typed import LISTS
from ssrsim.config.validation import KEYS as VALIDATION_KEYS
from ssrsim.config.validation import MODEL
from ssrsim.scenario.as_file import SCHEMAS
from ssrsim.scenario.base import Given
from ssrsim.scenario.faults import field_at, inner_type, known_keys
from ssrsim.scenario.fields import choices_of, is_record
from ssrsim.scenario.planning.searching import ConfirmKeys, SearchFile, SearchKeys
from ssrsim.scenario.run import EFFORTS
from ssrsim.scenario.scenario import Scenario
from ssrsim.scenario.study_file import Design, Executor

OF_A_STUDY = ("resume", "status", "export", "verify", "reproduce")  # commands whose first argument is its folder
SEARCH_PARTS: dict[str, type[Given]] = {"search": SearchKeys, "confirm": ConfirmKeys}
OF_A_PLAN = ("check", "show", "export")  # commands of `ssrsim plan` whose first argument is a plan
STUDIES_FOLDER = "studies"
PARTS: dict[str, type[Given]] = {"design": Design, "executor": Executor}
STUDY_VALUES: dict[str, Callable[[], Sequence[str]]] = {
    "study": lambda: choices(STUDIES),
    "design": lambda: choices_of(Design.model_fields["kind"]),
    "design.kind": lambda: choices_of(Design.model_fields["kind"]),
}

BASH = r"""# Tab completion for ssrsim in bash: add  eval "$(ssrsim completion bash)"  to ~/.bashrc
_ssrsim() {
    local line="${COMP_LINE:0:COMP_POINT}" program="${COMP_WORDS[0]/#\~/$HOME}" typed before
    mapfile -t COMPREPLY < <("$program" complete -- "$line" 2>/dev/null)
    if [[ $COMP_WORDBREAKS == *=* ]]; then  # bash completes what follows the last =
        typed="${line##*[[:space:]]}"
        before="${typed%"${typed##*=}"}"
        COMPREPLY=("${COMPREPLY[@]#"$before"}")
    fi
    if [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *[=.] ]]; then
        compopt -o nospace
    fi
}
complete -o default -F _ssrsim ssrsim
"""


def candidates(line: str, options: Mapping[str, Sequence[str]], choices_of: Mapping[str, Sequence[str]]) -> list[str]:
    """What may stand in place of the last word of a command line.

    Args:
        line: The line up to the cursor, the program's name first.
        options: The options of each command.
        choices_of: What the first argument of a command may be.
    """
    words = line.split(" ")
    word, before = words[-1], [text for text in words[1:-1] if text]
    if not before:
        found: Sequence[str] = sorted((*options, "--help", "--version"))
    elif before[0] not in options:
        found = ()
    elif word.startswith("-"):
        found = sorted((*options[before[0]], "--help"))
    elif before[0] in ("run", "describe"):
        found = ["job"] if before[-1] in ("--cfg", "-c") else override_candidates(word, before[1:])
    elif before[0] == "sweep":
        found = study_candidates(word, before[1:])
    elif before[0] == "compare":
        found = comparison_candidates(word, before[1:])
    elif before[:2] == ["plan", "search"]:
        found = search_candidates(word, before[2:])
    elif before[0] == "plan" and len(before) > 1:
        named = before[1] in OF_A_PLAN and len(before) == 2
        found = choices("plan") if named else override_candidates(word, before[2:])
    elif before[0] == "gates":
        found = [*(f"effort={effort}" for effort in EFFORTS), *override_candidates(word, before[1:])]
    elif before[0] == "validate":
        found = validation_candidates(word)
    elif before[0] in OF_A_STUDY:
        found = study_folders() if len(before) == 1 else ()
    else:
        found = choices_of.get(before[0], ()) if len(before) == 1 else ()
    return [candidate for candidate in found if candidate.startswith(word)]


def override_candidates(word: str, others: Sequence[str]) -> list[str]:
    """The overrides that begin with this word, given the others on the line (plan=ddr_first decides which actions)."""
    key, equals, _ = word.partition("=")
    if equals:
        return [f"{key}={value}" for value in _values(key) if f"{key}={value}".startswith(word)]
    return [candidate for candidate in _keys(key, others) if candidate.startswith(word)]


def study_candidates(word: str, others: Sequence[str]) -> list[str]:
    """What `ssrsim sweep` may be given that begins with this word: keys of a study and overrides."""
    key, equals, _ = word.partition("=")
    if equals and key in LISTS:  # plans=[one,two: the last one is completed
        start = word[: max(word.rfind(mark) for mark in "=[,") + 1]
        return [f"{start}{name}" for name in _names(key, word[len(start) :], others)]
    if equals and key in STUDY_VALUES:
        return [f"{key}={value}" for value in STUDY_VALUES[key]() if f"{key}={value}".startswith(word)]
    if word.startswith("over."):
        return [f"over.{one}" for one in override_candidates(word.removeprefix("over."), others)]
    first, dot, _ = word.partition(".")
    keys = [f"{first}.{name}=" for name in PARTS[first].model_fields] if dot and first in PARTS else []
    if not dot:
        keys = [*(f"{name}=" for name in STUDY_KEYS if name != "executor"), *(f"{name}." for name in (*PARTS, "over"))]
    known = [one for one in override_candidates(word, others) if one.split("=")[0] not in OF_NO_USE]
    return sorted({*known, *(one for one in keys if one.startswith(word))})


def comparison_candidates(word: str, others: Sequence[str]) -> list[str]:
    """What `ssrsim compare` may be given: lists of plans, and overrides but those that name one plan."""
    if word.partition("=")[0] in ONE_PLAN and "=" in word:
        return study_candidates(word, others)
    known = [one for one in override_candidates(word, others) if one.split("=")[0] not in COMPARISON_OF_NO_USE]
    return sorted({*known, *(f"{key}=" for key in ONE_PLAN)})


def search_candidates(word: str, others: Sequence[str]) -> list[str]:
    """What `ssrsim plan search` may be given: keys of a search, and overrides but those that it sets itself."""
    key, equals, _ = word.partition("=")
    first, dot, _ = key.partition(".")
    place = SEARCH_PARTS[first] if dot and first in SEARCH_PARTS else SearchFile
    if equals and (field := place.model_fields.get(key.rpartition(".")[2])):
        return [f"{key}={value}" for value in choices_of(field)]
    if dot and first in SEARCH_PARTS:
        return [f"{first}.{name}=" for name in place.model_fields]
    own = [f"{name}." if name in SEARCH_PARTS else f"{name}=" for name in SearchFile.model_fields]
    known = (one for one in override_candidates(word, others) if one.rstrip("=.") not in SET_BY_SEARCH)
    return sorted({*known, *own})


def validation_candidates(word: str) -> list[str]:
    """What `ssrsim validate` may be given: its keys, and changes to the model."""
    if word.partition(".")[0] in MODEL:
        return override_candidates(word, ())
    keys = [*(f"{key}=" for key in VALIDATION_KEYS), *(f"{part}." for part in MODEL)]
    return [f"effort={one}" for one in EFFORTS] if word.startswith("effort=") else keys


def study_folders() -> list[str]:
    """The folders of studies where `ssrsim sweep` and `ssrsim gates` make them."""
    found = (path for pattern in ("*", "*/*") for path in Path(STUDIES_FOLDER).glob(f"{pattern}/study.json"))
    return sorted(path.parent.as_posix() for path in found)


def _names(key: str, begun: str, others: Sequence[str]) -> list[str]:
    """The plans, or the keys that can be varied, that begin like this."""
    if key == "plans":
        return [name for name in choices("plan") if name.startswith(begun)]
    return [one.rstrip("=") for one in override_candidates(begun, others)] if key == "over" else []


def _values(key: str) -> Sequence[str]:
    """The values known for a key; none where any number or text will do."""
    if key in groups():
        return choices(key)
    place = _place(key.split("."))
    if key == "profile" or place is bool:
        return ("false", "true")
    return choices_of(field_at(key.split(".")))


def _keys(typed: str, others: Sequence[str]) -> list[str]:
    """The keys one level down from what is typed: `KEY=` for a value, `KEY.` for a part with keys below."""
    *parents, _ = typed.split(".")
    place, here = _place(parents), _here(parents, others)
    start = ".".join([*parents, ""]) if parents else ""
    found = [f"{start}{key}{'.' if _has_keys(inner_type(place, key)) else '='}" for key in known_keys(place, here)]
    if not parents:
        chosen_by_name = [group for group in groups() if choices(group) != ("default",)]
        found += [f"{key}=" for key in (*chosen_by_name, *PLAIN_KEYS)]
    return sorted(set(found))


def _place(keys: Sequence[str]) -> Any:
    """The type that stands at this place of the scenario, None where there is none."""
    place: Any = Scenario
    for key in keys:
        place = inner_type(place, key) if place is not None else None
    return place


def _here(keys: Sequence[str], others: Sequence[str]) -> Any:
    """The data at this place as the rest of the line makes them, for names such as those of donors and districts."""
    chosen = dict(word.split("=", 1) for word in others if "=" in word)
    known = {group: name for group, name in chosen.items() if group in groups() and name in choices(group)}
    own = {key: file for key in SCHEMAS if key in chosen and (file := read_own(key, chosen[key], [])) is not None}
    data: Any = joined(own, known, Origins(list(own.values())), [])
    for key in keys:
        data = data.get(key) if isinstance(data, Mapping) else None
    return data


def _has_keys(place: Any) -> bool:
    return get_origin(place) is dict or is_record(place)
