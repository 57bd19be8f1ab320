"""The reform instruments as data: one record each; the engine knows effects, never an instrument by name.

A reform has a price, a shortest sensible duration, rents that it threatens, prerequisites that make it more effective,
and effects: how strongly its level (formal or effective, 0..1) pushes each lever of the state (`EFFECTS`).
Unit costs are assumed unless a source is named; prerequisites and effects are assumptions A1 and A2 of docs/odd.md.
The last ones are not validated (A125): no evidence stands behind them, no shipped plan holds them, and they carry that
label wherever they are shown.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

from ssrsim.scenario.base import NOT_VALIDATED

ReformName = Literal[
    "ddr", "vetting", "training", "payroll", "recruitment", "rightsizing", "equipment", "parliament_oversight",
    "complaints", "audit", "justice", "community_policing", "transparency", "dialogue", "adaptation", "monitoring",
    "surveillance", "digital_oversight", "cyber_defence", "military_diplomacy",
]  # fmt: skip
REFORM_NAMES: tuple[str, ...] = get_args(ReformName)


class EffectText(NamedTuple):
    """A lever of the state in words: what it sets, and what that should do by which mechanism. No outcome is promised.

    `should` names a direction and what it hinges on or costs; how much comes of it is what runs are for.
    """

    sets: str
    should: str


EFFECT_TEXTS: dict[str, EffectText] = {
    "disarmament": EffectText(
        "fighters who can be enrolled, and former fighters who are reintegrated, each month",
        "fewer fighters and more reintegrated people; only fighters of factions at peace enrol, and few where "
        "commitments are not credible; the demobilised can still be called back by their commanders",
    ),
    "vetting": EffectText(
        "officers whose record is examined each month",
        "fewer officers with a bad record and cleaner successors; some good officers go and some bad ones stay, "
        "strength falls until posts are filled, the army resents the purge, and those removed add to the "
        "demobilised of a faction",
    ),
    "skill": EffectText(
        "professional skill taught to officers",
        "better service, less abuse and more capable units; skill decays after training; bribes fall by it only as "
        "far as officers expect sanctions",
    ),
    "payroll_control": EffectText(
        "ghost names found and closed each month",
        "fewer ghosts and more money for real pay; commanders and politicians lose that income, which feeds "
        "desertion and the army's discontent",
    ),
    "pay": EffectText(
        "pay of officers, and its way into their hands",
        "bribes may fall or rise with pay; more to lose where sanctions are expected; a larger wage bill, and arrears "
        "where the treasury cannot carry it",
    ),
    "recruitment_integrity": EffectText(
        "entrants and commanders chosen on merit, from all groups and from women too",
        "less corruptible entrants and commanders who hold their units back; slow, because only new ones differ; "
        "more people meet officers of their own group",
    ),
    "rightsizing": EffectText(
        "posts above the target that are closed each month",
        "a smaller payroll and so fewer arrears; those laid off add to the former fighters of a faction; it acts only "
        "where a force is larger than its target",
    ),
    "equipment": EffectText(
        "vehicles, radios, stations and other means delivered",
        "more capable units, which answer calls, deter clashes, hold back crime and extend state control; more abuse "
        "where neither oversight nor skill constrains it; equipment wears out",
    ),
    "parliament": EffectText(
        "mandate and work of parliament as an oversight body",
        "more misdeeds found, less abuse under threat, promises to factions more credible; interference erodes "
        "what is not independent",
    ),
    "complaints": EffectText(
        "mandate and work of ombudsman and internal affairs",
        "more wrongs reported and taken up, so that complaints rise first; less misconduct only if courts then "
        "sanction",
    ),
    "audit": EffectText(
        "mandate and work of audit office and anti-corruption body",
        "more leakage seen, so that measured leakage may rise first, and donors react to it; less true leakage as "
        "far as cases end in a sanction",
    ),
    "justice": EffectText(
        "mandate and work of the courts",
        "more cases decided and more of them ending in a sanction, which officers learn to expect; working courts "
        "also speak for trust and against grievance",
    ),
    "media": EffectText(
        "mandate and work of civil society and media",
        "more misdeeds found and more of them national news: scandals cost trust first",
    ),
    "community": EffectText(
        "contacts between police and people that are not coercive",
        "fewer stops and less room for abuse in them, friendly visits, more reports and complaints; people still meet "
        "the officers there are, venal ones too",
    ),
    "transparency": EffectText(
        "budgets and cases made public",
        "somewhat less leakage, and more exposed cases that become scandals",
    ),
    "dialogue": EffectText(
        "coalitions, inclusion and reconciliation",
        "more support for reforms, more ownership of them, factions better included, independence of oversight "
        "rebuilt faster",
    ),
    "warning": EffectText(
        "early warning and information that reaches the forces",
        "clashes better deterred by forces that are capable already",
    ),
    "measurement": EffectText(
        "baselines, surveys and reviews",
        "larger surveys and fuller registers, a little more money that can be spent well, more leakage found by audits",
    ),
}
EFFECTS: tuple[str, ...] = tuple(EFFECT_TEXTS)  # the order is that of the world's levers


class Reform(NamedTuple):
    """One instrument. Shares lie in 0..1; money is in US dollars of the settlement year."""

    name: str
    title: str
    unit_cost_usd: float  # price of full implementation per unit of `cost_basis`
    cost_basis: Literal["people", "officers", "fighters", "country"]
    min_months: int  # shortest time in which the full price can be used well
    needs_law: bool
    minister: Literal["defence", "interior", "finance", "justice"]
    threat_bribes: float  # how far it closes each channel of rents
    threat_ghosts: float
    threat_leakage: float
    visibility: float  # how well it shows; donors like to be seen
    prerequisites: dict[str, float]  # reform -> weight by which its absence reduces effectiveness
    effects: dict[str, float]  # effect -> weight
    procurement: float  # share of the price that is procured, where most leaks; assumed
    source: str
    validated: bool = True  # False: an illustration that no evidence backs

    @property
    def label(self) -> str:
        """The title as readers must see it: with a warning where nothing backs what the reform does."""
        return self.title if self.validated else f"{self.title} ({NOT_VALIDATED})"

    @property
    def local(self) -> bool:
        """Whether it works district by district, so that a plan may say where."""
        return self.name in LOCAL_REFORMS

    @property
    def of_a_service(self) -> bool:
        """Whether it works on police or army, so that a plan may say on which."""
        return self.name in SERVICE_REFORMS


SERVICE_REFORMS = ("vetting", "training", "recruitment", "rightsizing", "equipment", "military_diplomacy")
LOCAL_REFORMS = ("ddr", *SERVICE_REFORMS, "justice", "community_policing")


REFORMS: tuple[Reform, ...] = (
    Reform("ddr", "Disarmament, demobilisation, reintegration", 700, "fighters", 24, False, "defence", 0, 0, 0, 0.6,
           {}, {"disarmament": 1.0}, 0.5,
           "503 USD per head in Sierra Leone, 1,820 in Rwanda (World Bank MDRP reports)"),
    Reform("vetting", "Vetting", 1_500, "officers", 24, True, "interior", 0.6, 0.2, 0.1, 0.4,
           {"complaints": 0.2, "justice": 0.2}, {"vetting": 1.0}, 0.2,
           "assumed; Bosnia took six years for 18,000 officers"),
    Reform("training", "Training and mentoring", 5_000, "officers", 18, False, "interior", 0, 0, 0, 0.9,
           {"vetting": 0.2}, {"skill": 1.0}, 0.4, "assumed"),
    Reform("payroll", "Payroll and biometric census", 900, "officers", 12, False, "finance", 0, 0.9, 0.1, 0.3,
           {"audit": 0.2}, {"payroll_control": 1.0, "pay": 1.0}, 0.5,
           "assumed; Somalia closed some 10,000 ghosts in 2019"),
    Reform("recruitment", "Transparent recruitment", 2_500, "officers", 24, False, "interior", 0.2, 0.2, 0, 0.6,
           {"vetting": 0.2}, {"recruitment_integrity": 1.0}, 0.3, "assumed"),
    Reform("rightsizing", "Right-sizing", 3_000, "officers", 24, True, "defence", 0.1, 0.4, 0, 0.3,
           {"payroll": 0.2}, {"rightsizing": 1.0}, 0.3, "assumed; Sierra Leone halved its army in 8 years"),
    Reform("equipment", "Equipment and infrastructure", 12_000, "officers", 24, False, "defence", 0, 0, 0, 1.0,
           {"training": 0.2}, {"equipment": 1.0}, 0.8, "assumed"),
    Reform("parliament_oversight", "Parliamentary oversight", 0.9, "people", 36, True, "justice", 0.2, 0.3, 0.4, 0.3,
           {}, {"parliament": 1.0}, 0.3, "assumed"),
    Reform("complaints", "Complaints, ombudsman, discipline", 1.1, "people", 30, True, "interior", 0.6, 0.1, 0, 0.3,
           {"justice": 0.2}, {"complaints": 1.0}, 0.3, "assumed"),
    Reform("audit", "Audit and procurement", 1.2, "people", 30, True, "finance", 0.1, 0.5, 0.8, 0.1,
           {"justice": 0.2}, {"audit": 1.0}, 0.3, "assumed"),
    Reform("justice", "Courts, prosecution, access to justice", 6.0, "people", 48, True, "justice", 0.4, 0.2, 0.4, 0.3,
           {"parliament_oversight": 0.1}, {"justice": 1.0}, 0.5, "assumed"),
    Reform("community_policing", "Community policing", 1.0, "people", 18, False, "interior", 0, 0, 0, 0.7,
           {"training": 0.2, "vetting": 0.2}, {"community": 1.0}, 0.4, "assumed"),
    Reform("transparency", "Open budgets and public reporting", 0.4, "people", 18, True, "finance", 0.1, 0.3, 0.5, 0.2,
           {}, {"transparency": 1.0, "media": 0.6}, 0.3, "assumed"),
    Reform("dialogue", "Dialogue and power sharing", 0.7, "people", 18, False, "justice", 0, 0, 0, 0.4,
           {}, {"dialogue": 1.0}, 0.2, "assumed"),
    Reform("adaptation", "Early warning and new threats", 0.6, "people", 24, False, "defence", 0, 0, 0, 0.5,
           {"monitoring": 0.2}, {"warning": 1.0}, 0.6, "assumed"),
    Reform("monitoring", "Baselines, surveys, reviews", 0.4, "people", 12, False, "finance", 0, 0.1, 0.2, 0.2,
           {}, {"measurement": 1.0}, 0.4, "assumed"),
    Reform("surveillance", "Surveillance and data analytics", 0.8, "people", 24, False, "interior", 0, 0, 0, 0.8,
           {"training": 0.2}, {"warning": 0.5, "equipment": 0.4}, 0.8, "assumed", validated=False),
    Reform("digital_oversight", "Digital oversight: platforms, body cameras, open ledgers", 0.6, "people", 24, True,
           "finance", 0.3, 0.3, 0.3, 0.6, {"complaints": 0.2, "audit": 0.2},
           {"complaints": 0.3, "audit": 0.3, "transparency": 0.3}, 0.7, "assumed", validated=False),
    Reform("cyber_defence", "Cyber defence and digital training", 0.4, "people", 18, False, "defence", 0, 0, 0, 0.6,
           {"training": 0.2}, {"warning": 0.3, "skill": 0.2}, 0.7, "assumed", validated=False),
    Reform("military_diplomacy", "Military diplomacy: joint exercises, exchange, shared intelligence", 3_000,
           "officers", 24, False, "defence", 0, 0, 0, 0.8, {}, {"skill": 0.4, "warning": 0.2}, 0.4, "assumed",
           validated=False),
)  # fmt: skip
# for the words of fields and lists that name them
UNPROVEN: tuple[str, ...] = tuple(reform.name for reform in REFORMS if not reform.validated)
