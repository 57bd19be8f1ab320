"""Phase 1: what strikes from outside this month. Reads the schedule and the neighbours; decides nothing."""

import numpy as np

from ssrsim.compiled import part, phase
from ssrsim.equations.money import portion, unfixed
from ssrsim.equations.portable import clipped, logistic, relaxed
from ssrsim.equations.shocks import disaster_now, mismatch, scandal_of_massacre
from ssrsim.phases.leaders import stronghold_of
from ssrsim.scenario.country import FACTION_KINDS
from ssrsim.scenario.events import CAUSE, KIND
from ssrsim.scenario.shocks import SHOCK_KINDS
from ssrsim.world.ledger import open_month
from ssrsim.world.streams import DISASTER, ECONOMY, PATRON, THREAT, four_uniforms, one_normal, one_uniform
from ssrsim.world.world import EFFECT, EFFECTIVE, log_event

float32 = np.float32
int64 = np.int64

ECONOMIC = SHOCK_KINDS.index("economic")
AID_CUT = SHOCK_KINDS.index("aid_cut")
SCANDAL = SHOCK_KINDS.index("scandal")
SPOILER = SHOCK_KINDS.index("spoiler_attack")
INTERVENTION = SHOCK_KINDS.index("patron_intervention")
BOOM = SHOCK_KINDS.index("commodity_boom")
MASSACRE, EARLY_ELECTION = SHOCK_KINDS.index("massacre"), SHOCK_KINDS.index("early_election")
MISSION_EXIT = SHOCK_KINDS.index("mission_exit")
STRUCK_BY_DISASTER, NEW_THREAT = SHOCK_KINDS.index("disaster"), SHOCK_KINDS.index("new_threat")
# what full strength of a threat takes from deterrence, from policing, and adds to insecurity. Source: assumed (A111)
THREAT_WEIGHTS = np.array(
    [[0.4, 0.2, 0.15], [0.1, 0.6, 0.05], [0.2, 0.3, 0.0], [0.1, 0.1, 0.1]], dtype=np.float32
)  # terrorism, organised crime, cyber, climate
TO_ARMY, TO_POLICE, TO_CIVILIANS = 0, 1, 2
WARNING = EFFECT["warning"]
EVENT_SHOCK, EVENT_DISASTER, EVENT_THREAT, CAUSE_CHANCE = (
    KIND["shock"], KIND["disaster"], KIND["new_threat"], CAUSE["chance"],
)  # fmt: skip
EVENT_PATRON = KIND["patron_intervention"]
CAUSE_SCHEDULED = CAUSE["scheduled"]
POLICE, ARMY = 0, 1
PATRON_BACKED = FACTION_KINDS.index("patron_backed")
CAUSE_NEIGHBOUR = CAUSE["neighbour"]


@phase
def strike(world, month, first, last):
    """Shocks: each is at full strength while it lasts."""
    shocks = world.shocks
    for row in range(first, last):
        lasts = month >= shocks.start[row] and month < shocks.start[row] + shocks.months[row]
        shocks.size_now[row] = shocks.shock_size[row] if lasts else 0.0


@part
def _is_armed_now(world, faction, month):
    """Whether a hostile neighbour arms a faction this month, by chance."""
    u = one_uniform(world.key, PATRON, month, world.armed_groups.id[faction])
    often = world.parameters[0].patron_rate * world.nation[0].neighbour_hostility
    return world.mechanisms[0].random_shocks == 1 and u < often


@phase
def arm_by_patron(world, month, first, last):
    """Armed groups: patrons arm some, at random or as scheduled; old support fades with a half-life of a year or so.

    Those that a state made its own keep a part of it as long as that state is hostile.
    """
    groups = world.armed_groups
    p = world.parameters[0]
    hostility = world.nation[0].neighbour_hostility
    for row in range(first, last):
        lasting = groups.kind[row] == PATRON_BACKED and world.mechanisms[0].patron_states == 1
        kept = hostility * groups.patron_at_start[row] if lasting else float32(0.0)
        support = relaxed(groups.patron[row], kept, 1.0 - p.patron_kept)
        if _is_armed_now(world, row, month):
            support = clipped(support + p.patron_size, 0.0, 1.0)
        windfall = float32(0.0)
        for shock in range(world.shocks.shape[0]):
            if world.shocks.faction[shock] < 0 or world.shocks.faction[shock] == row:
                size = world.shocks.size_now[shock]
                if world.shocks.kind[shock] == INTERVENTION and size > support:
                    support = size
                if world.shocks.kind[shock] == SPOILER and size > windfall:
                    windfall = size
        groups.windfall[row] = windfall
        groups.patron[row] = support


@phase
def strike_districts(world, month, first, last):
    """Districts: what is left of disasters, and those that strike now, as scheduled or by chance.

    One draw a month for the whole country; it strikes where people live, so that results do not depend on how many
    districts a country is cut into.
    """
    districts = world.districts
    p = world.parameters[0]
    u, v, _, _ = four_uniforms(world.key, DISASTER, month, 0, 0)
    by_chance = world.mechanisms[0].random_shocks == 1 and world.mechanisms[0].disasters == 1 and u < p.disaster_rate
    place = _place_by_people(districts, v) if by_chance else int64(-1)
    for row in range(first, last):
        districts.struck[row] = 1 if place == row else 0
        scheduled = _strongest_here(world.shocks, STRUCK_BY_DISASTER, row)
        scheduled = scheduled if world.mechanisms[0].disasters == 1 else float32(0.0)
        new = p.disaster_size if place == row else float32(0.0)
        districts.disaster[row] = disaster_now(districts.disaster[row], scheduled, new, p)


@part
def _place_by_people(districts, u):
    """The district at quantile u of the people."""
    people = int64(0)
    for row in range(districts.shape[0]):
        people += districts.people[row]
    wanted = portion(people, u)
    for row in range(districts.shape[0]):
        wanted -= districts.people[row]
        if wanted < 0:
            return int64(row)
    return int64(districts.shape[0] - 1)


@part
def _strongest_here(shocks, kind, district):
    """The strongest shock of a kind that strikes this district or the whole country."""
    strongest = float32(0.0)
    for shock in range(shocks.shape[0]):
        here = shocks.district[shock] < 0 or shocks.district[shock] == district
        if shocks.kind[shock] == kind and here and shocks.size_now[shock] > strongest:
            strongest = shocks.size_now[shock]
    return strongest


@phase
def face_threats(world, month, first, last):
    """Districts: what new threats take from deterrence and policing and how far they expose civilians.

    Until warning and skill have caught up. Not validated: an illustration for exercises.
    """
    districts = world.districts
    nation = world.nation[0]
    p = world.parameters[0]
    warned = world.effects[EFFECTIVE, WARNING] if world.mechanisms[0].early_warning == 1 else float32(0.0)
    for row in range(first, last):
        police, army = districts.police_unit[row], districts.army_unit[row]
        skill = clipped(unfixed(world.units.skill_total[police], world.units.rows[police]), 0.0, 1.0)
        army_skill = clipped(unfixed(world.units.skill_total[army], world.units.rows[army]), 0.0, 1.0)
        threat = (float32(0.0), float32(0.0), float32(0.0))
        if world.mechanisms[0].new_threats == 1:
            threat = _threat_here(world.shocks, row, nation.new_threat, int64(nation.new_threat_kind))
        districts.unprepared_army[row] = mismatch(threat[TO_ARMY], warned, army_skill, p)
        districts.unprepared_police[row] = mismatch(threat[TO_POLICE], warned, skill, p)
        districts.exposed[row] = mismatch(threat[TO_CIVILIANS], warned, skill, p)


@part
def _threat_here(shocks, district, by_chance, kind):
    """What the strongest of all new threats here takes from deterrence and policing and adds to insecurity."""
    army, police, civilians = float32(0.0), float32(0.0), float32(0.0)
    if by_chance > 0.0:
        army, police = by_chance * THREAT_WEIGHTS[kind, TO_ARMY], by_chance * THREAT_WEIGHTS[kind, TO_POLICE]
        civilians = by_chance * THREAT_WEIGHTS[kind, TO_CIVILIANS]
    for shock in range(shocks.shape[0]):
        here = shocks.district[shock] < 0 or shocks.district[shock] == district
        if shocks.kind[shock] == NEW_THREAT and here:
            size, what = shocks.size_now[shock], shocks.threat[shock]
            army = max(army, size * THREAT_WEIGHTS[what, TO_ARMY])
            police = max(police, size * THREAT_WEIGHTS[what, TO_POLICE])
            civilians = max(civilians, size * THREAT_WEIGHTS[what, TO_CIVILIANS])
    return army, police, civilians


@phase
def meet_new_threat(world, month, first, last):
    """Nation: a new threat may come by chance; what there is fades as people learn to live with it."""
    nation = world.nation[0]
    p = world.parameters[0]
    u, v, _, _ = four_uniforms(world.key, THREAT, month, 0, 0)
    by_chance = world.mechanisms[0].random_shocks == 1 and world.mechanisms[0].new_threats == 1
    nation.new_threat = nation.new_threat * p.new_threat_kept
    nation.new_threat_now = 0
    if by_chance and u < p.new_threat_rate:
        nation.new_threat = p.new_threat_size if p.new_threat_size > nation.new_threat else nation.new_threat
        nation.new_threat_kind = int64(v * float32(len(THREAT_WEIGHTS)))
        nation.new_threat_now = 1


@phase
def log_shocks(world, month, first, last):
    """Nation: a log of what strikes now, with its place and cause."""
    shocks = world.shocks
    nation = world.nation[0]
    for row in range(shocks.shape[0]):
        off = shocks.logged[row] == 0  # another row stands for the same shock
        off = off or (shocks.kind[row] == STRUCK_BY_DISASTER and world.mechanisms[0].disasters == 0)
        off = off or (shocks.kind[row] == NEW_THREAT and world.mechanisms[0].new_threats == 0)
        if shocks.start[row] == month and not off:
            log_event(
                world.nation, world.events, month, EVENT_SHOCK, int64(shocks.district[row]), int64(shocks.subject[row]),
                CAUSE_SCHEDULED, 0,
            )  # fmt: skip
    for row in range(world.districts.shape[0]):
        if world.districts.struck[row] == 1:
            people = world.districts.people[row]
            log_event(world.nation, world.events, month, EVENT_DISASTER, row, -1, CAUSE_CHANCE, people)
    if nation.new_threat_now == 1:
        log_event(world.nation, world.events, month, EVENT_THREAT, -1, int64(nation.new_threat_kind), CAUSE_CHANCE, 0)
    for row in range(world.armed_groups.shape[0]):
        if _is_armed_now(world, row, month):
            place = stronghold_of(world.fronts, world.strata, row)
            log_event(world.nation, world.events, month, EVENT_PATRON, place, row, CAUSE_NEIGHBOUR, 0)


@phase
def feel_shocks(world, month, first, last):
    """Nation: what all shocks of a kind come to, and the income of the country."""
    nation = world.nation[0]
    p = world.parameters[0]
    open_month(world.accounts)
    nation.shock_economic = _strongest(world.shocks, ECONOMIC)
    nation.shock_aid_cut = _strongest(world.shocks, AID_CUT)
    nation.shock_scandal_police = _strongest_scandal(world.shocks, POLICE, p)
    nation.shock_scandal_army = _strongest_scandal(world.shocks, ARMY, p)
    nation.shock_election = _begins(world.shocks, EARLY_ELECTION, month)
    nation.shock_boom = _strongest(world.shocks, BOOM)
    z = one_normal(world.key, ECONOMY, month, 0)
    noise = p.economy_noise * z if world.mechanisms[0].random_shocks == 1 else 0.0
    nation.economy_noise = 0.97 * nation.economy_noise + noise
    income = nation.growth * float32(month) + nation.economy_noise - 0.4 * nation.shock_economic
    nation.economy = logistic(2.0 * income)


@part
def _strongest(shocks, kind):
    strongest = float32(0.0)
    for shock in range(shocks.shape[0]):
        if shocks.kind[shock] == kind and shocks.size_now[shock] > strongest:
            strongest = shocks.size_now[shock]
    return strongest


@part
def _strongest_scandal(shocks, service, p):
    """The strongest scandal of a service now; a massacre that it commits is one."""
    strongest = float32(0.0)
    for shock in range(shocks.shape[0]):
        if shocks.service[shock] == service:
            size = shocks.size_now[shock] if shocks.kind[shock] == SCANDAL else float32(0.0)
            massacre = shocks.kind[shock] == MASSACRE and shocks.faction[shock] < 0
            size = scandal_of_massacre(shocks.size_now[shock], p) if massacre else size
            strongest = size if size > strongest else strongest
    return strongest


@part
def _begins(shocks, kind, month):
    """1 if a shock of a kind begins this month, else 0: those that happen once, however long they last."""
    for shock in range(shocks.shape[0]):
        if shocks.kind[shock] == kind and shocks.start[shock] == month and shocks.shock_size[shock] > 0.0:
            return 1
    return 0


@part
def is_told_to_leave(shocks, mission, month):
    """Whether a scheduled shock lets a mission begin to leave in this month."""
    for shock in range(shocks.shape[0]):
        strikes = shocks.kind[shock] == MISSION_EXIT and shocks.shock_size[shock] > 0.0
        named = shocks.mission[shock] < 0 or shocks.mission[shock] == mission
        if strikes and named and shocks.start[shock] == month:
            return True
    return False
