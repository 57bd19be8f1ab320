"""What the world remembers: every column of every table, with dtype, unit, range and meaning.

One row of `civilians` stands for `weight` real people, one row of `officers` for `weight` real officers; everything
else is counted in real people, real money and real districts. Facts of a month (what a row did or lived through) stand
in the row itself, so that other rows and the tallies can read them.
"""

from __future__ import annotations

from typing import NamedTuple

from ssrsim.world.table import (
    Column,
    cents,
    code,
    count,
    fields_of,
    flag,
    month,
    number,
    people,
    share,
    total,
)

PEERS = 6

CIVILIANS = (
    code("id", "int32", "permanent identity; random numbers follow it, never the storage row"),
    code("stratum", "int32", "stratum (district, group, stage, faction) that the row stands in"),
    code("place", "int32", "rank of the row within its stratum"),
    code("district", "int16", "where they live"),
    code("group", "int8", "identity group"),
    code("stage", "int8", "0 civilian, 1 fighter, 2 demobilised, 3 reintegrated"),
    code("faction", "int8", "armed faction of a present or former fighter, -1 for civilians"),
    flag("woman", "1 for women"),
    Column("weight", "int32", "people", 0, 2**31 - 1, "real people the row stands for"),
    number("trust_trait", "logit", -8, 8, "lasting disposition to trust the police"),
    number("trust_trait_army", "logit", -8, 8, "lasting disposition to trust the army"),
    share("trust_police", "trust in the police"),
    share("trust_army", "trust in the army"),
    share("perceived_corruption", "how corrupt they hold the police to be"),
    share("perceived_performance", "how well they hold the state to perform"),
    share("grievance", "grievance"),
    share("fear", "fear"),
    number("livelihood_trait", "logit", -8, 8, "lasting chances in life"),
    share("livelihood", "how well they live, 0 destitute, 1 secure"),
    share("victimisation", "memory of abuse suffered, fading"),
    share("commander_tie", "tie to a wartime commander"),
    code("contact", "int8", "fact: 0 none, 1 police, 2 army"),
    code("outcome", "int8", "fact: 0 none, 1 good service, 2 neglect, 3 bribe, 4 abuse"),
    code("officer", "int32", "fact: officer row met, -1 for none"),
    code("choice", "int8", "fact: 0 nothing, 1 cooperated, 2 protested"),
    flag("complained", "fact: filed a complaint"),
    number("cooperative", "per month", 0, 1, "fact: propensity to give information"),
    number("recruitable", "per month", 0, 1, "fact: propensity to join a political armed group"),
    Column("peers", "int32", "rows", 0, 2**31 - 1, "rows of six people they talk to", PEERS),
)

OFFICERS = (
    code("id", "int32", "permanent identity of the post"),
    code("generation", "int32", "how often the post changed hands"),
    code("unit", "int16", "unit"),
    code("place", "int32", "rank of the row within its unit"),
    code("group", "int8", "identity group"),
    flag("woman", "1 for women"),
    Column("weight", "int32", "people", 0, 2**31 - 1, "real officers the row stands for"),
    number("corruptibility", "standard deviations", -8, 8, "disposition to take bribes"),
    number("brutality", "standard deviations", -8, 8, "disposition to abuse"),
    share("skill", "professional skill"),
    share("expected_sanction", "sanctions expected per misdeed"),
    share("bribery", "propensity to take a bribe in a contact"),
    share("abuse", "propensity to abuse in a coercive contact, relative to the worst"),
    flag("vetted", "1 once examined and kept, or entered under vetting"),
    flag("removed", "fact: vetted out this month"),
)

DISTRICTS = (
    number("remoteness", "share", 0, 1, "how hard it is to reach"),
    share("war_exposure", "how hard the war hit it"),
    share("resource_rent", "lootable resources"),
    share("non_state_provision", "security and justice from non-state providers"),
    people("population_at_start", "people at the settlement"),
    code("police_unit", "int16", "unit of the police here"),
    code("army_unit", "int16", "unit of the army here"),
    code("dismissed_stratum", "int32", "stratum that takes men vetted out here"),
    share("insecurity", "insecurity felt"),
    share("crime", "strength of criminal groups"),
    share("state_control", "effective state control"),
    share("mission_presence", "protection by the mission"),
    share("information", "information that people give to the forces"),
    people("people", "people living here, from civilian rows"),
    people("contacts", "contacts with the police this month"),
    people("bribes", "contacts with the police that ended in a bribe this month"),
    people("abused", "people abused this month"),
    people("cooperated", "people who gave information this month"),
    people("protested", "people who protested this month"),
    people("complained", "people who filed a complaint this month"),
    total("trust_police_total", "sum of trust in the police"),
    total("trust_army_total", "sum of trust in the army"),
    total("grievance_total", "sum of grievance"),
    total("fear_total", "sum of fear"),
    total("livelihood_total", "sum of livelihood"),
    total("recruitable_total", "expected willing recruits"),
    total("cooperative_total", "expected informants"),
    total("excluded_trust_total", "sum of trust in the police in the most excluded groups"),
    people("excluded_people", "people of the most excluded groups"),
    people("deaths", "battle deaths this month"),
    people("fled", "people who fled from here this month"),
    count("clashes", "clashes this month"),
)

GROUPS = (
    share("exclusion", "exclusion from posts and power"),
    share("representation", "share among officers"),
    share("external_support", "support from abroad"),
    flag("most_excluded", "has the highest exclusion"),
)

STRATA = (
    code("district", "int16", "district"),
    code("group", "int8", "identity group"),
    code("stage", "int8", "0 civilian, 1 fighter, 2 demobilised, 3 reintegrated"),
    code("faction", "int8", "faction, -1 for civilians"),
    code("next_stage", "int32", "stratum of the same place and faction one stage on, -1 for none"),
    code("previous_stage", "int32", "stratum one stage back, -1 for none"),
    code("home", "int32", "stratum of civilians of the same district and group"),
    count("rows", "civilian rows that stand for it"),
    people("people", "real people in it: authoritative"),
    people("advancing", "fact: people who move to the next stage this month"),
    people("returning", "fact: people who move back to arms this month"),
    people("fleeing", "fact: people who flee to another district this month"),
)

UNITS = (
    code("service", "int8", "0 police, 1 army"),
    code("district", "int16", "district"),
    code("first", "int32", "first place in the roster"),
    count("rows", "officer rows"),
    people("strength", "officers really serving"),
    people("target", "officers wanted"),
    people("ghosts", "names on the payroll with nobody behind them"),
    share("norm", "norm of taking bribes"),
    share("abuse_norm", "norm of abuse"),
    number("commander_integrity", "logit", -20, 20, "integrity of commanders; solved so that the unit starts at rest"),
    number("commander_restraint", "logit", -20, 20, "restraint of commanders; solved so that the unit starts at rest"),
    share("equipment", "equipment relative to need"),
    number("pay_arrears", "months", 0, 120, "pay owed"),
    share("capability", "capability to serve and to fight"),
    cents("pay_due", "fact: pay due this month, ghosts included"),
    people("recruited", "fact: recruited this month"),
    people("left", "fact: left this month"),
    people("deserted", "fact: deserted this month"),
    people("vetted_out", "vetted out this month"),
    people("killed", "killed this month"),
    people("ghosts_closed", "fact: ghost names closed this month"),
    people("misdeeds", "bribes and abuses by its officers this month"),
    people("abuses", "abuses by its officers this month"),
    people("complaints", "complaints filed against it this month"),
    count("cases", "fact: cases opened this month"),
    count("sanctions", "fact: sanctions this month"),
    share("sanctions_per_misdeed", "sanctions per misdeed as its officers see them, smoothed"),
    total("bribery_total", "sum of bribery over officers"),
    total("abuse_total", "sum of abuse propensity over officers"),
    total("skill_total", "sum of skill over officers"),
)

POLITICIANS = (
    code("id", "int32", "permanent identity"),
    code("bloc", "int8", "bloc"),
    code("office", "int8", "0 legislator, 1 head of government, 2 defence, 3 interior, 4 finance, 5 justice"),
    code("constituency", "int16", "district they answer to"),
    code("group", "int8", "identity group, -1 for none"),
    share("power", "share of power"),
    share("patronage_dependence", "how far they live from patronage"),
    share("perceived_threat", "threat as they see it"),
    share("rents", "habitual income from leaks, relative to an unreformed state"),
    share("will", "will to reform; derived"),
    month("in_office_since", "month in which they took office"),
)

BLOCS = (share("power", "share of power"), flag("governing", "in the governing coalition"))

DONORS = (
    code("kind", "int8", "0 bilateral, 1 multilateral, 2 pooled fund, 3 neighbour"),
    cents("pledge_month", "pledged per month in the first year"),
    cents("committed", "committed over the horizon"),
    cents("disbursed", "disbursed since the settlement"),
    cents("due", "fact: to be disbursed this month"),
    month("horizon", "months until it leaves"),
    number("fatigue_half_life", "months", 1, 1200, "months after which attention has halved"),
    share("strictness", "conditionality"),
    share("coordination", "joint planning"),
    number("volatility", "coefficient of variation", 0, 2, "noise of disbursement a year"),
    share("visibility_preference", "preference for visible instruments"),
    share("suspension", "share of disbursement suspended"),
)

MISSIONS = (
    people("troops", "troops at full strength"),
    people("police", "police at full strength"),
    share("mandate", "strength of the mandate"),
    month("start", "first month"),
    month("drawdown", "month in which drawdown begins"),
    month("exit", "month in which the last soldier leaves"),
    people("present", "troops and police present"),
    share("strength", "h(troops per 1,000; half) x mandate"),
    share("promise", "strength that is there or on its way"),
)

OVERSIGHT_BODIES = (
    code("kind", "int8", "index into BODY_KINDS"),
    share("formal", "mandate, office, budget"),
    share("effective", "what it really does"),
    share("independence", "freedom from interference"),
    share("formal_at_start", "formal level at the settlement"),
    share("effective_at_start", "effective level at the settlement"),
)
BODY_KINDS = (
    "parliament", "ombudsman", "audit_office", "anti_corruption", "internal_affairs", "courts", "civil_society_media",
)  # fmt: skip
OMBUDSMAN = BODY_KINDS.index("ombudsman")
INTERNAL_AFFAIRS = BODY_KINDS.index("internal_affairs")
COURTS = BODY_KINDS.index("courts")
AUDIT_OFFICE = BODY_KINDS.index("audit_office")
MEDIA = BODY_KINDS.index("civil_society_media")

ARMED_GROUPS = (
    code("kind", "int8", "0 political, 1 criminal, 2 patron-backed, 3 successor"),
    code("group", "int8", "identity group it recruits from"),
    code("account", "int32", "account in the ledger"),
    people("fighters", "armed members"),
    people("command_network", "former fighters still tied to commanders"),
    share("inclusion", "posts and rents promised and delivered"),
    share("patron", "support by a patron"),
    number("leader_cost", "share of spoils", -2, 4, "what war costs its leaders; a lasting trait"),
    cents("base_income", "income per month at the settlement"),
    cents("income", "fact: income this month"),
    cents("wages", "fact: wages this month"),
    flag("active", "1 while it has chosen war"),
    flag("changed", "fact: 1 became active, this month or dormant"),
    number("war_minus_peace", "share of spoils", -10, 10, "value of war less value of peace"),
    share("credibility", "credibility of the peace as it sees it"),
    people("recruits", "fact: recruited this month"),
    people("unpaid", "fact: fighters who leave for want of pay this month"),
)

FRONTS = (
    code("id", "int32", "permanent identity"),
    code("faction", "int8", "faction"),
    code("district", "int16", "district"),
    code("stratum", "int32", "stratum of its fighters here"),
    share("presence", "share of its fighters at the settlement"),
    number("clash_rate", "per month", 0, 1000, "expected clashes"),
    count("clashes", "fact: clashes this month"),
    people("deaths", "fact: deaths this month"),
)

REFORMS = (
    cents("cost", "price of full implementation in this country"),
    number("min_months", "months", 1, 600, "shortest sensible duration"),
    flag("needs_law", "needs a vote"),
    code("minister", "int8", "office that must consent"),
    share("threat", "rents at risk, all channels"),
    share("visibility", "how well it shows"),
    share("formal", "formal level"),
    share("effective", "effective level"),
    share("ready", "fact: how far its prerequisites are met"),
    cents("spent", "paid since the settlement"),
    cents("leaked", "leaked since the settlement"),
    flag("planned", "in the plan"),
)

ACTIONS = (
    code("reform", "int16", "reform"),
    month("start", "planned start"),
    month("months", "planned duration"),
    share("share", "share of the monthly reform budget"),
    share("intensity", "pace"),
    code("rank", "int32", "place in the order of priority"),
    code("state", "int8", "0 waiting, 1 blocked, 2 running, 3 finished"),
    month("authorised", "month of authorisation"),
    cents("demand", "fact: money it could use this month"),
    cents("paid", "paid this month"),
    cents("leaked", "leaked this month"),
)

SHOCKS = (
    code("kind", "int8", "index into SHOCK_KINDS"),
    month("start", "first month"),
    month("months", "duration"),
    share("strength", "strength while it lasts"),
    code("faction", "int8", "faction struck, -1 for all"),
    share("active", "fact: strength this month"),
)

ACCOUNTS = (
    cents("balance", "balance"),
    cents("opening", "balance at the start of the month"),
    cents("received", "received this month"),
    cents("paid", "paid this month"),
    flag("outside", "belongs to the outside world: may be negative"),
)

NATION = (
    # given
    people("population_at_start", "everybody at the settlement"),
    count("settlement_month", "calendar month of the settlement, 1 to 12"),
    flag("signed", "1 if the factions signed the settlement"),
    flag("rolling_window", "1 if deaths are counted over the last 12 months, 0 by calendar year"),
    month("first_election", "first election, 0 for never"),
    month("election_interval", "months between elections"),
    cents("revenue_month", "own revenue of the treasury for security per month at the settlement"),
    cents("pay_month", "pay of one officer per month"),
    share("civilian_control", "control of civilian authorities over the army"),
    share("neighbour_hostility", "readiness of neighbours to arm factions"),
    share("media_freedom", "freedom of press and civil society at the settlement"),
    share("patronage", "how far office lives from patronage"),
    number("growth", "per month", -0.1, 0.1, "trend growth of income per head"),
    share("corruption_at_start", "public corruption, as experts saw it"),
    share("trust_police_at_start", "trust in the police at the settlement"),
    share("trust_army_at_start", "trust in the army at the settlement"),
    share("police_skill_at_start", "mean skill of policemen"),
    share("army_skill_at_start", "mean skill of soldiers"),
    share("women_share_at_start", "women among officers"),
    share("mean_exclusion", "mean exclusion over people"),
    number("war_weariness", "share of spoils", 0, 2, "what the last war still costs in leaders' minds"),
    # shocks and economy
    share("economy", "income relative to the settlement, 0.5 unchanged"),
    number("economy_noise", "log income", -2, 2, "random part of income"),
    share("shock_economic", "economic shocks now"),
    share("shock_aid_cut", "aid cuts now"),
    share("shock_scandal", "scheduled scandals now"),
    share("shock_boom", "commodity booms now"),
    # politics
    share("fragmentation", "1 - sum of squared power of blocs"),
    share("will", "mean will, weighted by power"),
    share("interference", "power-weighted (1 - will) x patronage"),
    number("rent_flow", "relative", 0, 10, "leaks to politicians relative to an unreformed state"),
    share("plan_threat", "rents at risk from reforms that are due"),
    share("donor_pressure", "weight of conditional aid"),
    share("independent_finance", "own revenue in all money for security"),
    share("electoral_pressure", "nearness of an election"),
    share("dissatisfaction_heard", "distrust that media let politicians hear"),
    share("army_discontent", "discontent of the army"),
    flag("turnover", "fact: government changed this month"),
    count("elections", "elections held"),
    count("coups", "successful coups"),
    # donors and mission
    cents("aid_received", "aid paid into the trust fund since the settlement"),
    cents("aid_month", "aid paid in this month"),
    share("mission_strength", "strength of all missions, 0..1"),
    share("guarantee", "strength of missions that are there or on their way, as a guarantee of commitments"),
    # money
    share("leakage_rate", "share of programme money that leaks now"),
    cents("spent", "paid for reforms since the settlement"),
    cents("leaked", "leaked since the settlement, payroll included"),
    cents("leaked_to_politicians", "leaked to politicians this month"),
    share("pay_coverage", "share of pay due that was paid this month"),
    share("payroll_squeeze", "commanders' ghost income lost, fading"),
    share("purge", "officers vetted out or dismissed lately, fading"),
    # oversight and justice
    count("backlog", "cases waiting in the courts"),
    share("sanction_probability", "chance that a detected case ends in a sanction"),
    share("justice", "what courts deliver: effective x independence, less the drag of the backlog"),
    share("oversight", "mean of effective x independence over bodies"),
    share("complaints_taken_up", "complaints that become cases"),
    share("detection", "chance that a misdeed is detected by bodies other than complaints"),
    count("cases_opened", "cases opened this month"),
    count("sanctions", "sanctions this month"),
    share("scandal", "scandal in the news, fading"),
    share("new_scandal", "fact: size of this month's scandal"),
    # conflict
    people("dead", "killed since the settlement"),
    people("deaths", "battle deaths this month"),
    count("clashes", "clashes this month"),
    people("fled", "people who fled this month"),
    number("regime_threat", "share", 0, 1, "threat that the regime feels"),
    count("active_groups", "factions that chose war"),
    share("insecurity", "mean insecurity, by people"),
    share("crime", "mean strength of criminal groups, by people"),
    share("state_control", "mean state control, by people"),
    share("criminal_share", "people who live under criminal rule"),
    share("trust_police", "mean trust in the police"),
    share("livelihood", "mean livelihood"),
    share("feel_safe", "1 - mean insecurity"),
    share("bribe_incidence", "contacts that ended in a bribe"),
    # measured: the only things that actors and plans can see
    share("survey_trust_police", "published"),
    share("survey_trust_army", "published"),
    share("survey_feel_safe", "published"),
    share("survey_bribe_incidence", "published"),
    share("pending_trust_police", "in the field, not yet published"),
    share("pending_trust_army", "in the field, not yet published"),
    share("pending_feel_safe", "in the field, not yet published"),
    share("pending_bribe_incidence", "in the field, not yet published"),
    share("admin_leakage_share", "leakage as audits find it"),
    share("admin_formal", "implementation coder"),
    share("expert_corruption", "expert index, slow"),
    people("coder_deaths", "reported deaths this month"),
    people("coder_deaths_year", "reported deaths in the running year"),
    flag("coder_quiet", "1 once a whole year stayed below 25 reported deaths"),
    flag("coder_year_whole", "1 once the running calendar year began after the settlement"),
    month("recurrence_month", "month of recurrence, -1 for none"),
    month("war_month", "month in which 1,000 deaths were reached, -1 for never"),
    # bookkeeping
    count("n_events", "events logged"),
)

TABLES = {
    "nation": NATION, "civilians": CIVILIANS, "officers": OFFICERS, "districts": DISTRICTS, "groups": GROUPS,
    "strata": STRATA, "units": UNITS, "politicians": POLITICIANS, "blocs": BLOCS, "donors": DONORS,
    "missions": MISSIONS,
    "oversight_bodies": OVERSIGHT_BODIES, "armed_groups": ARMED_GROUPS, "fronts": FRONTS, "reforms": REFORMS,
    "actions": ACTIONS, "shocks": SHOCKS, "accounts": ACCOUNTS,
}  # fmt: skip

Civilians = NamedTuple("Civilians", fields_of(CIVILIANS))  # pyright: ignore
Officers = NamedTuple("Officers", fields_of(OFFICERS))  # pyright: ignore
