"""What the package says of itself: the same in every file, complete, and true of the lock."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

import ssrsim

ROOT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PROJECT = PYPROJECT["project"]
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text())
CODEMETA = json.loads((ROOT / "codemeta.json").read_text())

CODEMETA_TERMS = {
    "@context", "@type", "applicationCategory", "author", "buildInstructions", "codeRepository",
    "continuousIntegration", "contributor", "copyrightHolder", "dateCreated", "dateModified", "datePublished",
    "description", "developmentStatus", "downloadUrl", "funder", "funding", "hasSourceCode", "identifier",
    "isAccessibleForFree", "issueTracker", "keywords", "license", "maintainer", "name", "operatingSystem",
    "programmingLanguage", "readme", "referencePublication", "relatedLink", "releaseNotes", "runtimePlatform",
    "softwareHelp", "softwareRequirements", "softwareSuggestions", "version",
}  # fmt: skip


def locked(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text()


def spelt_alike(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_version_stands_in_one_place() -> None:
    """Whoever cites a result names a version; two files that disagree make it useless."""
    assert PROJECT["dynamic"] == ["version"]
    assert PYPROJECT["tool"]["hatch"]["version"] == {"path": "ssrsim/__init__.py"}
    assert str(CITATION["version"]) == CODEMETA["version"] == ssrsim.__version__
    assert re.fullmatch(r"\d+\.\d+\.\d+((a|b|rc)\d+)?", ssrsim.__version__)


def test_name_licence_keywords_and_authors_agree() -> None:
    """Archives and indices each read another file."""
    assert CITATION["title"].split(":")[0] == CODEMETA["name"] == PROJECT["name"] == ssrsim.__name__
    assert CITATION["license"] == CODEMETA["license"].removeprefix("https://spdx.org/licenses/") == PROJECT["license"]
    assert CITATION["keywords"] == CODEMETA["keywords"] == PROJECT["keywords"]
    names = [author["name"] for author in PROJECT["authors"]]
    assert [author["name"] for author in CITATION["authors"]] == names
    assert [author["name"] for author in CODEMETA["author"]] == names
    assert CODEMETA["description"] == PROJECT["description"]
    assert (ROOT / "LICENSE").read_text().startswith("MIT License")


def test_citation_has_what_its_format_requires() -> None:
    """Citation File Format 1.2.0: four required keys; citation managers refuse a file without them."""
    assert {"cff-version", "message", "title", "authors"} <= set(CITATION)
    assert CITATION["cff-version"] == "1.2.0"
    assert CITATION["type"] in ("software", "dataset")
    assert all(author.get("name") or author.get("family-names") for author in CITATION["authors"])
    assert 200 < len(CITATION["abstract"]) < 2000


def test_codemeta_is_codemeta_3() -> None:
    """A misspelt term is silently ignored by whoever harvests the file."""
    assert CODEMETA["@context"] == "https://w3id.org/codemeta/3.0"
    assert CODEMETA["@type"] == "SoftwareSourceCode"
    assert set(CODEMETA) <= CODEMETA_TERMS
    for key in ("readme", "buildInstructions", "releaseNotes"):
        assert (ROOT / CODEMETA[key]).is_file()


def test_codemeta_names_the_dependencies_and_pythons_of_the_package() -> None:
    """A second list that nobody compares is soon wrong."""
    named = [requirement["name"] + requirement["version"] for requirement in CODEMETA["softwareRequirements"]]
    assert named == PROJECT["dependencies"]
    classified = [line.rsplit(" ", 1)[1] for line in PROJECT["classifiers"] if re.search(r":: 3\.\d+$", line)]
    assert CODEMETA["runtimePlatform"] == [f"Python {python}" for python in classified]


@pytest.mark.parametrize("name", ["core", "dev", "browser"])
def test_lock_has_a_hash_for_every_pin_and_names_no_package_index(name: str) -> None:
    """The lock must install anywhere and nothing but what was reviewed."""
    text = locked(name)
    assert "://" not in text
    entries = [line for line in text.replace("\\\n", " ").splitlines() if line.strip() and not line.startswith("#")]
    assert len(entries) > 40
    assert not [entry[:60] for entry in entries if not re.match(r"[\w.-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", entry)]


def test_lock_holds_every_dependency_and_at_most_fifteen_are_direct() -> None:
    """Installing from the lock and then the package without its dependencies must leave nothing out."""
    pinned = {spelt_alike(name) for name in re.findall(r"^([\w.-]+)==", locked("core"), re.MULTILINE)}
    direct = [spelt_alike(re.split(r"[<>=!~ ]", line)[0]) for line in PROJECT["dependencies"]]
    assert set(direct) <= pinned
    assert len(direct) <= 15


def test_each_dependency_and_extra_has_a_lower_bound() -> None:
    """Without a bound a resolver may pick a release from before what we use existed."""
    extras: dict[str, Any] = PROJECT["optional-dependencies"]
    assert set(extras) == {"experiments", "cluster", "dashboard", "report"}
    wanted = [*PROJECT["dependencies"], *(line for lines in extras.values() for line in lines)]
    assert not [line for line in wanted if ">=" not in line]


def test_annotations_are_offered_to_type_checkers() -> None:
    """Without this file a user's type checker ignores every annotation in the package (PEP 561)."""
    assert (Path(ssrsim.__file__).parent / "py.typed").is_file()
