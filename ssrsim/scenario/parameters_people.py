"""How people and officers react: contacts, trust, grievance, misconduct, careers."""

from __future__ import annotations

from ssrsim.scenario.base import Given, prior


class PeopleParameters(Given):
    """Default, lowest and highest sensible value, unit, meaning, source of each. Rates are per month."""

    # contacts
    contact_help: float = prior(
        0.0125, 0.0, 0.05, "per month", "help-seeking contacts with the police",
        "Afrobarometer R9: 13 % sought help in a year; prior U(.006, .02)",
    )  # fmt: skip
    contact_stop: float = prior(
        0.04, 0.0, 0.2, "per month", "contacts that the police start",
        "Afrobarometer R8: 39 % met police otherwise in a year; prior U(.015, .07)",
    )  # fmt: skip
    contact_army: float = prior(
        0.01, 0.0, 0.2, "per month", "contacts with the army",
        "assumed, a quarter of police stops",
    )  # fmt: skip
    contact_community: float = prior(
        0.02, 0.0, 0.2, "per month", "friendly visits under full community policing",
        "assumed; Liberia, Confidence Patrols: about 3 visits to a community in 14 months (T19)",
    )  # fmt: skip
    community_reporting: float = prior(
        0.3, 0.0, 3.0, "factor", "how much full community policing raises reports of wrongs and crimes",
        "assumed; reporting up in Liberia (T19)",
    )  # fmt: skip
    equipment_abuse: float = prior(
        1.0, 0.0, 4.0, "factor", "how much full equipment raises abuse where nothing constrains",
        "assumed; direction only",
    )  # fmt: skip
    abuse_scale: float = prior(
        0.075, 0.0, 1.0, "per coercive contact", "chance of abuse by the worst officer",
        "section 3: .03 on average, LN(.03, 4), weak",
    )  # fmt: skip
    group_bias: float = prior(
        1.5, 1.0, 4.0, "ratio", "abuse and bribes of out-groups against the own group",
        "LN(1.5, 2), weak",
    )  # fmt: skip
    report_rate: float = prior(
        0.05, 0.0, 1.0, "per wrong", "complaints filed per abuse or bribe",
        "LN(.05, 4); 63 % of Liberians feared retaliation (Afrobarometer 2024)",
    )  # fmt: skip
    complaints_gain: float = prior(
        3.0, 0.0, 20.0, "factor", "how much effective complaint handling raises reporting",
        "assumed",
    )  # fmt: skip

    # trust
    trust_months: float = prior(24.0, 6.0, 120.0, "months", "drift to the anchor", "prior U(12, 60)")
    trust_gain: float = prior(0.01, 0.0, 0.2, "per good contact", "gain of trust", "LN(.01, 3)")
    trust_ratio: float = prior(4.0, 1.0, 14.0, "ratio", "loss to gain", "Skogan 2006: 4 to 14; prior logU(1, 14)")
    trust_performance: float = prior(
        1.8, 0.0, 4.0, "logits", "weight of performance",
        "set by hand on P12 (Afrobarometer two-way FE +0.240 against -0.204)",
    )  # fmt: skip
    outlook_spread: float = prior(
        0.3, 0.0, 0.5, "share", "spread of lasting leanings in how people judge the state's performance",
        "assumed, set by hand on P12 (A140)",
    )  # fmt: skip
    performance_rate: float = prior(
        0.1, 0.0, 1.0, "per month", "drift of perceived performance to performance",
        "assumed",
    )  # fmt: skip
    service_lesson: float = prior(
        0.05, 0.0, 1.0, "share", "how far one service closes the gap between expected and lived performance",
        "assumed",
    )  # fmt: skip
    trust_corruption: float = prior(
        1.2, 0.0, 4.0, "logits", "weight of perceived corruption",
        "set by hand on P12 (Afrobarometer two-way FE -0.204)",
    )  # fmt: skip
    trust_scandal: float = prior(0.5, 0.0, 4.0, "logits", "lasting weight of scandal", "assumed")
    trust_spread: float = prior(0.9, 0.0, 3.0, "logits", "spread of lasting dispositions to trust", "assumed")
    scandal_bite: float = prior(
        2.4, 0.0, 8.0, "share per size", "share of trust that a scandal takes, per size of the scandal",
        "set so that a scandal of .12 costs about .12 where trust is .42 (Marikana 2012, HSRC)",
    )  # fmt: skip
    peer_weight: float = prior(0.3, 0.0, 1.0, "weight", "weight of what each peer lived through", "prior U(.1, .6)")
    talk_rate: float = prior(
        0.02, 0.0, 0.5, "per month", "drift of perceived corruption to the talk of the town",
        "assumed",
    )  # fmt: skip
    bribe_lesson: float = prior(0.1, 0.0, 1.0, "share", "how far one bribe closes the gap to certainty", "assumed")

    # grievance, fear, livelihood, choices
    grievance_rate: float = prior(0.05, 0.0, 1.0, "per month", "drift of grievance", "assumed")
    fear_rate: float = prior(0.1, 0.0, 1.0, "per month", "drift of fear", "assumed")
    livelihood_rate: float = prior(0.04, 0.0, 1.0, "per month", "drift of livelihood", "assumed")
    livelihood_spread: float = prior(0.8, 0.0, 3.0, "logits", "spread of lasting chances in life", "assumed")
    memory_kept: float = prior(0.96, 0.5, 1.0, "per month", "memory of abuse kept", "assumed, half-life 17 months")
    grievance_heard: float = prior(
        0.3, 0.0, 1.0, "weight", "weight of the abuse of each peer in one's own memory of abuse",
        "assumed, as peer_weight; direction Condra and Shapiro 2012, Lyall, Blair and Imai 2013",
    )  # fmt: skip
    grievance_unprotected: float = prior(
        0.1, 0.0, 0.4, "share", "grievance of people whom police leave alone with crime at its worst",
        "assumed, less than justice denied (.15); direction Corbacho, Philipp, Ruiz-Vega 2015, against it Wilke 2025",
    )  # fmt: skip
    cooperate_base: float = prior(-3.5, -12.0, 2.0, "logits", "readiness to give information", "assumed")
    protest_base: float = prior(-7.0, -14.0, 2.0, "logits", "readiness to protest", "assumed")
    protest_threat: float = prior(
        0.3, 0.0, 2.0, "share", "weight of protest in the threat that the regime feels",
        "assumed (Davenport 2007); direction only",
    )  # fmt: skip
    protest_half: float = prior(
        0.01, 0.0001, 1.0, "share", "protesting share at which protest is half of its effect",
        "assumed",
    )  # fmt: skip
    non_state_weight: float = prior(
        3.0, 0.0, 20.0, "logits", "retreat of non-state providers where the state serves fully",
        "assumed",
    )  # fmt: skip
    non_state_rate: float = prior(0.02, 0.0, 1.0, "per month", "drift of non-state provision", "assumed")
    non_state_justice: float = prior(
        0.4, 0.0, 1.0, "share", "justice given by full non-state provision where courts give none",
        "assumed",
    )  # fmt: skip
    information_half: float = prior(
        0.03, 0.001, 1.0, "share", "cooperating share at which information is half of its effect",
        "assumed",
    )  # fmt: skip
    recruit_base: float = prior(
        -7.0, -14.0, 0.0, "logits", "readiness to take up arms when a group asks",
        "former fighters then return at about .003 a month (Colombia, 24 % in 8 years)",
    )  # fmt: skip
    recruit_trust: float = prior(
        0.8, 0.0, 4.0, "logits", "weight of distrust, modest",
        "assumed; switch trust_in_recruitment",
    )  # fmt: skip
    recruit_tie: float = prior(
        0.916, 0.0, 3.0, "logits", "weight of a commander tie",
        "ln 2.5 (Daly, Paler, Samii 2020), direction only",
    )  # fmt: skip
    recruit_reintegrated: float = prior(-0.223, -2.0, 1.0, "logits", "effect of reintegration", "ln 0.8 (section 3)")


class OfficerParameters(Given):
    """Default, lowest and highest sensible value, unit, meaning, source of each. Rates are per month."""

    # misconduct
    misconduct_slope: float = prior(1.2, 0.1, 5.0, "per logit", "steepness of misconduct", "assumed")
    norm_weight: float = prior(
        5.0, 0.0, 8.0, "logits", "weight of the norm of the unit",
        "assumed; from about 4.5 on a unit can rest at a high and at a low norm",
    )  # fmt: skip
    arrears_weight: float = prior(
        0.4, 0.0, 4.0, "logits", "weight of pay arrears",
        "LN(1.1, 1.15) per month of arrears",
    )  # fmt: skip
    pay_weight: float = prior(
        0.0, -3.0, 3.0, "logits", "effect of pay on bribery; sign not fixed",
        "N(0, .3); Ghana 2010 more bribes after doubling",
    )  # fmt: skip
    pay_at_stake: float = prior(
        0.5, 0.0, 2.0, "ratio", "how much more a sanction deters at twice the pay",
        "assumed (Becker and Stigler 1974)",
    )  # fmt: skip
    sanction_weight: float = prior(2.0, 0.0, 8.0, "logits", "weight of expected sanctions", "assumed")
    sanction_half: float = prior(
        0.005, 0.0001, 0.2, "per misdeed", "expected sanctions at half of their effect",
        "assumed",
    )  # fmt: skip
    sanction_learning_up: float = prior(0.1, 0.0, 1.0, "per month", "learning of rising sanctions", "assumed")
    sanction_learning_down: float = prior(0.03, 0.0, 1.0, "per month", "forgetting of sanctions", "assumed")
    order_weight: float = prior(1.0, 0.0, 6.0, "logits", "abuse under threat to the regime", "assumed (Davenport 2007)")
    skill_weight: float = prior(1.0, 0.0, 6.0, "logits", "restraint from skill", "assumed")
    rules_weight: float = prior(
        1.0, 0.0, 6.0, "logits", "honesty from knowing the rules, as far as sanctions are expected",
        "assumed; training alone has no effect on bribes",
    )  # fmt: skip
    woman_restraint: float = prior(
        0.0, -1.0, 1.0, "logits", "restraint of women against men; sign not fixed",
        "N(0, .2) assumed; Karim and Beardsley 2017: no effect of numbers alone",
    )  # fmt: skip
    norm_persistence: float = prior(
        0.995, 0.9, 1.0, "per month", "persistence of the norm",
        "V-Dem AR(1) .991 a year; prior U(.985, .999)",
    )  # fmt: skip
    newcomer_norm: float = prior(
        0.5, 0.0, 1.0, "weight", "what those who enter keep of the norm that they bring; the rest they take on",
        "assumed; Harrison and Carroll 1991 on growth, turnover and culture",
    )  # fmt: skip
    norm_mix: float = prior(
        0.6, 0.0, 0.95, "share", "distance between units of high and of low norm at the settlement",
        "assumed; 0 all alike, towards 1 wholly venal or wholly clean",
    )  # fmt: skip
    abuse_norm_start: float = prior(
        0.4, 0.05, 0.95, "share", "norm of abuse at the settlement",
        "assumed; gives .03 abuse per coercive contact",
    )  # fmt: skip

    leadership_effect: float = prior(
        0.8, 0.0, 4.0, "logits", "integrity and restraint of commanders appointed on merit",
        "assumed (Berg 2020, direction)",
    )  # fmt: skip
    commander_turnover: float = prior(
        0.028, 0.0, 0.5, "per month", "commanders replaced", "assumed, three years in a post",
    )  # fmt: skip

    # careers
    training_rate: float = prior(
        0.02, 0.0, 0.5, "per month", "gap to full skill closed under full training",
        "+.10 to +.20 over a programme, weak",
    )  # fmt: skip
    skill_decay: float = prior(
        0.019, 0.0, 0.2, "per month", "decay of skill to that of the settlement",
        "half-life 36 months after exit, prior U(12, 84)",
    )  # fmt: skip
    vetting_reach: float = prior(
        0.1, 0.0, 1.0, "per month", "officers examined under full vetting",
        "assumed; Bosnia examined 18,000 in six years",
    )  # fmt: skip
    vetting_threshold: float = prior(0.75, 0.0, 1.0, "share", "misconduct above which a record is bad", "assumed")
    vetting_false_negative: float = prior(0.4, 0.0, 1.0, "share", "bad officers who pass", "prior U(.1, .7)")
    vetting_false_positive: float = prior(0.1, 0.0, 1.0, "share", "good officers who are removed", "prior U(.02, .3)")
    file_kept: float = prior(0.97, 0.0, 1.0, "per month", "complaints kept on file", "assumed, half-life 23 months")
    file_half: float = prior(
        3.0, 0.01, 1000.0, "complaints", "complaints on file at half of what they can show", "assumed",
    )  # fmt: skip
    dismissal_share: float = prior(
        0.03, 0.0, 1.0, "share", "sanctions by which an officer loses the post",
        "assumed; most sanctions are reprimands, fines and transfers",
    )  # fmt: skip
    dismissal_grievance: float = prior(
        0.3, 0.0, 1.0, "share", "grievance of those removed", "assumed; Iraq 2003 as a warning",
    )  # fmt: skip
    resentment_kept: float = prior(
        0.97, 0.0, 1.0, "per month", "resentment of those removed that is kept", "assumed, half-life 23 months",
    )  # fmt: skip
    merit_effect: float = prior(0.8, 0.0, 4.0, "logits", "effect of merit on dispositions of entrants", "assumed")
    patronage_effect: float = prior(
        0.6, 0.0, 4.0, "logits", "effect of patronage on dispositions of entrants",
        "assumed",
    )  # fmt: skip
    women_recruits: float = prior(
        0.2, 0.0, 1.0, "share", "women aimed at among entrants", "quota of the Liberian police, 20 %",
    )  # fmt: skip
    attrition: float = prior(
        0.0022, 0.0, 0.2, "per month", "officers who leave",
        "Haiti about 400 of 15,000 a year; LN(.0022, 1.8)",
    )  # fmt: skip
    desertion: float = prior(
        0.015, 0.0, 0.5, "per month", "officers who desert under heavy arrears or lost income",
        "Haiti 2023: 11.5 % a year; assumed form",
    )  # fmt: skip
    recruit_throughput: float = prior(
        0.015, 0.0, 0.2, "per month", "recruits and trainees as a share of target",
        "prior U(.5, 3) % of target",
    )  # fmt: skip
    rightsizing_rate: float = prior(
        0.05, 0.0, 1.0, "per month", "surplus posts closed under full right-sizing",
        "Sierra Leone 17,000 to 8,500 in eight years",
    )  # fmt: skip
    census_reach: float = prior(
        0.12, 0.0, 1.0, "per month", "ghosts found under full payroll control",
        "Somalia: about -80 % in 12 to 24 months",
    )  # fmt: skip
    ghost_audit: float = prior(
        0.1, 0.0, 1.0, "per month", "ghosts found by full audit where cases end in sanctions", "assumed",
    )  # fmt: skip
    ghost_kept: float = prior(
        0.5, 0.0, 1.0, "share", "leavers whose names stay on the payroll where nobody looks", "assumed",
    )  # fmt: skip
    pay_rise: float = prior(0.3, 0.0, 3.0, "share", "rise of pay by a full payroll reform", "assumed")
    clearance_half: float = prior(
        0.3, 0.01, 10.0, "ratio", "capability per strain at which half of the calls are dealt with", "assumed",
    )  # fmt: skip
    response_best: float = prior(
        15.0, 1.0, 240.0, "minutes", "response where every call can be dealt with", "assumed",
    )  # fmt: skip
    equipment_rate: float = prior(0.03, 0.0, 1.0, "per month", "delivery of equipment", "assumed")
    equipment_decay: float = prior(0.006, 0.0, 0.2, "per month", "wear of what was added", "assumed")
