"""The sixteen reform instruments as data: one record each; the engine knows effects, never an instrument by name.

A reform has a price, a shortest sensible duration, rents that it threatens, prerequisites that make it more effective,
and effects: how strongly its level (formal or effective, 0..1) pushes each lever of the state (`EFFECTS`).
Unit costs are assumed unless a source is named; prerequisites and effects are assumptions A1 and A2 of docs/odd.md.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

ReformName = Literal[
    "ddr", "vetting", "training", "payroll", "recruitment", "rightsizing", "equipment", "parliament_oversight",
    "complaints", "audit", "justice", "community_policing", "transparency", "dialogue", "adaptation", "monitoring",
]  # fmt: skip
REFORM_NAMES: tuple[str, ...] = get_args(ReformName)

EFFECTS = (
    "disarmament",  # fighters who can be enrolled and reintegrated
    "vetting",  # officers whose record is examined
    "skill",  # professional skill taught
    "payroll_control",  # ghosts found, pay that reaches its earner
    "recruitment_integrity",  # entrants chosen on merit
    "rightsizing",  # posts closed
    "equipment",  # vehicles, radios, stations
    "parliament",  # oversight bodies by kind
    "complaints",
    "audit",
    "justice",
    "media",
    "community",  # kind of contact between police and people
    "transparency",  # budgets and cases made public
    "dialogue",  # coalitions, inclusion, reconciliation
    "warning",  # early warning and information to forces
    "measurement",  # surveys, baselines, reviews
)


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
    source: str


REFORMS: tuple[Reform, ...] = (
    Reform("ddr", "Disarmament, demobilisation, reintegration", 700, "fighters", 24, False, "defence", 0, 0, 0, 0.6,
           {}, {"disarmament": 1.0}, "503 USD per head in Sierra Leone, 1,820 in Rwanda (World Bank MDRP reports)"),
    Reform("vetting", "Vetting", 1_500, "officers", 24, True, "interior", 0.6, 0.2, 0.1, 0.4,
           {"complaints": 0.2, "justice": 0.2}, {"vetting": 1.0}, "assumed; Bosnia took six years for 18,000 officers"),
    Reform("training", "Training and mentoring", 5_000, "officers", 18, False, "interior", 0, 0, 0, 0.9,
           {"vetting": 0.2}, {"skill": 1.0}, "assumed"),
    Reform("payroll", "Payroll and biometric census", 900, "officers", 12, False, "finance", 0, 0.9, 0.1, 0.3,
           {"audit": 0.2}, {"payroll_control": 1.0}, "assumed; Somalia removed about 10,000 ghosts in 2019"),
    Reform("recruitment", "Transparent recruitment", 2_500, "officers", 24, False, "interior", 0.2, 0.2, 0, 0.6,
           {"vetting": 0.2}, {"recruitment_integrity": 1.0}, "assumed"),
    Reform("rightsizing", "Right-sizing", 3_000, "officers", 24, True, "defence", 0.1, 0.4, 0, 0.3,
           {"payroll": 0.2}, {"rightsizing": 1.0}, "assumed; Sierra Leone halved its army in 8 years"),
    Reform("equipment", "Equipment and infrastructure", 12_000, "officers", 24, False, "defence", 0, 0, 0, 1.0,
           {"training": 0.2}, {"equipment": 1.0}, "assumed"),
    Reform("parliament_oversight", "Parliamentary oversight", 0.9, "people", 36, True, "justice", 0.2, 0.3, 0.4, 0.3,
           {}, {"parliament": 1.0}, "assumed"),
    Reform("complaints", "Complaints, ombudsman, discipline", 1.1, "people", 30, True, "interior", 0.6, 0.1, 0, 0.3,
           {"justice": 0.2}, {"complaints": 1.0}, "assumed"),
    Reform("audit", "Audit and procurement", 1.2, "people", 30, True, "finance", 0.1, 0.5, 0.8, 0.1,
           {"justice": 0.2}, {"audit": 1.0}, "assumed"),
    Reform("justice", "Courts, prosecution, access to justice", 6.0, "people", 48, True, "justice", 0.4, 0.2, 0.4, 0.3,
           {"parliament_oversight": 0.1}, {"justice": 1.0}, "assumed"),
    Reform("community_policing", "Community policing", 1.0, "people", 18, False, "interior", 0, 0, 0, 0.7,
           {"training": 0.2, "vetting": 0.2}, {"community": 1.0}, "assumed"),
    Reform("transparency", "Open budgets and public reporting", 0.4, "people", 18, True, "finance", 0.1, 0.3, 0.5, 0.2,
           {}, {"transparency": 1.0, "media": 0.6}, "assumed"),
    Reform("dialogue", "Dialogue and power sharing", 0.7, "people", 18, False, "justice", 0, 0, 0, 0.4,
           {}, {"dialogue": 1.0}, "assumed"),
    Reform("adaptation", "Early warning and new threats", 0.6, "people", 24, False, "defence", 0, 0, 0, 0.5,
           {"monitoring": 0.2}, {"warning": 1.0}, "assumed"),
    Reform("monitoring", "Baselines, surveys, reviews", 0.4, "people", 12, False, "finance", 0, 0.1, 0.2, 0.2,
           {}, {"measurement": 1.0}, "assumed"),
)  # fmt: skip
