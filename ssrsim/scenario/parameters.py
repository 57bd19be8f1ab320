"""The behavioural parameters, the same for all countries: default, range, unit, meaning and source under each."""

from __future__ import annotations

from ssrsim.scenario.base import Given, quantity


def _prior(default: float, low: float, high: float, unit: str, text: str, source: str) -> float:
    return quantity(default, low=low, high=high, unit=unit, text=text, source=source)


class Parameters(Given):
    """Priors from the literature where there are any, "assumed" where there are none; "section 3" is docs/evidence.md.

    Arguments of each: default, lowest and highest sensible value, unit, meaning, source.
    """

    # contacts
    contact_help: float = _prior(
        0.0125, 0.0, 0.05, "per month", "help-seeking contacts with the police",
        "Afrobarometer R9: 13 % sought help in a year; prior U(.006, .02)",
    )  # fmt: skip
    contact_stop: float = _prior(
        0.04, 0.0, 0.2, "per month", "contacts that the police start",
        "Afrobarometer R8: 39 % met police otherwise in a year; prior U(.015, .07)",
    )  # fmt: skip
    contact_army: float = _prior(
        0.01, 0.0, 0.2, "per month", "contacts with the army",
        "assumed, a quarter of police stops",
    )  # fmt: skip
    abuse_scale: float = _prior(
        0.075, 0.0, 1.0, "per coercive contact", "chance of abuse by the worst officer",
        "section 3: .03 on average, LN(.03, 4), weak",
    )  # fmt: skip
    group_bias: float = _prior(
        1.5, 1.0, 4.0, "ratio", "abuse and bribes of out-groups against the own group",
        "LN(1.5, 2), weak",
    )  # fmt: skip
    report_rate: float = _prior(
        0.05, 0.0, 1.0, "per wrong", "complaints filed per abuse or bribe",
        "LN(.05, 4); 63 % of Liberians feared retaliation (Afrobarometer 2024)",
    )  # fmt: skip
    complaints_gain: float = _prior(
        3.0, 0.0, 20.0, "factor", "how much effective complaint handling raises reporting",
        "assumed",
    )  # fmt: skip

    # trust
    trust_months: float = _prior(24.0, 6.0, 120.0, "months", "drift to the anchor", "prior U(12, 60)")
    trust_gain: float = _prior(0.01, 0.0, 0.2, "per good contact", "gain of trust", "LN(.01, 3)")
    trust_ratio: float = _prior(4.0, 1.0, 14.0, "ratio", "loss to gain", "Skogan 2006: 4 to 14; prior logU(1, 14)")
    trust_performance: float = _prior(
        1.2, 0.0, 4.0, "logits", "weight of performance",
        "Afrobarometer two-way FE +0.240 against -0.204 (ratio 1.2)",
    )  # fmt: skip
    trust_corruption: float = _prior(
        1.0, 0.0, 4.0, "logits", "weight of perceived corruption",
        "Afrobarometer two-way FE -0.204",
    )  # fmt: skip
    trust_scandal: float = _prior(0.5, 0.0, 4.0, "logits", "lasting weight of scandal", "assumed")
    trust_spread: float = _prior(0.9, 0.0, 3.0, "logits", "spread of lasting dispositions to trust", "assumed")
    scandal_bite: float = _prior(
        60.0, 0.0, 200.0, "bad contacts", "bad contacts that a scandal of size 1 counts for",
        "set so that a scandal of .12 costs about .12 (Marikana 2012, HSRC)",
    )  # fmt: skip
    peer_weight: float = _prior(0.3, 0.0, 1.0, "weight", "weight of what peers lived through", "prior U(.1, .6)")
    talk_rate: float = _prior(
        0.02, 0.0, 0.5, "per month", "drift of perceived corruption to the talk of the town",
        "assumed",
    )  # fmt: skip
    bribe_lesson: float = _prior(0.1, 0.0, 1.0, "share", "how far one bribe closes the gap to certainty", "assumed")

    # grievance, fear, livelihood, choices
    grievance_rate: float = _prior(0.05, 0.0, 1.0, "per month", "drift of grievance", "assumed")
    fear_rate: float = _prior(0.1, 0.0, 1.0, "per month", "drift of fear", "assumed")
    livelihood_rate: float = _prior(0.04, 0.0, 1.0, "per month", "drift of livelihood", "assumed")
    livelihood_spread: float = _prior(0.8, 0.0, 3.0, "logits", "spread of lasting chances in life", "assumed")
    memory_kept: float = _prior(0.96, 0.5, 1.0, "per month", "memory of abuse kept", "assumed, half-life 17 months")
    cooperate_base: float = _prior(-3.5, -12.0, 2.0, "logits", "readiness to give information", "assumed")
    protest_base: float = _prior(-7.0, -14.0, 2.0, "logits", "readiness to protest", "assumed")
    information_half: float = _prior(
        0.03, 0.001, 1.0, "share", "cooperating share at which information is half of its effect",
        "assumed",
    )  # fmt: skip
    recruit_base: float = _prior(
        -7.0, -14.0, 0.0, "logits", "readiness to join an armed group",
        "assumed; never calibrated to a hazard",
    )  # fmt: skip
    recruit_trust: float = _prior(
        0.8, 0.0, 4.0, "logits", "weight of distrust, modest",
        "assumed; switch trust_in_recruitment",
    )  # fmt: skip
    recruit_tie: float = _prior(
        0.916, 0.0, 3.0, "logits", "weight of a commander tie",
        "ln 2.5 (Daly, Paler, Samii 2020), direction only",
    )  # fmt: skip
    recruit_reintegrated: float = _prior(-0.223, -2.0, 1.0, "logits", "effect of reintegration", "ln 0.8 (section 3)")

    # misconduct
    misconduct_slope: float = _prior(1.2, 0.1, 5.0, "per logit", "steepness of misconduct", "assumed")
    norm_weight: float = _prior(3.0, 0.0, 8.0, "logits", "weight of the norm of the unit", "assumed")
    arrears_weight: float = _prior(
        0.4, 0.0, 4.0, "logits", "weight of pay arrears",
        "LN(1.1, 1.15) per month of arrears",
    )  # fmt: skip
    pay_level: float = _prior(1.0, 0.2, 5.0, "ratio", "pay relative to the settlement", "given")
    pay_weight: float = _prior(
        0.0, -3.0, 3.0, "logits", "effect of pay on bribery; sign not fixed",
        "N(0, .3); Ghana 2010 more bribes after doubling",
    )  # fmt: skip
    sanction_weight: float = _prior(2.0, 0.0, 8.0, "logits", "weight of expected sanctions", "assumed")
    sanction_half: float = _prior(
        0.005, 0.0001, 0.2, "per misdeed", "expected sanctions at half of their effect",
        "assumed",
    )  # fmt: skip
    sanction_learning_up: float = _prior(0.1, 0.0, 1.0, "per month", "learning of rising sanctions", "assumed")
    sanction_learning_down: float = _prior(0.03, 0.0, 1.0, "per month", "forgetting of sanctions", "assumed")
    order_weight: float = _prior(
        1.0, 0.0, 6.0, "logits", "abuse under threat to the regime",
        "assumed (Davenport 2007)",
    )  # fmt: skip
    skill_weight: float = _prior(1.0, 0.0, 6.0, "logits", "restraint from skill", "assumed")
    norm_persistence: float = _prior(
        0.995, 0.9, 1.0, "per month", "persistence of the norm",
        "V-Dem AR(1) .991 a year; prior U(.985, .999)",
    )  # fmt: skip
    norm_spread: float = _prior(0.5, 0.0, 2.0, "logits", "spread of norms over units", "assumed")
    abuse_norm_start: float = _prior(
        0.4, 0.05, 0.95, "share", "norm of abuse at the settlement",
        "assumed; gives .03 abuse per coercive contact",
    )  # fmt: skip

    # careers
    training_rate: float = _prior(
        0.02, 0.0, 0.5, "per month", "gap to full skill closed under full training",
        "+.10 to +.20 over a programme, weak",
    )  # fmt: skip
    skill_decay: float = _prior(
        0.01, 0.0, 0.2, "per month", "decay of skill to that of a beginner",
        "half-life 36 months after exit, prior U(12, 84)",
    )  # fmt: skip
    vetting_reach: float = _prior(
        0.1, 0.0, 1.0, "per month", "officers examined under full vetting",
        "assumed; Bosnia examined 18,000 in six years",
    )  # fmt: skip
    vetting_threshold: float = _prior(0.5, 0.0, 1.0, "share", "misconduct above which a record is bad", "assumed")
    vetting_false_negative: float = _prior(0.4, 0.0, 1.0, "share", "bad officers who pass", "prior U(.1, .7)")
    vetting_false_positive: float = _prior(0.1, 0.0, 1.0, "share", "good officers who are removed", "prior U(.02, .3)")
    merit_effect: float = _prior(0.8, 0.0, 4.0, "logits", "effect of merit on dispositions of entrants", "assumed")
    patronage_effect: float = _prior(
        0.6, 0.0, 4.0, "logits", "effect of patronage on dispositions of entrants",
        "assumed",
    )  # fmt: skip
    women_recruits: float = _prior(0.15, 0.0, 1.0, "share", "women among entrants", "assumed")
    attrition: float = _prior(
        0.0022, 0.0, 0.2, "per month", "officers who leave",
        "Haiti about 400 of 15,000 a year; LN(.0022, 1.8)",
    )  # fmt: skip
    desertion: float = _prior(
        0.015, 0.0, 0.5, "per month", "officers who desert under heavy arrears or lost income",
        "Haiti 2023: 11.5 % a year; assumed form",
    )  # fmt: skip
    recruit_throughput: float = _prior(
        0.015, 0.0, 0.2, "per month", "recruits and trainees as a share of target",
        "prior U(.5, 3) % of target",
    )  # fmt: skip
    rightsizing_rate: float = _prior(
        0.05, 0.0, 1.0, "per month", "surplus posts closed under full right-sizing",
        "Sierra Leone 17,000 to 8,500 in eight years",
    )  # fmt: skip
    census_reach: float = _prior(
        0.12, 0.0, 1.0, "per month", "ghosts found under full payroll control",
        "Somalia: about -80 % in 12 to 24 months",
    )  # fmt: skip
    equipment_rate: float = _prior(0.03, 0.0, 1.0, "per month", "delivery of equipment", "assumed")
    equipment_decay: float = _prior(0.006, 0.0, 0.2, "per month", "wear", "assumed")

    # oversight, courts, scandals
    formal_rate: float = _prior(
        0.0447, 0.0, 1.0, "per month", "formal level follows law and budget",
        "80 % in 36 months; prior U(18, 84)",
    )  # fmt: skip
    effective_rate: float = _prior(0.03, 0.0, 1.0, "per month", "practice follows", "assumed")
    capture_rate: float = _prior(
        0.008, 0.0, 0.2, "per month", "erosion of independence under full interference",
        "LN(.004, 3) at half interference",
    )  # fmt: skip
    rebuild_rate: float = _prior(
        0.006, 0.0, 0.2, "per month", "rebuilding of independence by law and dialogue",
        "assumed",
    )  # fmt: skip
    detection_rate: float = _prior(
        0.02, 0.0, 1.0, "per misdeed", "detection by a fully effective body",
        "section 3: .005 to .02, LN each, q = 4",
    )  # fmt: skip
    court_capacity: float = _prior(
        500.0, 1.0, 10000.0, "cases per million people and month", "cases decided at full justice",
        "assumed",
    )  # fmt: skip
    conviction_floor: float = _prior(
        0.15, 0.0, 1.0, "share", "decided cases that end in a sanction even in weak courts",
        "prior sanction given detection Beta(1, 9)",
    )  # fmt: skip
    case_death: float = _prior(0.05, 0.0, 1.0, "per month", "waiting cases that die", "assumed")
    scandal_hazard: float = _prior(
        0.06, 0.0, 1.0, "per month", "scandals where exposure, media and novelty are full",
        "assumed",
    )  # fmt: skip
    scandal_half: float = _prior(
        20.0, 0.1, 1000.0, "cases per million", "exposed cases at half of their effect",
        "assumed",
    )  # fmt: skip
    scandal_size: float = _prior(
        0.12, 0.0, 1.0, "share", "size of a national scandal",
        "Marikana: -13 points; prior U(.05, .20)",
    )  # fmt: skip
    scandal_kept: float = _prior(0.944, 0.0, 1.0, "per month", "news kept", "half-life 12 months; prior U(6, 30)")

    # politics
    threat_rate: float = _prior(0.1, 0.0, 1.0, "per month", "drift of perceived threat", "assumed")
    rents_months: float = _prior(24.0, 6.0, 120.0, "months", "habit of rents", "assumed")
    will_rate: float = _prior(0.06, 0.0, 1.0, "per month", "drift of will", "assumed")
    will_base: float = _prior(0.3, -4.0, 4.0, "logits", "will without interests", "assumed")
    will_rents: float = _prior(3.0, 0.0, 12.0, "logits", "rents at risk", "assumed (Berg 2022, direction)")
    will_aid: float = _prior(3.0, 0.0, 12.0, "logits", "leverage of aid", "assumed (Berg 2022, direction)")
    will_vote: float = _prior(1.0, 0.0, 8.0, "logits", "voters", "assumed")
    will_army: float = _prior(1.0, 0.0, 8.0, "logits", "discontent of the army", "assumed")
    resistance_base: float = _prior(0.45, 0.0, 2.0, "share", "resistance to any law", "assumed")
    resistance_rents: float = _prior(
        0.6, 0.0, 4.0, "share", "resistance of those who live from what a reform closes",
        "assumed",
    )  # fmt: skip
    dialogue_effect: float = _prior(0.15, 0.0, 1.0, "share", "what dialogue adds to support", "assumed")
    vote_noise: float = _prior(0.08, 0.0, 1.0, "share", "luck in a vote", "assumed")
    election_slope: float = _prior(6.0, 0.0, 30.0, "logits", "how sharply voters judge", "assumed")
    election_reference: float = _prior(
        0.5, 0.0, 1.0, "share", "performance at which a government is kept by half",
        "assumed",
    )  # fmt: skip
    coup_base: float = _prior(
        -8.0, -14.0, 0.0, "logits", "coup attempts of a content army",
        "about .001 a month, LN(.001, 4)",
    )  # fmt: skip
    coup_success: float = _prior(
        0.4, 0.0, 1.0, "share", "attempts that succeed",
        "about half since 1950 (Powell and Thyne 2011)",
    )  # fmt: skip

    # donors, mission, money
    suspension_most: float = _prior(0.6, 0.0, 1.0, "share", "largest suspended share; the payroll floor", "assumed")
    review_rate: float = _prior(0.4, 0.0, 1.0, "per review", "how fast donors react", "assumed")
    mission_half: float = _prior(
        3.0, 0.1, 30.0, "per 1,000 people", "troops at half of their effect",
        "assumed; UNMIL 4.8, MONUSCO .26",
    )  # fmt: skip
    mission_men_per_million: float = _prior(
        12000.0, 0.0, 100000.0, "fighters per million people", "what a full-strength mission is worth in a war",
        "assumed",
    )  # fmt: skip
    absorption_floor: float = _prior(
        0.35, 0.0, 1.0, "share", "money that can be spent well in the worst place",
        "assumed (Collier and Hoeffler 2004, disputed)",
    )  # fmt: skip
    leakage_base: float = _prior(0.3, 0.0, 0.9, "share", "leakage where nobody looks", "Beta(2, 6); Uganda to .85")
    audit_effect: float = _prior(
        0.5, 0.0, 1.0, "share", "leakage that full audit with sanctions closes",
        "Olken 2007: -8 points of about .25",
    )  # fmt: skip
    leak_to_politicians: float = _prior(
        0.5, 0.0, 1.0, "share", "leaks that reach politicians, the rest commanders",
        "assumed",
    )  # fmt: skip
    upkeep_share: float = _prior(0.01, 0.0, 0.2, "per month", "price of keeping a finished reform", "assumed")
    formal_half_life: float = _prior(120.0, 6.0, 1200.0, "months", "decay of formal levels", "assumed")
    effective_half_life: float = _prior(
        36.0, 6.0, 600.0, "months", "decay of effective levels after exit",
        "training half-life 36 months, prior U(12, 84)",
    )  # fmt: skip
    reversal: float = _prior(
        0.1, 0.0, 1.0, "per change", "effective progress lost when government changes",
        "Beta(2, 18)",
    )  # fmt: skip
    economy_noise: float = _prior(0.017, 0.0, 0.2, "per month", "noise of income", "6 % a year (WDI, nine cases)")

    # factions
    patron_rate: float = _prior(
        0.004, 0.0, 0.2, "per month", "interventions by fully hostile neighbours",
        "LN(.002, 5)",
    )  # fmt: skip
    patron_size: float = _prior(0.4, 0.0, 1.0, "share", "support of one intervention", "assumed")
    patron_kept: float = _prior(0.95, 0.0, 1.0, "per month", "support kept", "assumed")
    patron_men: float = _prior(6000.0, 0.0, 200000.0, "fighters", "what full support is worth", "assumed")
    callable_share: float = _prior(
        0.5, 0.0, 1.0, "share", "demobilised men with intact ties who follow a call",
        "assumed (Daly 2016)",
    )  # fmt: skip
    tie_half_life: float = _prior(36.0, 6.0, 600.0, "months", "wartime ties", "assumed")
    soldier_worth: float = _prior(1.0, 0.0, 10.0, "fighters", "what a fully capable soldier is worth", "assumed")
    weariness_half_life: float = _prior(48.0, 6.0, 600.0, "months", "war weariness", "assumed")
    leader_cost: float = _prior(
        0.25, -2.0, 4.0, "share of spoils", "mean cost of war to leaders",
        "assumed, to be calibrated on P1",
    )  # fmt: skip
    leader_cost_spread: float = _prior(
        0.25, 0.0, 2.0, "share of spoils", "spread of that cost, a lasting trait",
        "assumed, to be calibrated on P1",
    )  # fmt: skip
    stance_threshold: float = _prior(
        0.05, 0.0, 1.0, "share of spoils", "advantage needed to change stance",
        "assumed, to be calibrated on P1",
    )  # fmt: skip
    credible_base: float = _prior(0.1, 0.0, 1.0, "share", "credibility without anything", "assumed")
    credible_guarantee: float = _prior(0.6, 0.0, 2.0, "share", "guarantee by a mission", "assumed (Walter 1997)")
    credible_oversight: float = _prior(0.2, 0.0, 2.0, "share", "effective oversight", "assumed")
    credible_kept: float = _prior(0.3, 0.0, 2.0, "share", "promises kept", "assumed")
    inclusion_rate: float = _prior(0.02, 0.0, 1.0, "per month", "inclusion delivered or withdrawn", "assumed")
    fighter_wage: float = _prior(30.0, 1.0, 5000.0, "USD per month", "pay of a fighter", "assumed")
    unpaid_leave: float = _prior(0.05, 0.0, 1.0, "per month", "unpaid fighters who leave", "assumed")
    ddr_reach: float = _prior(
        0.15, 0.0, 1.0, "per month", "fighters enrolled by a full programme under full credibility",
        "Liberia enrolled 103,000 in 14 months",
    )  # fmt: skip
    ddr_threshold: float = _prior(0.4, 0.0, 1.0, "share", "credibility at which half enrol", "assumed")
    reintegration_base: float = _prior(0.01, 0.0, 1.0, "per month", "reintegration without help", "assumed")
    reintegration_programme: float = _prior(0.03, 0.0, 1.0, "per month", "added by a full programme", "assumed")
    rearm_rate: float = _prior(
        0.01, 0.0, 1.0, "per month", "former fighters who go back to an active faction",
        "24 % in about 8 years in Colombia; LN(.003, 2)",
    )  # fmt: skip

    # conflict
    clash_scale: float = _prior(
        0.004, 0.0, 1.0, "per month", "clashes per fighter to the power below",
        "300 fighters give about 25 deaths a year (section 3)",
    )  # fmt: skip
    clash_exponent: float = _prior(0.8, 0.1, 1.5, "power", "returns to fighters", "model.md 4.8")
    clash_contagion: float = _prior(
        0.4, 0.0, 0.79, "clashes", "clashes that one clash sets off a month later",
        "self-exciting models; below .8",
    )  # fmt: skip
    deaths_per_clash: float = _prior(4.4, 0.1, 100.0, "people", "mean deaths per clash", "assumed")
    death_dispersion: float = _prior(0.5, 0.05, 10.0, "shape", "heavy tail of deaths", "assumed, negative binomial")
    deterrence_state: float = _prior(0.5, 0.0, 1.0, "share", "clashes deterred by a fully capable state", "assumed")
    deterrence_mission: float = _prior(
        0.5, 0.0, 1.0, "share", "clashes deterred by a full mission",
        "assumed (Hultman, Kathman, Shannon 2014)",
    )  # fmt: skip
    insecurity_up: float = _prior(0.3, 0.0, 1.0, "per month", "rise of insecurity felt", "assumed")
    insecurity_down: float = _prior(0.05, 0.0, 1.0, "per month", "fall of insecurity felt", "assumed")
    control_base: float = _prior(
        -1.0, -6.0, 6.0, "logits", "state control where nothing carries or erodes it",
        "assumed",
    )  # fmt: skip
    control_rate: float = _prior(0.05, 0.0, 1.0, "per month", "drift of state control", "assumed")
    flight_threshold: float = _prior(0.4, 0.0, 1.0, "share", "insecurity below which people stay", "assumed")
    flight_rate: float = _prior(0.05, 0.0, 1.0, "per month", "flight at the height of insecurity", "assumed")
    crime_base: float = _prior(
        -1.2, -6.0, 6.0, "logits", "criminal groups where nothing feeds or checks them",
        "assumed",
    )  # fmt: skip
    crime_rate: float = _prior(0.03, 0.0, 1.0, "per month", "drift of crime", "assumed")

    # monitoring
    survey_n: float = _prior(1200.0, 50.0, 100000.0, "people", "sample of the survey", "Afrobarometer")
    survey_design_effect: float = _prior(1.5, 1.0, 5.0, "ratio", "design effect", "assumed; Afrobarometer clusters")
    fear_bias: float = _prior(0.15, 0.0, 1.0, "share", "trust declared out of fear", "assumed (Kuran 1995)")
    coder_coverage: float = _prior(0.9, 0.0, 1.0, "share", "battle deaths that are reported", "assumed")
