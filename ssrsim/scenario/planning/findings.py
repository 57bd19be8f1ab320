"""All that is found in a plan before anything runs, in the order of its parts."""

from __future__ import annotations

from ssrsim.scenario.planning.finding import Finding
from ssrsim.scenario.planning.gates import gate_findings
from ssrsim.scenario.planning.overlaps import overlap_findings
from ssrsim.scenario.planning.pairs import pair_findings
from ssrsim.scenario.planning.reach import reach_of
from ssrsim.scenario.planning.reactions import reaction_findings
from ssrsim.scenario.scenario import Scenario


def findings_of(scenario: Scenario) -> tuple[Finding, ...]:
    """Every fault and doubt about the plan of a scenario, in this scenario."""
    reach = reach_of(scenario)
    parts = (gate_findings, overlap_findings, reaction_findings, pair_findings)
    return tuple(dict.fromkeys(found for part in parts for found in part(scenario, reach)))
