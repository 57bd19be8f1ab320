"""The civilians' rules of ssrsim as a plain Mesa model: one object for each civilian, `do` for each phase.

Written as one writes it in Mesa, in Python floats and with the model's own `random`, so that it agrees with ssrsim in
distribution and not in bits. What it leaves out: everybody who is no civilian. The institutions of each month, weights
of rows and ties to commanders are handed in from a run of ssrsim (`Surroundings`), and what civilians do has no effect
on them.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from typing import Any

import mesa

from benchmarks.surroundings import Surroundings, as_objects
from ssrsim.world.world import World

# columns that a civilian starts with, by the same names
STARTS = (
    "trust_trait", "outlook", "trust_trait_army", "trust_police", "trust_army", "perceived_corruption",
    "perceived_performance", "perceived_protection", "grievance", "fear", "livelihood_trait", "livelihood",
    "victimisation", "commander_tie", "contact_year", "bribe_year", "group", "stage",
)  # fmt: skip
SUMS = (
    "people", "trust_police", "trust_army", "grievance", "fear", "livelihood", "cooperative", "protesting",
    "recruitable", "criminal", "fleeing", "cooperated", "protested", "contacts", "bribes", "abused", "complained",
)  # fmt: skip
GOOD, NEGLECT, BRIBE, ABUSE = 1, 2, 3, 4
POLICE, ARMY = 1, 2
FIGHTER, DEMOBILISED, REINTEGRATED = 1, 2, 3


def held(x: float) -> float:
    """X inside 0..1."""
    return 0.0 if x < 0.0 else (1.0 if x > 1.0 else x)


class Civilian(mesa.Agent):
    """Somebody who meets policemen and soldiers, talks with six peers, and acts."""

    def __init__(self, model: TwinModel, stratum: int, district: int, start: dict[str, Any]) -> None:
        super().__init__(model)
        self.stratum, self.district = stratum, district
        self.__dict__.update(start)
        self.contact = self.outcome = 0
        self.weight = 0
        self.peers: list[Civilian] = []

    def encounter(self) -> None:
        """Whom they meet, and what comes of it."""
        place = self.model.places[self.district]
        random = self.random.random
        u = random()
        helped = place.help * (0.5 + self.trust_police)
        stopped = helped + place.stop
        met_army = stopped + place.patrol
        self.contact = self.outcome = 0
        if u < met_army + place.visit:
            by_army = stopped <= u < met_army
            unit = self.model.units[int(place.army if by_army else place.police)]
            if unit.strength > 0:
                self.contact = ARMY if by_army else POLICE
                coercive = helped + 0.5 * place.community * place.stop <= u < met_army
                self.outcome = self.treated_by(unit, place, coercive, u < helped)
        met = self.contact == POLICE
        self.contact_year = (self.contact_year << 1 | met) & 4095
        self.bribe_year = (self.bribe_year << 1 | (met and self.outcome == BRIBE)) & 4095

    def treated_by(self, unit: Any, place: Any, coercive: bool, called: bool) -> int:
        """What a contact with one officer of the unit ends in."""
        rules, random = self.model.rules, self.random.random
        bribery, abuse, skill, group = self.model.roster[int(unit.first) + int(random() * unit.rows)]
        bias = rules.group_bias if rules.biased and group != self.group else 1.0
        abuse *= 1.0 + unit.careless * (1.0 - skill)
        abused = rules.abuse_scale * abuse * bias * (1.0 if coercive else 0.33)
        odds = bribery * bias
        u = random()
        if u < abused:
            return ABUSE
        if u < abused + (1.0 - abused) * odds / (1.0 - bribery + odds):
            return BRIBE
        served = (0.2 + 0.6 * skill + 0.15 * unit.equipment) * (self.model.police_of(place).answered if called else 1.0)
        return GOOD if random() < served else NEGLECT

    def learn(self) -> None:
        """What own and peers' encounters teach."""
        rules, place = self.model.rules, self.model.places[self.district]
        good = neglected = bad = bribed = army_good = army_neglected = army_bad = 0.0
        for who, weight in ((self, 1.0), *((peer, rules.talk) for peer in self.peers)):
            outcome = who.outcome
            if outcome:
                if who.contact == POLICE:
                    good += weight * (outcome == GOOD)
                    neglected += weight * (outcome == NEGLECT)
                    bad += weight * (outcome >= BRIBE)
                    bribed += weight * (outcome == BRIBE)
                else:
                    army_good += weight * (outcome == GOOD)
                    army_neglected += weight * (outcome == NEGLECT)
                    army_bad += weight * (outcome >= BRIBE)
        seen = self.perceived_corruption + rules.talk_rate * (place.norm - self.perceived_corruption)
        seen += rules.bribe_lesson * bribed * (1.0 - seen) - 0.3 * rules.bribe_lesson * good * seen
        self.perceived_corruption = seen = held(seen)
        performs = held(place.performs + 0.35 * self.livelihood + self.outlook)
        self.perceived_performance = self.perceived(self.perceived_performance, performs, good, neglected)
        self.perceived_protection = self.perceived(self.perceived_protection, place.protects, army_good, army_neglected)
        felt = self.perceived_performance if rules.judged else 0.5
        guarded = self.perceived_protection if rules.judged else 0.5
        x = self.trust_trait + rules.trust_performance * (felt - 0.5) - rules.trust_scandal * rules.news
        x -= rules.trust_corruption * (seen - 0.5)
        self.trust_police = self.trusts(self.trust_police, x, good, bad) * (1.0 - rules.lost)
        x = self.trust_trait_army + rules.trust_performance * (guarded - 0.5) - rules.trust_scandal * rules.news_army
        self.trust_army = self.trusts(self.trust_army, x, army_good, army_bad) * (1.0 - rules.lost_army)

    def perceived(self, before: float, performs: float, good: float, neglected: float) -> float:
        """How well somebody is held to perform."""
        rules = self.model.rules
        lesson = rules.service_lesson * (good * (1.0 - before) - neglected * before)
        return held(before + rules.performance_rate * (performs - before) + lesson)

    def trusts(self, before: float, x: float, good: float, bad: float) -> float:
        """Trust after a month, given the logit toward which it drifts."""
        rules = self.model.rules
        change = rules.trust_gain * ((1.0 - before) * good - rules.ratio * before * bad)
        return held(before + rules.trust_rate * (1.0 / (1.0 + exp(-x)) - before) + change)

    def bear(self) -> None:
        """Livelihood, memory of abuse, grievance, fear."""
        rules, place = self.model.rules, self.model.places[self.district]
        stratum = self.model.strata[self.stratum]
        of_peers = sum(peer.outcome == ABUSE for peer in self.peers)
        abused = rules.remembers * held((self.outcome == ABUSE) + rules.heard * of_peers)
        kept = self.victimisation * rules.memory_kept
        self.victimisation = memory = kept + 0.5 * (1.0 - kept) * abused
        living = 1.0 / (1.0 + exp(-(self.livelihood_trait + place.living)))
        self.livelihood += rules.livelihood_rate * (living - self.livelihood)
        rest = held(stratum.removed + place.resented + 0.3 * (1.0 - self.livelihood) + stratum.excluded + 0.25 * memory)
        self.grievance += rules.grievance_rate * (rest - self.grievance)
        self.fear += rules.fear_rate * (place.afraid + 0.3 * memory - self.fear)

    def choose(self) -> None:
        """What they do, and how ready they are for more."""
        rules, place = self.model.rules, self.model.places[self.district]
        trust, fear, grievance, livelihood = self.trust_police, self.fear, self.grievance, self.livelihood
        told = trust if rules.trust_tells else 0.5
        cooperate = place.reporting * exp(rules.cooperate_base + 2.0 * told - 1.5 * fear)
        protest = exp(rules.protest_base + 2.5 * grievance - fear + rules.scandal)
        every = 1.0 + cooperate + protest
        v = self.random.random() * every
        self.choice = 1 if v < cooperate else (2 if v < cooperate + protest else 0)
        self.cooperative, self.protesting = cooperate / every, protest / every
        self.complained = 0
        if self.outcome >= BRIBE:
            theirs = self.trust_army if self.contact == ARMY else trust
            chance = held(rules.report_rate * (0.5 + theirs) * (1.0 - fear) * rules.report_gain)
            self.complained = int(self.random.random() < place.reporting * chance)
        x = rules.recruit_base + 2.0 * grievance + rules.recruit_trust * (0.5 - trust) - fear - livelihood
        x += rules.recruit_tie * self.commander_tie + rules.recruit_reintegrated * (self.stage == REINTEGRATED)
        self.recruitable = 1.0 / (1.0 + exp(-x))
        x = rules.criminal_base + rules.criminal_living * (0.5 - livelihood) - rules.criminal_fear * fear
        x += rules.criminal_idle * (self.stage == DEMOBILISED) + rules.criminal_tie * self.commander_tie
        self.criminal = 0.0 if self.stage == FIGHTER else min(1.0, exp(x))
        self.fleeing = held(place.pushed * (0.5 + fear) * (0.5 + livelihood) * (1.0 + self.victimisation))

    def report(self) -> None:
        """Add to the sums of the district."""
        sums, weight = self.model.sums[self.district], self.weight
        sums[0] += weight
        for k, x in enumerate((
            self.trust_police, self.trust_army, self.grievance, self.fear, self.livelihood, self.cooperative,
            self.protesting, self.recruitable, self.criminal, self.fleeing,
        ), start=1):  # fmt: skip
            sums[k] += weight * x
        sums[11] += weight * (self.choice == 1)
        sums[12] += weight * (self.choice == 2)
        if self.outcome:
            sums[13] += weight * (self.contact == POLICE)
            sums[14] += weight * (self.contact == POLICE and self.outcome == BRIBE)
            sums[15] += weight * (self.outcome == ABUSE)
            sums[16] += weight * self.complained


class TwinModel(mesa.Model):
    """The civilians of a world, as Mesa agents."""

    def __init__(self, world: World, seed: int = 1) -> None:
        super().__init__(rng=seed)
        civilians = world.civilians
        columns = [getattr(civilians, name).tolist() for name in STARTS]
        rows = zip(civilians.stratum.tolist(), civilians.district.tolist(), *columns, strict=True)
        people = [Civilian(self, s, d, dict(zip(STARTS, start, strict=True))) for s, d, *start in rows]
        for somebody, peers in zip(people, civilians.peers.tolist(), strict=True):
            somebody.peers = [people[row] for row in peers]
        self.people = people
        self.civilians = self.agents_by_type[Civilian]
        self.n_districts = len(world.districts)

    def enter(self, month: Surroundings, weights: Sequence[int], ties: Sequence[float]) -> None:
        """Take over what the institutions of a month are; no part of what is timed."""
        self.places, self.units, self.strata = (as_objects(t) for t in (month.places, month.units, month.strata))
        self.rules = as_objects(month.rules)[0]
        officers = list(zip(*(column.tolist() for column in month.officers), strict=True))
        self.roster = [officers[row] for row in month.roster.tolist()]
        for somebody, weight, tie in zip(self.people, weights, ties, strict=True):
            somebody.weight, somebody.commander_tie = weight, tie

    def police_of(self, place: Any) -> Any:
        """The police unit of a place."""
        return self.units[int(place.police)]

    def step(self) -> None:
        """The civilians' part of a month."""
        self.sums = [[0.0] * len(SUMS) for _ in range(self.n_districts)]
        for phase in ("encounter", "learn", "bear", "choose", "report"):
            self.civilians.do(phase)

    def means(self) -> dict[str, float]:
        """Means over people of the last month."""
        totals = [sum(column) for column in zip(*self.sums, strict=True)]
        return {name: total / totals[0] for name, total in zip(SUMS, totals, strict=True)}
