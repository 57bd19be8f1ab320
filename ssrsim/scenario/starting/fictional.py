"""The fictional country that starting files hold: small, complete, plausible, and nobody's. Every value is assumed."""

from __future__ import annotations

from typing import Any

Values = dict[str, Any]

COUNTRY: Values = {
    "settlement": "agreement",
    "settlement_year": 2030,
    "settlement_month": 1,
    "war_months": 60,
    "neighbour_hostility": 0.4,
    "districts": {
        "harbour": {
            "title": "Harbour", "population": 700_000, "remoteness": 0.0, "war_exposure": 0.5, "resource_rent": 0.1,
            "non_state_provision": 0.3, "capital": True, "tile": [1, 0], "groups": {"lowland": 0.8, "upland": 0.2},
        },
        "river_valley": {
            "title": "River Valley", "population": 600_000, "remoteness": 0.3, "war_exposure": 0.6,
            "resource_rent": 0.3, "non_state_provision": 0.5, "capital": False, "tile": [1, 1],
            "groups": {"lowland": 0.9, "upland": 0.1},
        },
        "highlands": {
            "title": "Highlands", "population": 450_000, "remoteness": 0.8, "war_exposure": 1.0, "resource_rent": 0.7,
            "non_state_provision": 0.8, "capital": False, "tile": [0, 1], "groups": {"lowland": 0.1, "upland": 0.9},
        },
        "border_forest": {
            "title": "Border Forest", "population": 250_000, "remoteness": 0.7, "war_exposure": 0.8,
            "resource_rent": 1.0, "non_state_provision": 0.7, "capital": False, "tile": [0, 2],
            "groups": {"lowland": 0.4, "upland": 0.6},
        },
    },
    "groups": {
        "lowland": {"title": "Lowlanders", "exclusion": 0.1, "representation": 0.85, "external_support": 0.05},
        "upland": {"title": "Uplanders", "exclusion": 0.6, "representation": 0.15, "external_support": 0.3},
    },
    "factions": {
        "upland_front": {
            "title": "Upland Front", "kind": "patron_backed", "group": "upland", "fighters": 9_000, "inclusion": 0.6,
            "patron": 0.35, "integrated": 0, "demobilised": 0, "sanctuary": 0.0, "finance_usd_m": 4.0,
            "presence": {"highlands": 0.7, "border_forest": 0.3},
        },
        "valley_guard": {
            "title": "Valley Guard", "kind": "political", "group": "lowland", "fighters": 6_000, "inclusion": 0.5,
            "patron": 0.05, "integrated": 0, "demobilised": 0, "sanctuary": 0.0, "finance_usd_m": 3.0,
            "presence": {"river_valley": 0.8, "border_forest": 0.2},
        },
    },
    "police_per_1000": 1.2,
    "army_per_1000": 4.0,
    "police_target_per_1000": 2.0,
    "army_target_per_1000": 2.0,
    "ghost_share": 0.2,
    "police_skill": 0.25,
    "army_skill": 0.3,
    "equipment": 0.15,
    "women_share": 0.05,
    "pay_usd_month": 60.0,
    "pay_arrears_months": 6.0,
    "blocs": {
        "old_government": {
            "title": "Old Government", "power": 0.45, "governing": True, "faction": "valley_guard", "group": "lowland",
        },
        "front_party": {
            "title": "Front Party", "power": 0.25, "governing": True, "faction": "upland_front", "group": "upland",
        },
        "civic_list": {
            "title": "Civic List", "power": 0.3, "governing": False, "faction": None, "group": None,
        },
    },
    "patronage": 0.7,
    "civilian_control": 0.4,
    "first_election_month": 30,
    "election_interval_months": 60,
    "revenue_usd_m": 120.0,
    "security_share": 0.2,
    "livelihood": 0.3,
    "growth": 0.02,
    "corruption": 0.75,
    "oversight_formal": 0.45,
    "oversight_effective": 0.25,
    "oversight_independence": 0.25,
    "justice": 0.25,
    "media_freedom": 0.4,
    "trust_police": 0.35,
    "trust_army": 0.4,
    "insecurity": 0.6,
    "state_control": 0.4,
}  # fmt: skip

DONORS: Values = {
    "friendly_state": {
        "title": "A friendly state", "kind": "bilateral", "pledge_usd_m": 25.0, "horizon": 84,
        "fatigue_half_life": 60.0, "strictness": 0.3, "coordination": 0.3, "volatility": 0.5,
        "visibility_preference": 0.7, "priorities": {"training": 0.6, "equipment": 0.5},
    },
    "common_fund": {
        "title": "A common fund", "kind": "pooled_fund", "pledge_usd_m": 15.0, "horizon": 120,
        "fatigue_half_life": 96.0, "strictness": 0.5, "coordination": 0.9, "volatility": 0.3,
        "visibility_preference": 0.2, "priorities": {"ddr": 0.5, "justice": 0.5, "audit": 0.4},
    },
}  # fmt: skip

MISSIONS: Values = {
    "peace_mission": {
        "title": "Peace mission", "troops": 6_000, "police": 600, "mandate": 0.7, "start": 4, "drawdown": 48,
        "exit": 84, "deployment": "as_given", "exit_when": None,
    },
}  # fmt: skip

SHOCKS: Values = {
    "price_fall": {
        "title": "Export prices fall", "kind": "economic", "start": 40, "months": 12, "size": 0.4,
        "service": "police", "faction": None,
    },
}  # fmt: skip

ACTIONS: Values = {
    "disarmament": {
        "reform": "ddr", "start": 1, "months": 36, "share": 0.4, "intensity": 1.0, "priority": 1,
    },
    "complaints": {
        "reform": "complaints", "start": 6, "months": 36, "share": 0.15, "intensity": 1.0, "priority": 2,
    },
    "justice": {
        "reform": "justice", "start": 6, "months": 60, "share": 0.25, "intensity": 1.0, "priority": 2,
    },
    "vetting": {
        "reform": "vetting", "start": 24, "months": 30, "share": 0.1, "intensity": 1.0, "priority": 2,
    },
    "training": {
        "reform": "training", "start": 37, "months": 36, "share": 0.3, "intensity": 0.8, "priority": 3,
    },
}  # fmt: skip

# an action that waits, and what a plan can react to; a plan file shows them commented out
ADAPTIVE_ACTION: Values = {
    "equipment": {
        "reform": "equipment",
        "start": {
            "after": "training", "when": {"indicator": "admin.formal.vetting", "op": ">=", "value": 0.4}, "lag": 2,
        },
        "months": {"min": 12, "max": 36},
        "stop": {"indicator": "survey.feel_safe", "op": ">", "value": 0.8, "for": 3},
        "needs": [{"reform": "vetting", "formal": 0.5, "hard": True}], "cap_usd_m": 20, "service": "police",
        "share": 0.2, "priority": 4,
    },
}  # fmt: skip

REACTIONS: Values = {
    "triggers": {
        "people_are_afraid": {"indicator": "survey.feel_safe", "op": "<", "value": 0.4, "for": 2},
    },
    "rules": {
        "bill_is_stuck": {
            "when": {"indicator": "admin.bill_blocked_months.vetting", "op": ">=", "value": 6},
            "do": [{"pause": "vetting", "months": 6}], "cooldown": 12, "max_fires": 3,
        },
        "fear": {
            "when": {"trigger": "people_are_afraid"},
            "do": [{"start": "training"}, {"pace": "justice", "to": 0.5}, {"stop": "complaints"}],
            "cooldown": 0, "max_fires": 1,
        },
    },
    "benchmarks": {
        "trust_after_three_years": {
            "indicator": "survey.trust_police", "month": 36, "at_least": 0.35, "at_most": None,
        },
    },
    "capacity": {"reforms_at_once": 4},
    "budget": {"carry_over": True, "reserve": 0.05},
}  # fmt: skip
