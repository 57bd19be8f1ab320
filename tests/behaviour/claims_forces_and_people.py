"""What each mechanism of security forces and civilians does, as a claim that fails where it is off."""

from __future__ import annotations

from tests.behaviour.paired import ALL_REFORMS, CLEAN_COURTS, WAR, Claim, end, events, only, total

CLAIMS = {
    "sanctions": Claim(
        ALL_REFORMS,
        lambda on, off: total(on, "sanctions") > 0
        and total(off, "sanctions") == 0
        and end(on, "corruption_norm") < end(off, "corruption_norm"),
        "norms of misconduct fall faster where somebody is sanctioned",
    ),
    "scandals": Claim(
        ("parameters.scandal_hazard=1.0", *ALL_REFORMS),
        lambda on, off: events(on, "scandal") > 0
        and events(off, "scandal") == 0
        and total(on, "trust_police") < total(off, "trust_police"),
        "scandals cost trust",
    ),
    "norms": Claim(
        ALL_REFORMS,
        lambda on, off: end(on, "bribe_incidence") < end(off, "bribe_incidence"),
        "norms that follow conduct carry a reform further: misconduct tips",
    ),
    "pay": Claim(
        (*only("payroll"), "parameters.pay_weight=0.5", "parameters.pay_rise=1.0"),
        lambda on, off: end(on, "corruption_norm") > end(off, "corruption_norm"),
        "where better pay raises what officers ask for, as in Ghana, bribes rise with it",
    ),
    "leadership": Claim(
        only("recruitment"),
        lambda on, off: end(on, "corruption_norm") < end(off, "corruption_norm"),
        "commanders appointed on merit hold their units back",
    ),
    "selection": Claim(
        (*only("recruitment"), "parameters.attrition=0.02", "parameters.recruit_throughput=0.05"),
        lambda on, off: end(on, "corruption_norm") < end(off, "corruption_norm"),
        "posts given on merit and no longer as favours bring in those who will not take",
    ),
    "newcomers": Claim(
        (*only("recruitment"), "country.police_target_per_1000=2.0", "parameters.recruit_throughput=0.05"),
        lambda on, off: end(on, "corruption_norm") < end(off, "corruption_norm"),
        "a force that grows by people chosen on merit changes what is usual in it",
    ),
    "representation": Claim(
        only("recruitment"),
        lambda on, off: end(on, "women_share") > end(off, "women_share")
        and end(on, "representation") > end(off, "representation"),
        "transparent recruitment opens the forces to women and to groups that were kept out",
    ),
    "dismissals": Claim(
        CLEAN_COURTS,
        lambda on, off: total(on, "dismissed") > 0
        and total(off, "dismissed") == 0
        and end(on, "corruption_norm") < end(off, "corruption_norm"),
        "courts that dismiss the worst leave a better force",
    ),
    "files": Claim(
        (*only("vetting"), *CLEAN_COURTS),
        lambda on, off: total(on, "vetted_out") > total(off, "vetted_out"),
        "vetting finds more of the bad where complaints stand on file",
    ),
    "training": Claim(
        ALL_REFORMS,
        lambda on, off: end(on, "capability") > end(off, "capability"),
        "training raises what forces can do",
    ),
    "vetting": Claim(
        ALL_REFORMS,
        lambda on, off: end(on, "corruption_norm") < end(off, "corruption_norm"),
        "vetting removes officers with bad records",
    ),
    "equipment_abuse": Claim(
        ("country.equipment=0.9",),
        lambda on, off: total(on, "abuse") > total(off, "abuse"),
        "equipment in the hands of those whom nothing constrains is used for abuse",
    ),
    "community_policing": Claim(
        ("plan=do_nothing", "+plan.actions.near={reform: community_policing, start: 1, months: 60, share: 0.5}"),
        lambda on, off: total(on, "complaints") > total(off, "complaints")
        and total(on, "cooperation") > total(off, "cooperation"),
        "people report more where police are near them",
    ),
    "non_state": Claim(
        ALL_REFORMS,
        lambda on, off: total(on, "grievance") < total(off, "grievance")
        and end(on, "non_state_provision") < end(off, "non_state_provision"),
        "elders give justice where the state gives none, and recede where it serves",
    ),
    "peer_talk": Claim(
        (*ALL_REFORMS, "mechanisms.scandals=false"),
        lambda on, off: end(on, "perceived_corruption") > end(off, "perceived_corruption") + 0.01,
        "what few live through many hear of: the name of venal police is worse where people talk",
    ),
    "audits": Claim(
        (*ALL_REFORMS, *CLEAN_COURTS),
        lambda on, off: total(on, "leakage_share") < total(off, "leakage_share"),
        "audits that courts follow up close leaks",
    ),
    "census": Claim(
        only("payroll"),
        lambda on, off: end(on, "ghost_share") < end(off, "ghost_share") - 0.1,
        "a census finds ghosts",
    ),
    "rightsizing": Claim(
        only("rightsizing"),
        lambda on, off: end(on, "army_strength") < end(off, "army_strength") - 1000,
        "an army above its target shrinks",
    ),
    "desertion": Claim(
        ("plan=do_nothing",),
        lambda on, off: total(on, "army_strength") < total(off, "army_strength"),
        "soldiers who are owed a year of pay run away",
    ),
    "repression": Claim(
        ("plan=do_nothing",),
        lambda on, off: total(on, "abuse") < total(off, "abuse"),
        "as the threat of war passes, forces abuse less",
    ),
    "victimisation": Claim(
        ("plan=do_nothing",),
        lambda on, off: end(on, "grievance") > end(off, "grievance"),
        "those who were abused bear a grudge",
    ),
    "abuse_heard": Claim(
        ("plan=do_nothing",),
        lambda on, off: total(on, "grievance") > total(off, "grievance") and total(on, "fear") > total(off, "fear"),
        "abuse angers and frightens those who hear of it too",
    ),
    "crime_resented": Claim(
        only("equipment"),
        lambda on, off: end(on, "clearance") > 0.1 and end(on, "grievance") < end(off, "grievance"),
        "police who come when called and hold back crime soothe people",
    ),
    "queues": Claim(
        (),
        lambda on, off: total(on, "cases_waiting") > total(off, "cases_waiting")
        and end(on, "sanction_probability") < end(off, "sanction_probability"),
        "cases that wait die: fewer end in a sanction",
    ),
    "arrears": Claim(
        ("plan=do_nothing",),
        lambda on, off: end(on, "corruption_norm") < end(off, "corruption_norm"),
        "once pay comes again officers take less than when they were owed a year",
    ),
    "group_bias": Claim(
        ("parameters.group_bias=4.0",),
        lambda on, off: total(on, "abuse") > total(off, "abuse"),
        "people who meet officers of another group are abused more",
    ),
    "performance": Claim(
        (),
        lambda on, off: end(on, "trust_police") > end(off, "trust_police")
        and end(on, "trust_army") > end(off, "trust_army"),
        "as the country becomes safer, people trust police and army more",
    ),
    "protests": Claim(
        ("parameters.protest_base=-5.0", "parameters.protest_threat=2.0", "country.growth=-0.1"),
        lambda on, off: total(on, "abuse") > total(off, "abuse"),
        "a regime that feels threatened by its people lets its forces abuse them",
    ),
    "asymmetry": Claim(
        (*only("community_policing"), "parameters.contact_community=0.2", "mechanisms.scandals=false"),
        lambda on, off: end(on, "trust_police") < end(off, "trust_police"),
        "where police are venal, each further visit costs the more trust the more a bad one weighs",
    ),
    "trust_in_recruitment": Claim(
        (*WAR, "country.factions.lurd.finance_usd_m=60.0"),
        lambda on, off: end(on, "fighters") > end(off, "fighters"),
        "low trust makes recruitable, modestly",
    ),
    "trust_in_cooperation": Claim(
        (),
        lambda on, off: total(on, "cooperation") < total(off, "cooperation"),
        "where few trust the police fewer tell them what they know",
    ),
}  # fmt: skip
