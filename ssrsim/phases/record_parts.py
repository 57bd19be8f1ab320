"""Part of phase 11: the record by district, reform, donor and group, as far as it is wanted. Changes nothing else."""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.money import fixed_share, unfixed

float32 = np.float32
int64 = np.int64


@phase
def write_districts(world, month, first, last):
    """Districts: one line each, if they are recorded."""
    if world.district_record.shape[0] > 0:
        for row in range(first, last):
            line = world.district_record[month, row]
            people = world.districts.people[row]
            line.trust_police = unfixed(world.districts.trust_police_total[row], people)
            line.trust_army = unfixed(world.districts.trust_army_total[row], people)
            line.insecurity = world.districts.insecurity[row]
            line.state_control = world.districts.state_control[row]
            line.crime = world.districts.crime[row]
            line.abuse = float32(world.districts.abused[row])
            line.battle_deaths = float32(world.districts.deaths[row])


@phase
def write_reforms(world, month, first, last):
    """Reforms: one line each, if they are recorded."""
    if world.reform_record.shape[0] > 0:
        for row in range(first, last):
            line = world.reform_record[month, row]
            line.formal = world.reforms.formal[row]
            line.effective = world.reforms.effective[row]
            line.reported = world.reforms.reported[row]
            line.spent = world.reforms.spent[row]
            line.leaked = world.reforms.leaked[row]


@phase
def write_donors(world, month, first, last):
    """Donors: one line each, if they are recorded."""
    if world.donor_record.shape[0] > 0:
        for row in range(first, last):
            line = world.donor_record[month, row]
            line.committed = world.donors.committed[row]
            line.disbursed = world.donors.disbursed[row]
            line.suspension = world.donors.suspension[row]


@phase
def write_groups(world, month, first, last):
    """Groups: one line each, if they are recorded; means over their people as phase 7 added them up."""
    if world.group_record.shape[0] > 0:
        for row in range(first, last):
            group = world.groups[row]
            line = world.group_record[month, row]
            line.people = group.tallied
            line.trust_police = unfixed(group.trust_police_total, group.tallied)
            line.trust_army = unfixed(group.trust_army_total, group.tallied)
            line.grievance = unfixed(group.grievance_total, group.tallied)
            line.fear = unfixed(group.fear_total, group.tallied)
            line.livelihood = unfixed(group.livelihood_total, group.tallied)
            felt = unfixed(_insecurity_total(world, row), group.tallied)
            line.feel_safe = 1.0 - felt if group.tallied > 0 else 0.0  # no mean of nobody: 0 as the others
            line.abuse = group.abused
            line.contacts = group.contacts
            line.bribes = group.bribes


@part
def _insecurity_total(world, group):
    """Insecurity in the districts where people of a group live, added up over them."""
    strata, districts = world.strata, world.districts
    total = int64(0)
    for row in range(strata.shape[0]):
        felt = fixed_share(districts.insecurity[strata.district[row]])
        total += strata.tallied[row] * felt if strata.group[row] == group else int64(0)
    return total
