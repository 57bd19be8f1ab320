"""Reading a stranger's file: data and nothing else, every fault with its line, bombs noticed before they go off."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
import yaml

from ssrsim.config import config_folder
from ssrsim.scenario.loader import LARGEST_FILE, MOST_VALUES, Loaded, load


def loaded(folder: Path, content: str | bytes) -> Loaded:
    """What the loader makes of a file with this content."""
    path = folder / "file.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load(path)


@pytest.mark.parametrize("path", sorted(config_folder().glob("[!s]*/*.yaml")), ids=lambda path: path.stem)
def test_shipped_files_read_as_yaml_does(path: Path) -> None:
    """On files without traps the strict loader and PyYAML agree: strictness changes no meaning."""
    ours = load(path)
    assert (ours.faults, ours.data) == ([], yaml.safe_load(path.read_text(encoding="utf-8")))


def test_plain_values_are_those_of_yaml_1_2(tmp_path: Path) -> None:
    """NO is a country code, 12:30 no number and 1e3 no text: YAML 1.1 would bend all three without a word."""
    text = "a: [no, on, 12:30, 1e3, 0x10, 007, 1_000, ~, null, true, .inf, -2, +1.5, '3', 2003-08-18, '', 1e5x]"
    expected = ["no", "on", "12:30", 1000.0, "0x10", 7, "1_000", None, None, True, float("inf"), -2, 1.5, "3",
                "2003-08-18", "", "1e5x"]  # fmt: skip
    found = loaded(tmp_path, text)
    assert (found.data["a"], found.faults) == (expected, [])
    assert [type(value) for value in found.data["a"]] == [type(value) for value in expected]


def test_every_key_has_its_line(tmp_path: Path) -> None:
    """A fault is told with the line of its key, or of the nearest key around it."""
    found = loaded(tmp_path, "a: 1\nb:\n  c: {d: 2,\n      e: 3}\n  f:\n    - 1\n    - g: 2\n")
    lines = {("a",): 1, ("b",): 2, ("b", "c", "d"): 3, ("b", "c", "e"): 4, ("b", "f", "1", "g"): 7}
    assert {path: found.line_of(path) for path in lines} == lines
    assert (found.line_of(("b", "c", "x", "y")), found.line_of(("z",))) == (3, 1)


def test_json_is_read_too(tmp_path: Path) -> None:
    """What another program writes as JSON needs no translation."""
    assert loaded(tmp_path, '{"a": {"b": [1, "\\u00e9", true, null]}}').data == {"a": {"b": [1, "é", True, None]}}


def test_aliases_are_data_as_far_as_they_are_counted(tmp_path: Path) -> None:
    """Shared sources of donors are a convenience; what they stand for is the same as written out."""
    assert loaded(tmp_path, "a: &x {b: 1}\nc: *x\n").data == {"a": {"b": 1}, "c": {"b": 1}}


TAGGED = "has the tag tag:yaml.org,2002:python/object/apply:os.system; tags are not allowed"
FAULTY: dict[str, tuple[str | bytes, list[tuple[int, str]]]] = {
    "empty": ("", [(0, "it is empty")]),
    "a comment": ("# nothing\n", [(0, "it is empty")]),
    "a list": ("- 1\n", [(1, "must be a mapping of keys to values")]),
    "a word": ("word", [(1, "must be a mapping of keys to values")]),
    "twins": ("a: 1\nb: 2\na: 3\n", [(3, "a is there twice; the first is in line 1")]),
    "inner twins": ("p:\n  a: 1\n  a: 3\n", [(3, "p.a is there twice; the first is in line 2")]),
    "a tag": ("a: 1\nb: !!python/object/apply:os.system [x]\n", [(2, TAGGED)]),
    "its own tag": ("a: !include x\n", [(1, "has the tag !include; tags are not allowed")]),
    "a reference": ("a: ${oc.env:HOME}\n", [(1, "refers to other values with ${...}; write the value itself")]),
    "a reference in a key": ("'${x}': 1\n", [(1, "refers to other values with ${...}; write the value itself")]),
    "a merge": ("a: &x {b: 1}\nc:\n  <<: *x\n", [(3, "merges another mapping with <<; write the entries out")]),
    "a key that is a list": ("a: 1\n? [1]\n: 2\n", [(2, "has a key that is not a name")]),
    "two documents": ("a: 1\n---\nb: 2\n", [(2, "begins a second document; a file holds one")]),
    "itself": ("a: &x [*x]\n", [(1, "*x stands for nothing that is complete above it")]),
    "an alias of nothing": ("a: *x\n", [(1, "*x stands for nothing that is complete above it")]),
    "other bytes": (b"a: 1\nb: \xff\n", [(2, "holds bytes that are not UTF-8 text")]),
    "a null character": ("a: \x00", [(0, "is not YAML: control characters are not allowed")]),
    "an escape sequence": ("a: \x1b[31m", [(0, "is not YAML: control characters are not allowed")]),
    "an open quote": ("a: 'x\n", [(2, "is not YAML: found unexpected end of stream")]),
    "a tab": ("a:\n\tb: 1\n", [(2, "is not YAML: found character that cannot start any token")]),
    "depth": ("a: " + "[" * 100_000, [(1, "is nested more than 12 levels deep")]),
    "deep mappings": ("{a: " * 100_000, [(1, "is nested more than 12 levels deep")]),
    "a long text": ("a: " + "x" * 5_000, [(1, "holds a text of 5,000 characters; 2,000 at most")]),
    "several": ("a: ${x}\nb: !t 1\na: 2\n", [
        (1, "refers to other values with ${...}; write the value itself"),
        (2, "has the tag !t; tags are not allowed"),
        (3, "a is there twice; the first is in line 1"),
    ]),
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTY)
def test_a_fault_is_told_with_its_line(tmp_path: Path, case: str) -> None:
    """Whoever wrote the file finds the place at once; nothing in it is obeyed."""
    content, expected = FAULTY[case]
    assert [tuple(fault) for fault in loaded(tmp_path, content).faults] == expected


LEVELS = [f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]" for n in range(12)]
BOMBS = {
    "aliases of aliases": "\n".join(["a: &a [x, x, x, x, x, x, x, x, x]", *LEVELS]),
    "many keys": "".join(f"k{n}: 1\n" for n in range(MOST_VALUES)),
    "many empty lists": "a: [" + "[]," * 200_000 + "]",
    "many faults": "".join(f"k{n}: !t 1\n" for n in range(80_000)),
    "a large file": "# " + "x" * LARGEST_FILE,
    "a long number": "a: " + "9" * 900_000,
    "many documents": "---\n" * 200_000,
    "many anchors": "".join(f"k{n}: &a{n} 1\n" for n in range(60_000)),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_cheaply(tmp_path: Path, name: str) -> None:
    """A small file that stands for billions of values, or a large one, costs megabytes and is refused."""
    tracemalloc.start()
    found = loaded(tmp_path, BOMBS[name])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.data == {}
    assert 1 <= len(found.faults) <= 101
    assert peak < 60e6


@pytest.mark.parametrize(("path", "said"), [
    ("/dev/zero", "it is not a file"),
    ("", "it is not a file"),
    ("nowhere.yaml", "it cannot be read: No such file or directory"),
    ("x\0y", "it cannot be read: its name holds a null character"),
])  # fmt: skip
def test_what_is_no_file_is_not_read(path: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A device without end or a folder is told apart from a file before a byte is read."""
    monkeypatch.chdir(tmp_path)
    assert [tuple(fault) for fault in load(path).faults] == [(0, said)]


def test_a_pipe_does_not_hang_the_program(tmp_path: Path) -> None:
    """A named pipe nobody writes to would make the reader wait for ever."""
    os.mkfifo(tmp_path / "pipe")
    began = time.monotonic()
    assert load(tmp_path / "pipe").faults[0].said == "it is not a file"
    assert time.monotonic() - began < 5


def test_reading_opens_nothing_but_the_file(tmp_path: Path) -> None:
    """Python's own audit sees every file opened, process started and socket made while a hostile file is read."""
    hostile = (
        "a: !!python/object/apply:os.system ['touch owned']\nb: ${oc.env:HOME}\nc: !include /etc/passwd\n_target_: x\n"
    )
    (tmp_path / "hostile.yaml").write_text(hostile)
    code = (
        "import sys\n"
        "from ssrsim.scenario.loader import load\n"
        "''.encode('utf-8-sig')  # the codec is loaded on first use\n"
        "seen = []\n"
        "watched = ('open', 'subprocess.Popen', 'os.system', 'socket.connect', 'import', 'exec', 'os.mkdir')\n"
        "sys.addaudithook(lambda event, args: seen.append((event, str(args[0]))) if event in watched else None)\n"
        "faults = load('hostile.yaml').faults\n"
        "seen_now = list(seen)\n"
        "assert len(faults) == 3, faults\n"
        "assert seen_now == [('open', 'hostile.yaml')], seen_now\n"
    )
    environment: dict[str, Any] = os.environ | {"PYTHONPATH": str(config_folder().parent)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["hostile.yaml"]
