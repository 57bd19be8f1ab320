"""The behavioural parameters, the same for all countries: default, range, unit, meaning and source under each."""

from __future__ import annotations

from ssrsim.scenario.parameters_conflict import ConflictParameters
from ssrsim.scenario.parameters_crime import CrimeParameters, ShockParameters
from ssrsim.scenario.parameters_factions import FactionParameters
from ssrsim.scenario.parameters_fighters import FighterParameters
from ssrsim.scenario.parameters_institutions import OversightParameters, PoliticsParameters
from ssrsim.scenario.parameters_money import DonorParameters, MoneyParameters
from ssrsim.scenario.parameters_monitoring import MonitoringParameters
from ssrsim.scenario.parameters_people import OfficerParameters, PeopleParameters


class Parameters(
    PeopleParameters,
    OfficerParameters,
    OversightParameters,
    MonitoringParameters,
    PoliticsParameters,
    DonorParameters,
    MoneyParameters,
    FactionParameters,
    FighterParameters,
    ConflictParameters,
    CrimeParameters,
    ShockParameters,
):
    """Priors from the literature where there are any, "assumed" elsewhere. "Section 3" is docs/evidence.md."""
