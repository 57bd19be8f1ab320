"""Part of phase 11: the record by district, by reform and by donor, as far as it is wanted. Changes nothing else."""

import numpy as np

from ssrsim.compiled import phase
from ssrsim.equations.money import unfixed

float32 = np.float32


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
