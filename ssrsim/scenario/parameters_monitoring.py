"""How observers see: surveys, event coder, experts, implementers and administrative data."""

from __future__ import annotations

from ssrsim.scenario.base import Given, prior


class MonitoringParameters(Given):
    """Default, lowest and highest sensible value, unit, meaning, source of each."""

    # survey
    survey_n: float = prior(1200.0, 50.0, 100000.0, "people", "interviews tried in a survey", "Afrobarometer")
    survey_every: float = prior(
        6.0, 3.0, 24.0, "months", "months between surveys, whole ones",
        "assumed; Afrobarometer every two to three years, project surveys once or twice a year",
    )  # fmt: skip
    survey_gain: float = prior(
        1.0, 0.0, 5.0, "ratio", "interviews added by a full reform of monitoring, relative to survey_n", "assumed",
    )  # fmt: skip
    survey_refusal: float = prior(0.1, 0.0, 0.9, "share", "people who refuse an interview without fear", "assumed")
    survey_refusal_fear: float = prior(0.2, 0.0, 0.9, "share", "people whom full fear makes refuse", "assumed")
    fear_bias: float = prior(
        0.15, 0.0, 1.0, "share", "respondents who say what is wanted, under full fear and full interference",
        "assumed (Kuran 1995)",
    )  # fmt: skip

    # event coder
    coder_coverage: float = prior(0.9, 0.0, 1.0, "share", "battle deaths that are reported", "assumed")
    coder_silence: float = prior(
        0.3, 0.0, 1.0, "share", "reported deaths lost under full interference where no media are free", "assumed",
    )  # fmt: skip

    # experts
    expert_number: float = prior(5.0, 1.0, 50.0, "people", "experts asked in a year", "V-Dem asks five or more")
    expert_spread: float = prior(0.1, 0.0, 0.5, "share", "standard deviation between experts", "assumed")
    expert_rate: float = prior(
        0.46, 0.0, 1.0, "per year", "how far a year moves an index that carries values forward",
        "assumed; .05 a month",
    )  # fmt: skip
    expert_security_share: float = prior(
        0.4, 0.1, 1.0, "share", "part of the public sector, as experts judge its corruption, that the forces are",
        "assumed (A139)",
    )  # fmt: skip
    expert_halo: float = prior(
        0.3, 0.0, 1.0, "share", "weight of what stands on paper in what experts see of practice", "assumed",
    )  # fmt: skip
    expert_bias: float = prior(
        0.1, 0.0, 1.0, "share", "what experts overlook under full interference, relative to the settlement", "assumed",
    )  # fmt: skip

    # implementers
    report_formal: float = prior(0.8, 0.0, 1.0, "share", "weight of what stands on paper in reports", "assumed")
    report_spread: float = prior(0.05, 0.0, 0.5, "share", "error of a report half way", "assumed")
    report_inflation: float = prior(
        0.3, 0.0, 2.0, "ratio", "progress added to reports under full interference", "assumed",
    )  # fmt: skip

    # administrative data
    register_complaints: float = prior(0.4, 0.0, 1.0, "share", "complaints that are registered", "assumed")
    register_sanctions: float = prior(0.7, 0.0, 1.0, "share", "sanctions that are registered", "assumed")
    register_gain: float = prior(
        0.8, 0.0, 1.0, "share", "missing entries that complaint handling and monitoring together close", "assumed",
    )  # fmt: skip
    register_silence: float = prior(
        0.4, 0.0, 1.0, "share", "entries that full interference keeps out of registers", "assumed",
    )  # fmt: skip
    police_record: float = prior(
        0.5, 0.0, 1.0, "share", "insecurity that police statistics show where the state controls nothing", "assumed",
    )  # fmt: skip
    police_record_spread: float = prior(
        0.05, 0.0, 0.5, "share", "error of a month's police statistics, relative", "assumed",
    )  # fmt: skip
