"""Commented files to start from: a small fictional country, and a plan."""

from ssrsim.scenario.starting.files import starting_plan, starting_scenario, write_starting_file

__all__ = ["starting_plan", "starting_scenario", "write_starting_file"]
