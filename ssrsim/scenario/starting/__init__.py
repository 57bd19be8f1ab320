"""Commented files to start from: a small fictional country, a plan, and a study."""

from ssrsim.scenario.starting.files import starting_plan, starting_scenario, starting_study, write_starting_file

__all__ = ["starting_plan", "starting_scenario", "starting_study", "write_starting_file"]
