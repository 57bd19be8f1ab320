"""What the world remembers of institutions, armed groups, reforms, the plan, shocks and accounts."""

from __future__ import annotations

from ssrsim.scenario.bodies import BODY_KINDS
from ssrsim.world.columns_plan import ADAPTIVE
from ssrsim.world.table import cents, code, count, flag, month, number, people, share

POLITICIANS = (
    code("id", "int32", "permanent identity"),
    code("bloc", "int8", "bloc"),
    code("office", "int8", "0 legislator, 1 head of government, 2 defence, 3 interior, 4 finance, 5 justice"),
    code("constituency", "int16", "district they answer to"),
    code("group", "int8", "identity group, -1 for none"),
    share("power", "share of power"),
    share("patronage_dependence", "how far they live from patronage"),
    share("perceived_threat", "threat as they see it"),
    share("rents_bribes", "habitual income from bribes that are passed up, relative to an unreformed state"),
    share("rents_ghosts", "habitual income from ghost pay, relative to an unreformed state"),
    share("rents_leakage", "habitual income from programme money, relative to an unreformed state"),
    share("rents_at_risk", "habitual income that reforms already let would close"),
    share("will", "will to reform; derived"),
    month("in_office_since", "month in which they last took office, -1 for never"),
    month("out_since", "month in which they last left an office, -1 for never"),
    number("margin", "share", -10, 10, "fact: how far they are for the bill tried last"),
    flag("bought", "fact: their vote for that bill was bought"),
    flag("defied", "fact: withheld this month a consent that the head of government gave"),
    code("office_before", "int8", "fact: office they held before the last change of government, 0 for none"),
)

BLOCS = (
    code("id", "int64", "permanent identity, made from its name; random numbers follow it"),
    share("power", "share of power"),
    flag("governing", "in the governing coalition"),
    code("faction", "int8", "armed faction that it grew out of, -1 for none"),
)

DONORS = (
    code("id", "int64", "permanent identity, made from its name; random numbers follow it"),
    code("kind", "int8", "0 bilateral, 1 multilateral, 2 pooled fund, 3 neighbour"),
    code("account", "int32", "its account in the country, in the ledger"),
    cents("pledge_month", "pledged per month in the first year"),
    cents("pledged", "pledged over the horizon"),
    cents("committed", "committed since the settlement, at most what was pledged"),
    cents("disbursed", "disbursed since the settlement, at most what was committed"),
    cents("spent", "spent on reforms since the settlement, leaks left out"),
    cents("leaked", "leaked from what it spent on reforms"),
    cents("payroll", "given for pay of the forces since the settlement"),
    cents("money_returned", "returned unspent since the settlement"),
    cents("due", "fact: to be disbursed this month"),
    cents("budget", "fact: to be spent on actions this month"),
    cents("upkeep_asked", "fact: upkeep that it is asked for this month"),
    cents("upkeep_paid", "fact: upkeep that it pays this month"),
    cents("pooled", "fact: what it leaves to joint planning this month"),
    month("horizon", "months until it leaves"),
    number("fatigue_half_life", "months", 1, 1200, "months after which attention has halved"),
    share("strictness", "conditionality"),
    share("coordination", "joint planning"),
    number("volatility", "coefficient of variation", 0, 2, "noise of disbursement a year"),
    share("visibility_preference", "preference for visible instruments"),
    share("suspension", "share of money suspended"),
    flag("suspended", "1 while it suspends"),
    flag("turned", "fact: suspended or resumed this month"),
    code("ground", "int16", "fact: the cause of that, index into CAUSES"),
    month("held_until", "month before which it does not resume after a coup"),
)

MISSIONS = (
    code("id", "int64", "permanent identity, made from its name; random numbers follow it"),
    people("troops", "troops at full strength"),
    people("police", "police at full strength"),
    share("mandate", "strength of the mandate"),
    month("start", "first month"),
    month("drawdown", "month in which drawdown begins"),
    month("exit", "month in which the last soldier leaves"),
    code("condition", "int32", "row of `conditions` that must hold for the drawdown, -1 for none"),
    month("begun", "month in which drawdown began, -1 before"),
    code("deployment", "int8", "0 as given, 1 follows difficulty, 2 randomised"),
    share("sent", "share of its troops and police that was sent"),
    people("present", "troops and police present"),
    share("mission_strength", "h(people per 1,000; mission_half) x (0.4 + 0.6 mandate)"),
    share("promise", "strength that is there or on its way"),
)

OVERSIGHT_BODIES = (
    code("kind", "int8", "index into BODY_KINDS"),
    share("formal", "mandate, office, budget"),
    share("effective", "what it really does"),
    share("independence", "freedom from interference"),
    share("formal_at_start", "formal level at the settlement"),
    share("effective_at_start", "effective level at the settlement"),
    flag("body_captured", "1 while independence is too low to act against those who govern"),
    flag("turned", "fact: captured or freed this month"),
)

ARMED_GROUPS = (
    code("id", "int64", "permanent identity, made from its name; random numbers follow it"),
    code("kind", "int8", "0 political, 1 criminal, 2 patron-backed, 3 successor"),
    code("group", "int8", "identity group it recruits from"),
    code("account", "int32", "account in the ledger"),
    people("fighters", "armed members"),
    people("command_network", "former fighters still tied to commanders"),
    share("promised", "posts and rents promised, the most ever granted"),
    code("offered", "int8", "fact: 1 more is granted this month, -1 less, 2 more was refused"),
    share("granted", "posts and rents that the government means to deliver now"),
    share("inclusion", "posts and rents delivered, relative to what it fought for"),
    share("kept", "part of what was promised that was kept, as it is remembered"),
    share("cohesion", "hold of the leader over his commanders and men"),
    people("integrated", "soldiers who came in with it and would follow its call"),
    share("patron", "arms and men from a patron"),
    share("patron_at_start", "arms and men from a patron at the settlement"),
    share("sanctuary", "its fighters in camps across the border"),
    share("sanctuary_at_start", "its fighters in camps across the border at the settlement"),
    share("bases", "its fighters in camps across the border that have become bases to fight from"),
    share("windfall", "fact: extra income from a spoiler's scheme, relative to the settlement"),
    number("leader_cost", "share of spoils", 0, 4, "what war costs its leaders; a lasting trait"),
    number("cost_at_least", "share of spoils", 0, 4, "what war costs its leader at least, as others know"),
    number("cost_at_most", "share of spoils", 0, 4, "what war costs its leader at most, as others know"),
    cents("base_income", "income per month at the settlement"),
    number("finance_at_start", "ratio", 0, 100, "what its channels of income came to at the settlement, weighted"),
    cents("income", "fact: income this month"),
    cents("wages", "fact: wages this month"),
    flag("active", "1 while it has chosen war"),
    flag("changed", "fact: 1 became active, this month or dormant"),
    number("war_minus_peace", "share of spoils", -10, 10, "value of war less value of peace"),
    share("credibility", "credibility of the peace as it sees it"),
    people("recruits", "fact: recruited this month"),
    share("unpaid", "fact: share of its men that it cannot pay, of those who do not live off a front of their own"),
    share("unpaid_at_start", "the same at the settlement"),
    flag("sponsored", "1 while politicians who grew out of it pay it"),
    flag("sponsor_found", "fact: they pay it from this month on"),
    cents("sponsorship", "fact: what they mean to give it this month"),
)

FRONTS = (
    code("id", "int64", "permanent identity, made from its name; random numbers follow it"),
    code("faction", "int8", "faction"),
    code("district", "int16", "district"),
    code("stratum", "int32", "stratum of its fighters here"),
    share("presence", "share of its fighters at the settlement"),
    people("integrated", "soldiers of the army unit here who came in with the faction and would follow its call"),
    number("commander_cost", "share of spoils", 0, 4, "what war costs the commander here; a lasting trait"),
    people("defiant", "men here who follow the commander when he fights on his own"),
    flag("spoiling", "1 while the commander here fights on his own, whatever the leader says"),
    flag("turned", "fact: the commander here began or ended a war of his own this month"),
    number("earning", "ratio", 0, 100, "fact: what its channels of income come to here, weighted"),
    people("posts", "fact: fighters that this could pay"),
    number("willing", "people", 0, 1e9, "fact: people here expected to be willing to join this month"),
    people("captured", "fact: fighters captured this month"),
    people("joining", "fact: fighters who would join the army this month"),
    people("defecting", "fact: soldiers who follow the call of the faction this month"),
    number("clash_rate", "per month", 0, 1000, "expected clashes"),
    count("clashes", "fact: clashes this month"),
    people("deaths", "fact: deaths this month"),
)

REFORMS = (
    cents("cost", "price of full implementation in this country"),
    number("min_months", "months", 1, 600, "shortest sensible duration"),
    flag("local", "works in places, one of which may be ahead of another; else in the whole country"),
    flag("needs_law", "needs a vote"),
    flag("law", "its law has passed and stays"),
    flag("on_agenda", "fact: before politicians this month"),
    code("verdict", "int8", "fact: 0 untried, 1 passed, 2 voted down, 3 consent withheld"),
    code("minister", "int8", "office that must consent"),
    share("threat_bribes", "how far it closes income from bribes"),
    share("threat_ghosts", "how far it closes income from ghost pay"),
    share("threat_leakage", "how far it closes income from programme money"),
    share("visibility", "how well it shows"),
    share("formal", "formal level"),
    share("effective", "effective level"),
    share("reported", "level that implementers reported last quarter"),
    share("reversed", "fact: share of its effective level that those who came into office undid this month"),
    cents("spent", "paid since the settlement, upkeep and leaks included"),
    cents("leaked", "leaked since the settlement"),
    share("procurement", "share of the price that is procured"),
    share("leakage", "fact: share of money for it that leaks this year"),
    cents("upkeep_due", "fact: upkeep that it asks for this month"),
    share("upkept", "fact: share of that which was paid"),
    share("maintained", "fact: share of that which bought something"),
    flag("planned", "1 once an action of it was tried or ran: nobody reports on what only a plan holds"),
)

ACTIONS = (
    code("reform", "int16", "reform"),
    month("start", "month from which it is due, 1,000,000 until that is known"),
    month("months", "longest duration, in months in which it runs"),
    share("share", "weight among the actions that run or wait, as a share of the budget"),
    share("scope", "share of the price of the reform that its places cost"),
    share("intensity", "pace that is asked for: planned, or what a rule made of it"),
    share("pace", "fact: pace this month, 0 unless it runs"),
    code("state", "int8", "0 waiting, 1 blocked, 2 running, 3 finished, 4 paused"),
    month("authorised", "month of authorisation"),
    cents("cap", "most money over the whole action, 0 for no limit"),
    cents("spent", "paid since it began"),
    cents("demand", "fact: money it could use this month"),
    cents("funded", "fact: money that was found for that"),
    cents("put_in", "fact: what one round of planning puts in"),
    cents("paid", "paid this month"),
    cents("leaked", "leaked this month"),
    cents("duplicated", "paid this month for what others had paid for"),
    cents("delivered", "what bought something this month"),
    share("owned", "share of what was paid this month that came from the state or pooled funds"),
    *ADAPTIVE,
)

SHOCKS = (
    code("kind", "int8", "index into SHOCK_KINDS"),
    month("start", "first month"),
    month("months", "duration"),
    share("shock_size", "strength while it lasts, 1 the worst known of its kind, for scandal 0.12"),
    code("faction", "int8", "faction struck, -1 for all; of a massacre: who commits it, -1 for a service"),
    code("service", "int8", "whose scandal or massacre it is: 0 police, 1 army"),
    code("district", "int16", "district struck, -1 for the whole country"),
    code("threat", "int8", "index into THREATS, for new_threat"),
    share("size_now", "fact: strength this month, 0 while it does not last"),
    code("subject", "int16", "index into the scenario's shocks; several rows where a kind is composed of others"),
    flag("logged", "stands for its shock in the log of events"),
    code("mission", "int8", "mission that begins to leave, for mission_exit; -1 for all"),
)

CHANGES = (
    code("lever", "int8", "index into LEVERS"),
    month("month", "month from which on it has the value"),
    share("new_value", "value that the lever gets"),
)

ACCOUNTS = (
    cents("balance", "balance"),
    cents("opening", "balance at the start of the month"),
    cents("received", "received this month"),
    cents("paid", "paid this month"),
    flag("outside", "belongs to the outside world: may be negative"),
)

# states of an action, and what politicians say to a reform
WAITING, BLOCKED, RUNNING, FINISHED, PAUSED = 0, 1, 2, 3, 4
UNTRIED, PASSED, VOTED_DOWN, WITHHELD = 0, 1, 2, 3

PARLIAMENT = BODY_KINDS.index("parliament")
OMBUDSMAN = BODY_KINDS.index("ombudsman")
INTERNAL_AFFAIRS = BODY_KINDS.index("internal_affairs")
COURTS = BODY_KINDS.index("courts")
AUDIT_OFFICE = BODY_KINDS.index("audit_office")
MEDIA = BODY_KINDS.index("civil_society_media")

# what an office weighs in decisions against the seat of a legislator, in the order of the office codes; assumed
OFFICE_WEIGHTS = (1.0, 4.0, 2.0, 2.0, 2.0, 2.0)
# how far an office lives from each channel of rents, in the same order; assumed (A85)
ACCESS_TO_BRIBES = (0.2, 0.2, 0.0, 0.7, 0.1, 0.7)
ACCESS_TO_GHOSTS = (0.2, 0.3, 0.9, 0.4, 0.2, 0.0)
ACCESS_TO_LEAKAGE = (0.3, 0.8, 0.2, 0.1, 0.9, 0.3)
