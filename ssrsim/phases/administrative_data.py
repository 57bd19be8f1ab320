"""Part of phase 10: what implementers report, auditors find and the state's own registers hold."""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.monitoring import audited_share, police_statistics, registered_share, reported_level
from ssrsim.equations.portable import clipped
from ssrsim.equations.quantiles import binomial_quantile
from ssrsim.phases.programmes import leakage_of_a_year
from ssrsim.world.columns_institutions import AUDIT_OFFICE
from ssrsim.world.streams import REGISTERS, STATISTICS, four_uniforms, one_normal
from ssrsim.world.world import EFFECT, EFFECTIVE

float32 = np.float32
int64 = np.int64

REPORT_EVERY = 3  # months between reports of implementers
MEASUREMENT, COMPLAINTS = EFFECT["measurement"], EFFECT["complaints"]
OF_COUNTRY, OF_REFORMS = 0, 1_000_000  # whose error it is: draws of the country and of a reform never meet


@phase
def report_reforms(world, month, first, last):
    """Reforms: each quarter implementers report how far those are that are due by now, mostly on paper."""
    reforms = world.reforms
    nation = world.nation[0]
    bias_counts = float32(world.mechanisms[0].observation_bias)
    if month % REPORT_EVERY == 0:
        for row in range(first, last):
            z = one_normal(world.key, REGISTERS, month, OF_REFORMS + row)
            level = reported_level(reforms.formal[row], reforms.effective[row], nation.interference, z, bias_counts,
                                   world.parameters[0])  # fmt: skip
            reforms.reported[row] = level if reforms.planned[row] == 1 else float32(0.0)


@phase
def record_insecurity(world, month, first, last):
    """Districts: the police publish last month's statistics and record this month's, less where the state is absent."""
    districts = world.districts
    for row in range(first, last):
        z = one_normal(world.key, STATISTICS, month, world.units.id[districts.police_unit[row]])
        recorded = police_statistics(districts.insecurity[row], districts.state_control[row], z, world.parameters[0])
        districts.admin_insecurity[row] = districts.recorded_insecurity[row] if month > 0 else recorded
        districts.recorded_insecurity[row] = recorded


@phase
def keep_registers(world, month, first, last):
    """Nation: audits and reports come out; registers publish what they wrote down a month ago."""
    nation = world.nation[0]
    p = world.parameters[0]
    nation.admin_leakage_share = _audited_leakage(world)
    nation.admin_formal = _reported_progress(world.reforms)
    nation.admin_insecurity = _recorded_insecurity(world.districts)
    nation.admin_complaints = nation.pending_complaints
    nation.admin_sanctions = nation.pending_sanctions
    nation.admin_payroll = nation.pending_payroll
    nation.admin_response_time = nation.pending_response_time
    u, v, _, _ = four_uniforms(world.key, REGISTERS, month, OF_COUNTRY, 0)
    bias_counts = float32(world.mechanisms[0].observation_bias)
    handling, measurement = world.effects[EFFECTIVE, COMPLAINTS], world.effects[EFFECTIVE, MEASUREMENT]
    complaints = registered_share(p.register_complaints, handling, measurement, nation.interference, bias_counts, p)
    sanctions = registered_share(p.register_sanctions, handling, measurement, nation.interference, bias_counts, p)
    filed = names = int64(0)
    for row in range(world.districts.shape[0]):
        filed += world.districts.complained[row]
    for row in range(world.units.shape[0]):
        names += world.units.strength[row] + world.units.ghosts[row]
    nation.pending_complaints = binomial_quantile(filed, complaints, u)
    nation.pending_sanctions = binomial_quantile(nation.sanctions, sanctions, v)
    nation.pending_payroll = names
    nation.pending_response_time = _logged_minutes(world)
    if month == 0:  # before the settlement nothing was filed, but somebody was paid, and somebody came
        nation.admin_payroll = names
        nation.admin_response_time = nation.pending_response_time


@part
def _logged_minutes(world):
    """Mean response in police logs over answered calls: those that nobody came for leave no line."""
    districts = world.districts
    units = world.units
    minutes, answered = float32(0.0), float32(0.0)
    for row in range(districts.shape[0]):
        police = districts.police_unit[row]
        calls = float32(districts.people[row]) * units.clearance[police]
        minutes += calls * units.response[police]
        answered += calls
    return minutes / answered if answered > 0.0 else float32(1440.0)


@part
def _audited_leakage(world):
    """Leakage of 12 months as far as auditors find it."""
    audit = world.oversight_bodies.effective[AUDIT_OFFICE] * world.oversight_bodies.independence[AUDIT_OFFICE]
    return leakage_of_a_year(world.recent) * audited_share(audit, world.effects[EFFECTIVE, MEASUREMENT])


@part
def _reported_progress(reforms):
    """Mean level last reported over the reforms that are due by now; 0 where none is."""
    reported, planned = float32(0.0), float32(0.0)
    for row in range(reforms.shape[0]):
        if reforms.planned[row] == 1:
            reported += reforms.reported[row]
            planned += 1.0
    return reported / planned if planned > 0.0 else float32(0.0)


@part
def _recorded_insecurity(districts):
    """Mean of the published police statistics over people."""
    insecurity, people = float32(0.0), float32(0.0)
    for row in range(districts.shape[0]):
        insecurity += districts.admin_insecurity[row] * float32(districts.people[row])
        people += float32(districts.people[row])
    return clipped(insecurity / people, 0.0, 1.0) if people > 0.0 else float32(0.0)
