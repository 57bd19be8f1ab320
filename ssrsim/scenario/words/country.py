"""The country of a scenario in words: people, factions, forces, politics, economy, starting levels."""

from __future__ import annotations

from collections.abc import Iterator

from ssrsim.scenario.country import Bloc, Country, Faction, Levels
from ssrsim.scenario.scenario import Scenario
from ssrsim.scenario.words.terms import Section, calendar_text, counted, degree, listed, month_name, per_1000, usd_m

SETTLEMENTS = {
    "agreement": "a peace agreement",
    "ceasefire": "a ceasefire",
    "government_victory": "a victory of the government",
    "rebel_victory": "a victory of the rebels",
    "none": "no settlement: the war goes on",
}


def country_in_words(scenario: Scenario) -> Section:
    """Everything about the country at month 0, with the elections that fall into the run."""
    country = scenario.country
    return Section(
        f"The country: {country.title}",
        _situation(country),
        parts=(
            Section("Identity groups", rows=tuple(_groups(country))),
            Section("Armed factions", _balance(country), tuple(_factions(country))),
            Section("Security forces", rows=tuple(_forces(country))),
            Section("Politics", rows=tuple(_politics(scenario))),
            Section("Economy", rows=tuple(_economy(country))),
            Section("Starting levels (0 to 1)", rows=tuple(_levels(country))),
        ),
    )


def _situation(country: Country) -> tuple[str, ...]:
    capital = next(district.title for district in country.districts.values() if district.capital)
    return (
        f"Month 0 is {month_name(country, 0)}. {SETTLEMENTS[country.settlement].capitalize()}, {_war_before(country)}.",
        f"{country.population:,} people live in {counted(len(country.districts), 'district')}; {capital} holds the "
        f"seat of government. Neighbours' readiness to arm factions is {degree(country.neighbour_hostility)}.",
    )


def _war_before(country: Country) -> str:
    if country.war_months:
        return f"after {counted(country.war_months, 'month')} of war"
    return "in its first month" if country.settlement == "none" else "without a war before it"


def _groups(country: Country) -> Iterator[tuple[str, str]]:
    for name, group in country.groups.items():
        people = sum(d.population * d.groups.get(name, 0.0) for d in country.districts.values()) / country.population
        yield (
            group.title,
            (
                f"{people:.2f} of the people, {group.representation:.2f} of the officers; exclusion from posts and "
                f"power {degree(group.exclusion)}, support from abroad {degree(group.external_support)}"
            ),
        )


def _balance(country: Country) -> tuple[str, ...]:
    if not country.factions:
        return ("None: nobody is under arms but the forces of the state.",)
    fighters = sum(faction.fighters for faction in country.factions.values())
    return (
        f"{fighters:,} fighters are {per_1000(fighters, country)}, against {country.police_per_1000:g} police and "
        f"{country.army_per_1000:g} soldiers.",
    )


def _factions(country: Country) -> Iterator[tuple[str, str]]:
    for faction in country.factions.values():
        yield (
            faction.title,
            (
                f"{counted(faction.fighters, 'fighter')}{_demobilised(faction)}, {faction.kind.replace('_', '-')}, "
                f"from {country.groups[faction.group].title}; income {usd_m(faction.finance_usd_m)} a year; promised "
                f"{faction.inclusion:.2f} of what its leaders fought for; support by a neighbouring state "
                f"{degree(faction.patron)}; {_strongholds(country, faction)}"
            ),
        )


def _demobilised(faction: Faction) -> str:
    """Who went home before, where anybody did."""
    return f" and {faction.demobilised:,} demobilised before" if faction.demobilised > 0 else ""


def _strongholds(country: Country, faction: Faction) -> str:
    most = sorted(faction.presence.items(), key=lambda item: (-item[1], item[0]))[:3]
    return "strongest in " + listed(f"{country.districts[name].title} ({share:.2f})" for name, share in most)


def _forces(country: Country) -> Iterator[tuple[str, str]]:
    services = (
        ("Police", country.police_per_1000, country.police_target_per_1000, country.police_skill),
        ("Army", country.army_per_1000, country.army_target_per_1000, country.army_skill),
    )
    for title, serving, target, skill in services:
        yield (
            title,
            (
                f"{serving:g} per 1,000 people serve, about {serving * country.population / 1000:,.0f}; {target:g} are "
                f"planned; professional skill {degree(skill)}"
            ),
        )
    yield (
        "Payroll",
        (
            f"{country.ghost_share:.2f} of paid names are ghosts; an ordinary officer earns USD "
            f"{country.pay_usd_month:g} a month and is owed {counted(country.pay_arrears_months, 'month')}"
        ),
    )
    yield "Equipment", f"{degree(country.equipment)} relative to need"
    yield "Women", f"{country.women_share:.2f} of officers"


def _politics(scenario: Scenario) -> Iterator[tuple[str, str]]:
    country = scenario.country
    for bloc in country.blocs.values():
        yield bloc.title, _bloc(country, bloc)
    yield "Patronage", f"office lives from it to a degree of {degree(country.patronage)}"
    yield "Civilian control", f"{degree(country.civilian_control)} over the army"
    yield "Elections", _elections(scenario)


def _bloc(country: Country, bloc: Bloc) -> str:
    text = f"{bloc.power:.2f} of power, {'in government' if bloc.governing else 'in opposition'}"
    if bloc.faction is not None:
        text += f"; grew out of {country.factions[bloc.faction].title}"
    if bloc.group is not None:
        text += f"; speaks for {country.groups[bloc.group].title}"
    return text


def _elections(scenario: Scenario) -> str:
    """When elections are due; the switch is told with the other switches, so that no reader waits for one in vain."""
    country = scenario.country
    if country.first_election_month == 0:
        return "none is due"
    months = range(country.first_election_month, scenario.run.months + 1, country.election_interval_months)
    text = f"the first in {calendar_text(country, country.first_election_month)}"
    if len(months) > 1:
        text += ", then in " + listed(calendar_text(country, month) for month in months[1:])
    if not months:
        text += ", after the end of this run"
    return text if scenario.mechanisms.elections else f"{text}; switched off here, none takes place"


def _economy(country: Country) -> Iterator[tuple[str, str]]:
    yield (
        "Treasury",
        (
            f"{usd_m(country.revenue_usd_m)} of own revenue a year, {country.security_share:.2f} of it for security "
            f"and justice: {usd_m(country.revenue_usd_m * country.security_share)}"
        ),
    )
    posts = (country.police_per_1000 + country.army_per_1000) * country.population / 1000 / (1 - country.ghost_share)
    yield "Pay due", f"{usd_m(posts * country.pay_usd_month * 12 / 1e6)} a year for all names on the payroll"
    yield "Livelihood", f"{degree(country.livelihood)}, 0 destitute, 1 secure"
    yield "Growth", f"{country.growth:+.3f} a year, as a share of income per head"


def _levels(country: Country) -> Iterator[tuple[str, str]]:
    for name, field in Levels.model_fields.items():
        yield name, f"{degree(getattr(country, name))}: {field.description}"
