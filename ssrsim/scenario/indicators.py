"""The one registry of what a run reports each month: name, label, unit, direction, meaning.

A name here is the field of the monthly record, the column in Parquet, the key in tables and the word on plots. Names
with a prefix of `OBSERVED` are what people in the world can see: `survey_` (virtual survey), `admin_` (administrative
data), `coder_` (conflict event coder), `expert_` (expert index). Everything else is the true state, which only the
analyst sees.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Kind = Literal["level", "monthly", "cumulative", "month"]


class Indicator(NamedTuple):
    """One column of the monthly record. `better` is +1 where more is better, -1 where less is, 0 where it depends."""

    name: str
    label: str
    unit: str
    better: int
    kind: Kind
    dtype: str  # of the record: float32 for shares and indices, int64 for people, events and cents
    text: str

    @property
    def is_money(self) -> bool:
        """Whether the record holds cents that readers want in millions of dollars."""
        return self.unit == "cents"


def _level(name: str, label: str, better: int, text: str) -> Indicator:
    return Indicator(name, label, "share", better, "level", "float32", text)


def _monthly(name: str, label: str, unit: str, better: int, text: str) -> Indicator:
    return Indicator(name, label, unit, better, "monthly", "int64", text)


def _cumulative(name: str, label: str, unit: str, better: int, text: str) -> Indicator:
    return Indicator(name, label, unit, better, "cumulative", "int64", text)


# What plans, participants and actors may see, by the first letters of its name; phase 10 alone writes it.
OBSERVED = ("survey_", "admin_", "coder_", "expert_")


def is_observed(name: str) -> bool:
    """Whether people in the world can see an indicator of this name."""
    return name.startswith(OBSERVED)


INDICATORS: tuple[Indicator, ...] = (
    # people
    _level("trust_police", "Trust in the police", 1, "mean trust in the police over all civilians"),
    _level("trust_army", "Trust in the army", 1, "mean trust in the army over all civilians"),
    _level("trust_police_excluded", "Trust in the police, excluded groups", 1,
           "mean trust in the police in the groups with the highest exclusion"),
    _level("grievance", "Grievance", -1, "mean grievance"),
    _level("fear", "Fear", -1, "mean fear"),
    _level("livelihood", "Livelihood", 1, "mean livelihood, 0 destitute, 1 secure"),
    _level("feel_safe", "Feel safe", 1, "1 - insecurity felt, mean over people"),
    _level("cooperation", "Cooperation", 1, "share of people who gave information to the forces this month"),
    _monthly("protests", "Protesters", "people", 0, "people who protested this month"),
    _monthly("fled", "People who fled", "people", -1, "people who fled to another district this month"),
    _monthly("returned", "Returned home", "people", 1, "people who had fled and came home this month"),
    Indicator("displaced", "Displaced", "people", -1, "level", "int64",
              "people who fled since the settlement and live away from home"),
    # misconduct and corruption, three channels
    _monthly("abuse", "Abuse", "incidents", -1, "acts of abuse against civilians this month"),
    Indicator("bribe_incidence", "Bribe incidence per contact", "share", -1, "level", "float32",
              "share of contacts with the police this month that ended in a bribe"),
    Indicator("bribe_experience", "Experience of bribes in a year", "share", -1, "level", "float32",
              "share of people who paid a bribe to the police in the last 12 months, of those who met the police"),
    _level("perceived_corruption", "Perceived corruption of the police", -1, "mean over people"),
    _level("perceived_performance", "Perceived performance of the state", 1, "mean over people"),
    _level("corruption_norm", "Corruption norm", -1, "mean norm of misconduct over police and army units, by strength"),
    _level("ghost_share", "Ghost share of the payroll", -1, "share of paid names with nobody behind them"),
    _level("leakage_share", "Leakage share of programme money", -1,
               "share of programme spending of the last 12 months that leaked"),
    # forces
    Indicator("police_strength", "Police strength", "people", 0, "level", "int64", "police officers serving"),
    Indicator("army_strength", "Army strength", "people", 0, "level", "int64", "soldiers serving"),
    Indicator("pay_arrears", "Pay arrears", "months", -1, "level", "float32", "pay owed, mean over units by strength"),
    _level("capability", "Capability of the forces", 1, "mean capability of units, by strength"),
    _level("clearance", "Clearance", 1, "share of calls and reported crimes that police deal with, mean over people"),
    Indicator("response_time", "Response time", "minutes", -1, "level", "float32",
              "minutes from a call to the arrival of police, mean over people, at most a day"),
    _level("skill", "Skill", 1, "mean professional skill of officers, by strength of their units"),
    _level("representation", "Representation", 1, "how far the officer corps mirrors the groups of the people"),
    _level("women_share", "Women, share of officers", 1, "share of women among officers"),
    _monthly("vetted_out", "Vetted out", "people", 0, "officers removed by vetting this month"),
    _monthly("dismissed", "Dismissed", "people", 0, "officers dismissed by courts and disciplinary boards this month"),
    # oversight and justice
    _monthly("complaints", "Complaints filed", "cases", 0,
               "complaints filed this month; rises when complaint handling improves"),
    _monthly("complaints_taken_up", "Complaints taken up", "cases", 1, "cases opened from complaints this month"),
    _monthly("cases_opened", "Cases opened", "cases", 0, "cases of misconduct opened this month"),
    Indicator("cases_waiting", "Cases waiting", "cases", -1, "level", "int64", "backlog of the courts"),
    Indicator("case_delay", "Delay of cases", "months", -1, "level", "float32",
              "months that a case waits before it is decided or dies, at this month's pace"),
    _monthly("sanctions", "Sanctions", "cases", 1, "cases that ended in a sanction this month"),
    _level("sanction_probability", "Sanction probability per detected case", 1,
           "chance that a detected case ends in a sanction"),
    _level("oversight_formal", "Oversight, formal", 1, "mean formal level of oversight bodies"),
    _level("oversight_effective", "Oversight, effective", 1,
               "mean of effective level x independence over oversight bodies"),
    _level("oversight_independence", "Independence of oversight", 1,
               "mean independence of oversight bodies and courts"),
    Indicator("captured_bodies", "Captured bodies", "bodies", -1, "level", "int64",
              "oversight bodies too dependent to act against those who govern"),
    _level("justice", "Justice", 1,
               "justice as people get it, mean over people: level, independence and reach of courts, less delay"),
    # politics and money
    _level("will", "Political will", 1, "mean will of politicians, weighted by power; derived, never set"),
    _level("interference", "Interference", -1, "power-weighted (1 - will) x patronage"),
    _level("fragmentation", "Fragmentation of power", 0, "1 - sum of squared power of blocs"),
    _level("governing_power", "Power of those who govern", 0, "power of the governing blocs"),
    _level("independent_finance", "Independent finance", 0, "own revenue in all money for security, aid included"),
    _level("constraints", "Constraints on power", 1,
           "how far those who govern are bound: half by independent parliament, courts and media, half by elections"),
    _level("rents", "Habitual rents", -1,
           "what politicians are used to from bribes, ghosts and leaks, weighted by power; 0 after a settlement"),
    _level("rents_at_risk", "Rents at risk", 0,
           "part of habitual rents that reforms already let would close, weighted by power"),
    _level("army_discontent", "Discontent of the army", -1,
           "from arrears, ghost income lost, purges, exclusion and cuts"),
    Indicator("actions_blocked", "Actions blocked", "actions", -1, "level", "int64",
               "planned actions waiting for consent"),
    _level("reform_formal", "Reform, formal", 1, "mean formal level over the reforms of the plan"),
    _level("reform_effective", "Reform, effective", 1, "mean effective level over the reforms of the plan"),
    _cumulative("money_committed", "Aid committed", "cents", 0, "committed by donors since the settlement"),
    _cumulative("money_received", "Aid received", "cents", 0,
                "aid paid into donors' accounts in the country since the settlement"),
    _cumulative("money_running_costs", "Money for running costs", "cents", 0,
                "paid by the treasury for rations, fuel, rent and the like of the forces since the settlement"),
    _cumulative("money_domestic", "Domestic money of the treasury", "cents", 1,
                "paid by the treasury into its reform budget"),
    _cumulative("money_spent", "Money spent on reforms", "cents", 0,
                "paid for reforms since the settlement, leaks included"),
    _cumulative("money_leaked", "Money leaked", "cents", -1,
                "leaked from reforms and payroll, or paid for votes, since the settlement"),
    _cumulative("money_side_payments", "Side payments for votes", "cents", -1,
                "paid by the treasury for votes since the settlement; part of what leaked"),
    _cumulative("money_duplicated", "Duplicated, bought without use", "cents", -1,
                "paid for twice, or lost between many donors, since the settlement"),
    _cumulative("money_payroll", "Payroll paid by donors", "cents", 0, "given by donors for pay of the forces"),
    _cumulative("money_returned", "Money returned", "cents", -1,
                "returned unspent to donors and treasury since the settlement"),
    Indicator("money_unspent", "Money unspent", "cents", 0, "level", "int64",
              "on donors' accounts in the country and in the state's reform budget"),
    Indicator("donors_suspended", "Donors that suspend", "donors", -1, "level", "int64",
              "donors still there that suspend money"),
    _level("suspension", "Aid suspended", -1, "share of aid that is suspended, mean over donors by pledge"),
    _level("aid_fragmentation", "Fragmentation of aid", 0,
           "1 - 1/K over what donors disbursed since the settlement, K being the effective number of donors"),
    _level("donor_pressure", "Donor pressure", 0, "weight of conditional aid: strictness x reach of the money"),
    # armed groups, conflict, control
    Indicator("fighters", "Fighters", "people", -1, "level", "int64", "armed members of factions"),
    Indicator("fighters_abroad", "Fighters abroad", "people", -1, "level", "int64",
              "armed members of factions in camps across the border"),
    Indicator("demobilised", "Demobilised", "people", 0, "level", "int64", "former fighters not yet reintegrated"),
    Indicator("reintegrated", "Reintegrated", "people", 1, "level", "int64", "former fighters reintegrated"),
    _monthly("went_home", "Fighters who went home", "people", 1,
             "fighters who went home by themselves this month, without a programme"),
    Indicator("active_groups", "Active armed groups", "groups", -1, "level", "int64", "factions that chose war"),
    Indicator("spoilers", "Spoilers, commanders who fight on", "fronts", -1, "level", "int64",
              "fronts whose commander fights on his own while the leader keeps peace"),
    Indicator("command_network", "Command networks, men tied to them", "people", -1, "level", "int64",
              "former fighters still tied to a commander"),
    _level("cohesion", "Cohesion of factions", 0, "hold of leaders over commanders and men, mean over factions"),
    Indicator("integrated", "Integrated into the army", "people", 0, "level", "int64",
              "soldiers who came in with a faction and would follow its call"),
    _monthly("defected", "Soldiers who defected", "people", -1, "soldiers who followed the call of a faction"),
    _monthly("captured", "Captured fighters", "people", 0, "fighters captured this month"),
    _cumulative("money_sponsorship", "Sponsorship of armed factions", "cents", -1,
                "paid by politicians to armed factions since the settlement, out of what leaked to them"),
    _monthly("battle_deaths", "Battle deaths", "people", -1, "people killed in clashes this month"),
    _monthly("deaths_fighters", "Battle deaths, fighters", "people", -1, "members of factions killed in clashes"),
    _monthly("deaths_forces", "Battle deaths, forces", "people", -1, "soldiers killed in clashes"),
    _monthly("deaths_civilians", "Battle deaths, civilians", "people", -1, "civilians killed in clashes"),
    _monthly("violent_incidents", "Violent incidents", "incidents", -1, "clashes this month"),
    _level("crime", "Crime", -1, "strength of criminal groups, mean over people"),
    Indicator("gang_members", "Gang members", "people", -1, "level", "int64",
              "people who live from crime, fighters of criminal factions left out"),
    _monthly("homicides", "Homicides", "people", -1, "people murdered this month, battle deaths left out"),
    _level("state_control", "State control", 1, "territory under state control, mean over people"),
    _level("non_state_provision", "Non-state provision", 0,
           "security and justice from non-state providers, mean over people"),
    _level("mission_strength", "Peace mission strength", 0,
           "strength of the mission: h(people per 1,000; mission_half) x (.4 + .6 mandate)"),
    _level("credibility", "Credibility of the peace", 1,
               "credibility of commitments as factions see it, mean over factions"),
    _level("promised", "Inclusion promised", 0, "posts and rents promised to factions at most, mean over factions"),
    _level("inclusion", "Inclusion delivered", 1, "posts and rents that factions really have, mean over factions"),
    Indicator("war_weariness", "War weariness", "share of spoils", 0, "level", "float32",
              "what past and present war costs in leaders' minds"),
    _cumulative("money_promises", "Promises paid to leaders", "cents", 0,
                "paid by the treasury to leaders of included factions since the settlement"),
    _level("economy", "Economy", 1, "income relative to the settlement, 0.5 unchanged"),
    # what people in the world can see
    _level("survey_trust_police", "Trust in the police, survey", 1,
               "share who trust somewhat or a lot, virtual survey of 1,200 people, published two months later"),
    _level("survey_trust_police_se", "Trust in the police, survey standard error", -1,
               "standard error of `survey_trust_police`, differences between clusters included"),
    _level("survey_trust_police_excluded", "Trust in the police, excluded groups, survey", 1,
               "the same in the groups with the highest exclusion"),
    _level("survey_trust_army", "Trust in the army, survey", 1, "share who trust somewhat or a lot"),
    _level("survey_feel_safe", "Feel safe, survey", 1, "share who feel safe where they live"),
    _level("survey_bribe_experience", "Experience of bribes in a year, survey", -1,
               "share who say that they paid a bribe in the last 12 months, of those who met the police"),
    _level("survey_perceived_corruption", "Perceived corruption of the police, survey", -1,
           "share who hold the police corrupt"),
    _level("survey_perceived_performance", "Perceived performance of the state, survey", 1,
           "share who hold the state to perform"),
    _level("admin_leakage_share", "Leakage share, as audited", -1,
           "leakage as audits find it, a lower bound of the truth"),
    _level("admin_formal", "Formal level of reforms, as reported", 1,
               "mean over reforms that are due of what implementers report each quarter: mostly formal levels"),
    _monthly("admin_complaints", "Complaints, as registered", "cases", 0,
               "complaints registered last month: fewer than are filed, more where they are handled better"),
    _monthly("admin_sanctions", "Sanctions, as registered", "cases", 1, "sanctions registered last month"),
    Indicator("admin_response_time", "Response time, as logged", "minutes", -1, "level", "float32",
              "mean response in police logs of the month before; calls that nobody answered leave no line"),
    Indicator("admin_payroll", "Names on the payroll", "people", 0, "level", "int64",
              "names paid last month, those with nobody behind them included"),
    _level("admin_insecurity", "Insecurity, as recorded", -1,
               "insecurity in last month's police statistics, mean over people; low where the state is absent"),
    _level("expert_corruption", "Corruption, expert index", -1, "yearly round of experts, slow to move"),
    _level("expert_oversight", "Oversight, expert index", 1, "yearly round of experts, slow; takes paper for practice"),
    _monthly("coder_deaths", "Battle deaths, as reported", "people", -1, "battle deaths that the event coder saw"),
    Indicator("recurrence_25", "Recurrence (25 deaths)", "0 or 1", -1, "level", "int64",
              "1 from the first month in which reported battle deaths of a year reach 25 after a year below it"),
    Indicator("war_continues", "War continues", "0 or 1", -1, "level", "int64",
              "1 while the war of before the settlement has not ended: 25 deaths in a year, and no year below it yet"),
    Indicator("war_1000", "War (1,000 deaths)", "0 or 1", -1, "level", "int64", "the same at 1,000"),
    Indicator("coup", "Coup", "0 or 1", -1, "level", "int64", "1 from the first successful coup on"),
    Indicator("autocratization", "Autocratization", "0 or 1", -1, "level", "int64",
              "1 once constraints on power (0..1) have fallen .1 (autocratization_drop) below their best so far"),
    Indicator("criminal_governance", "Criminal governance", "0 or 1", -1, "level", "int64",
              "1 while criminals govern districts with a quarter of the people or more: much crime, little state"),
)  # fmt: skip

BY_NAME: dict[str, Indicator] = {indicator.name: indicator for indicator in INDICATORS}
# what is recorded of each reform, donor and group of people, beside the national record
REFORM_INDICATORS: tuple[Indicator, ...] = (
    _level("formal", "Formal level", 1, "law, office and budget, mean over places by what they cost"),
    _level("effective", "Effective level", 1, "what it really does, mean over places by what they cost"),
    _level("reported", "Level as reported", 1, "what implementers reported last"),
    _cumulative("spent", "Spent", "cents", 0, "paid for it since the settlement, leaks included"),
    _cumulative("leaked", "Leaked", "cents", -1, "leaked from it since the settlement"),
)
DONOR_INDICATORS: tuple[Indicator, ...] = (
    _cumulative("committed", "Committed", "cents", 0, "committed since the settlement"),
    _cumulative("disbursed", "Disbursed", "cents", 0, "disbursed since the settlement"),
    _level("suspension", "Suspended share", -1, "share of disbursement held back"),
)
GROUP_INDICATORS: tuple[Indicator, ...] = (
    Indicator("people", "People", "people", 0, "level", "int64", "people of the group, those of whom the means are"),
    _level("trust_police", "Trust in the police", 1, "mean trust in the police over people of the group"),
    _level("trust_army", "Trust in the army", 1, "mean trust in the army over people of the group"),
    _level("grievance", "Grievance", -1, "mean grievance over people of the group"),
    _level("fear", "Fear", -1, "mean fear over people of the group"),
    _level("livelihood", "Livelihood", 1, "mean livelihood over people of the group, 0 destitute, 1 secure"),
    _level("feel_safe", "Feel safe", 1, "1 - insecurity felt where they live, mean over people of the group"),
    _monthly("abuse", "Abuse", "incidents", -1, "acts of abuse against people of the group this month"),
    _monthly("contacts", "Contacts with the police", "contacts", 0, "contacts of the group with the police this month"),
    _monthly("bribes", "Bribes", "contacts", -1, "of these contacts, those that ended in a bribe"),
)
DISTRICT_INDICATORS = ("trust_police", "trust_army", "insecurity", "state_control", "crime", "abuse", "battle_deaths")
