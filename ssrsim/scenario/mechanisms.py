"""Switches: each turns one mechanism off, so that anyone can see which findings die with it."""

from __future__ import annotations

from pydantic import Field

from ssrsim.scenario.base import Given


def _switch(text: str) -> bool:
    return Field(True, description=text)


class Mechanisms(Given):
    """All true by default."""

    random_shocks: bool = _switch("random economic noise and patron interventions")
    derived_will: bool = _switch("political will follows from interests (off: stays where it starts)")
    elections: bool = _switch("elections change governments")
    cancelled_elections: bool = _switch("those who govern may skip elections that they would lose")
    coups: bool = _switch("armies may take power")
    civilian_control: bool = _switch("a parliament that works brings the army under civilian control")
    reshuffles: bool = _switch("heads of government replace ministers")
    reversal: bool = _switch("those who come into office undo reforms")
    mimicry: bool = _switch("donor pressure passes laws on paper, without will")
    side_payments: bool = _switch("heads of government buy votes that are missing")
    reconciliation: bool = _switch("dialogue ends part of the exclusion of groups")
    early_warning: bool = _switch("warning tells forces where violence is near")
    donor_fatigue: bool = _switch("donors' attention fades")
    conditionality: bool = _switch("donors cut when money leaks or reforms stall")
    looking_away: bool = _switch("donors who like the visible overlook what is wrong")
    funding_noise: bool = _switch("commitments and leaks fluctuate")
    disbursement_lag: bool = _switch("money comes months after it was committed")
    fragmentation: bool = _switch("donors who plan alone pay for the same things twice")
    payroll_support: bool = _switch("donors cover a part of missing pay")
    absorption: bool = _switch("capacity limits what can be spent")
    leakage: bool = _switch("programme money leaks")
    upkeep: bool = _switch("reforms that have ended are kept up by whoever pays for it")
    ghosts: bool = _switch("ghost names draw pay")
    capture: bool = _switch("interference erodes the independence of oversight")
    sanctions: bool = _switch("courts sanction detected misconduct")
    scandals: bool = _switch("exposed abuse becomes national news")
    norms: bool = _switch("officers follow the norm of their unit")
    audits: bool = _switch("audits find leaks and ghosts where cases end in sanctions")
    census: bool = _switch("payroll control finds ghosts")
    rightsizing: bool = _switch("surplus posts are closed")
    desertion: bool = _switch("officers desert who are owed pay or have lost ghost income")
    repression: bool = _switch("a threatened regime lets its forces abuse")
    queues: bool = _switch("cases wait where courts cannot try them all")
    arrears: bool = _switch("pay that is late breeds bribes and desertion")
    group_bias: bool = _switch("officers treat people of other groups worse")
    pay: bool = _switch("pay moves misconduct")
    leadership: bool = _switch("commanders appointed on merit restrain their units")
    selection: bool = _switch("merit and patronage decide who enters the forces")
    representation: bool = _switch("transparent recruitment opens the forces to women and excluded groups")
    dismissals: bool = _switch("sanctioned officers lose their posts")
    files: bool = _switch("complaints on file tell vetting whom to remove")
    training: bool = _switch("training raises skill")
    vetting: bool = _switch("vetting removes officers")
    equipment_abuse: bool = _switch("equipment makes officers abuse more whom nothing constrains")
    community_policing: bool = _switch("community policing changes contacts and reporting")
    non_state: bool = _switch("non-state providers give justice and stand in for the state")
    peer_talk: bool = _switch("people hear of what their peers lived through")
    victimisation: bool = _switch("those who were abused remember it")
    protests: bool = _switch("a regime feels threatened by protest")
    performance: bool = _switch("trust follows how the state and the army are held to perform")
    asymmetry: bool = _switch("bad encounters weigh more than good ones")
    trust_in_recruitment: bool = _switch("low trust makes recruitable, modestly")
    commitment_problem: bool = _switch("leaders fear what disarming does to their bargaining power")
    bargaining: bool = _switch("governments offer factions inclusion as long as war would cost them more")
    reneging: bool = _switch("governments break promises where that costs them little")
    rents_buy_peace: bool = _switch("posts are worth what can be taken from them")
    weariness: bool = _switch("war wears leaders out for a while")
    ddr: bool = _switch("fighters can be demobilised")
    deterrence: bool = _switch("state capability and missions deter clashes")
    displacement: bool = _switch("people flee violence")
    crime: bool = _switch("criminal groups grow")
    survey_noise: bool = _switch("surveys sample and err")
    observation_bias: bool = _switch("fear, interference and halo bias those who observe")
