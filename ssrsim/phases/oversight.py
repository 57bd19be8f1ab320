"""Phase 5: oversight bodies, cases, courts, scandals. Form first, function later, and only as far as it is free."""

import numpy as np

from ssrsim.compiled import phase
from ssrsim.equations.oversight import (
    combined_chance,
    court_capacity,
    scandal_chance,
    updated_effective,
    updated_formal,
    updated_independence,
)
from ssrsim.equations.portable import clipped, relaxed
from ssrsim.equations.quantiles import binomial_quantile, rounded_randomly
from ssrsim.scenario.events import CAUSE, KIND
from ssrsim.world.columns_institutions import COURTS, INTERNAL_AFFAIRS, MEDIA, OMBUDSMAN
from ssrsim.world.streams import CASES, SCANDAL, four_uniforms, one_uniform
from ssrsim.world.world import EFFECT, EFFECTIVE, FORMAL, log_event

float32 = np.float32
int64 = np.int64

DIALOGUE, TRANSPARENCY = EFFECT["dialogue"], EFFECT["transparency"]
# which effect builds which body, in the order of BODY_KINDS
BODY_EFFECTS = np.array(
    [EFFECT[name] for name in ("parliament", "complaints", "audit", "audit", "complaints", "justice", "media")]
)
# chance per misdeed and month that a fully effective, independent body finds it: audits look at books, not at misdeeds
DETECTION_SHARES = np.array([0.5, 1.0, 0.0, 1.0, 2.0, 0.0, 1.0], dtype=np.float32)
EVENT_SCANDAL, CAUSE_EXPOSED = KIND["scandal"], CAUSE["exposed_abuse"]


@phase
def renew_bodies(world, month, first, last):
    """Oversight bodies: mandate from reforms, practice later, independence against interference."""
    bodies = world.oversight_bodies
    nation = world.nation[0]
    p = world.parameters[0]
    interference = nation.interference if world.mechanisms[0].capture == 1 else float32(0.0)
    for row in range(first, last):
        effect = BODY_EFFECTS[bodies.kind[row]]
        formal = updated_formal(bodies.formal[row], bodies.formal_at_start[row], world.effects[FORMAL, effect], p)
        bodies.formal[row] = formal
        bodies.effective[row] = updated_effective(
            bodies.effective[row], bodies.effective_at_start[row], formal, world.effects[EFFECTIVE, effect], p
        )
        bodies.independence[row] = updated_independence(
            bodies.independence[row], interference, world.effects[EFFECTIVE, DIALOGUE], formal, p
        )


@phase
def watch(world, month, first, last):
    """Nation: what all bodies together detect, and how many complaints they take up."""
    nation = world.nation[0]
    bodies = world.oversight_bodies
    total, detection, taken_up = float32(0.0), float32(0.0), float32(0.0)
    for row in range(bodies.shape[0]):
        works = bodies.effective[row] * bodies.independence[row]
        total += works
        chance = world.parameters[0].detection_rate * DETECTION_SHARES[bodies.kind[row]] * works
        detection = combined_chance(detection, chance)
        if bodies.kind[row] == OMBUDSMAN or bodies.kind[row] == INTERNAL_AFFAIRS:
            taken_up = combined_chance(taken_up, works)
    nation.complaints_taken_up = taken_up
    nation.oversight = total / float32(bodies.shape[0])
    nation.detection = detection


@phase
def open_cases(world, month, first, last):
    """Units: cases opened this month against last month's misdeeds, from complaints and from what bodies find."""
    units = world.units
    for row in range(first, last):
        _, _, u, v = four_uniforms(world.key, CASES, month, row, 0)
        found = binomial_quantile(units.misdeeds[row], world.nation[0].detection, u)
        cases = binomial_quantile(units.complaints[row], world.nation[0].complaints_taken_up, v) + found
        units.cases[row] = cases if cases < units.misdeeds[row] else units.misdeeds[row]


@phase
def try_cases(world, month, first, last):
    """Nation: courts decide what they can; the rest waits, and what waits too long dies."""
    nation = world.nation[0]
    p = world.parameters[0]
    works = world.oversight_bodies.effective[COURTS] * world.oversight_bodies.independence[COURTS]
    new = int64(0)
    for row in range(world.units.shape[0]):
        new += world.units.cases[row]
    population_m = float32(nation.population_at_start) / 1000000.0
    waiting = nation.backlog + new
    u, _, _, _ = four_uniforms(world.key, CASES, month, 0, 1)
    capacity = rounded_randomly(court_capacity(population_m, works, p), u)
    decided = capacity if capacity < waiting else waiting
    nation.cases_opened = new
    decided_share = float32(decided) / float32(waiting) if waiting > 0 else float32(1.0)
    convicts = clipped(decided_share * (p.conviction_floor + (1.0 - p.conviction_floor) * works), 0.0, 1.0)
    nation.sanction_probability = convicts if world.mechanisms[0].sanctions == 1 else 0.0
    left = float32(waiting - decided) * (1.0 - p.case_death)
    nation.backlog = int64(left)
    nation.justice = works * (0.5 + 0.5 * decided_share)


@phase
def sanction(world, month, first, last):
    """Units: sanctions this month, and sanctions per misdeed as officers come to see them."""
    units = world.units
    nation = world.nation[0]
    for row in range(first, last):
        _, u, _, _ = four_uniforms(world.key, CASES, month, row, 0)
        sanctions = binomial_quantile(units.cases[row], nation.sanction_probability, u)
        units.sanctions[row] = sanctions
        misdeeds = units.misdeeds[row]
        now = float32(sanctions) / float32(misdeeds) if misdeeds > 0 else units.sanctions_per_misdeed[row]
        units.sanctions_per_misdeed[row] = relaxed(units.sanctions_per_misdeed[row], now, 0.2)


@phase
def break_scandal(world, month, first, last):
    """Nation: exposed abuse becomes news where media are free and cases are public.

    News fade with a half-life of a year.
    """
    nation = world.nation[0]
    p = world.parameters[0]
    exposed = sanctions = int64(0)
    for row in range(world.units.shape[0]):
        sanctions += world.units.sanctions[row]
        exposed += world.units.cases[row]
    nation.sanctions = sanctions
    media = world.oversight_bodies.effective[MEDIA] * world.oversight_bodies.independence[MEDIA]
    open_press = clipped(
        0.5 * media + 0.5 * nation.media_freedom + 0.3 * world.effects[EFFECTIVE, TRANSPARENCY], 0.0, 1.0
    )
    per_million = 1000000.0 * float32(exposed) / float32(nation.population_at_start)
    chance = scandal_chance(per_million, open_press, nation.scandal, p)
    breaks = one_uniform(world.key, SCANDAL, month, 0) < chance and world.mechanisms[0].scandals == 1
    size = p.scandal_size if breaks else float32(0.0)
    size = size if size > nation.shock_scandal else nation.shock_scandal
    nation.new_scandal = size
    nation.scandal = clipped(nation.scandal * p.scandal_kept + size, 0.0, 1.0)
    if size > 0.0:
        log_event(world.nation, world.events, month, EVENT_SCANDAL, -1, -1, CAUSE_EXPOSED, exposed)
