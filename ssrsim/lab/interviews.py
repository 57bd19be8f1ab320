"""People at the end of a run as a survey with a scale of four finds them; nothing in the world knows of it.

The items of the model's own survey are yes or no, but for trust. Here all three items are asked as trust is: 0 to 3,
with the spread of answers of `equations/monitoring.trust_answer`, so that coefficients have the unit of studies on
Afrobarometer (steps on steps). People refuse, and say what is wanted, with the chances of that survey.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ssrsim.equations.monitoring import cowed_chance, refusal_chance, trust_answer
from ssrsim.lab.random import generator
from ssrsim.lab.sampling import SEED
from ssrsim.world.world import World

BEST = 3  # what who is cowed says of the state, and of trust


def answers_of(world: World, n: int, replicate: int) -> Iterator[dict[str, Any]]:
    """So many people drawn by weight, with what they answer; those who refuse leave no row.

    Columns beginning with `felt_` are what lies behind the answers, on the same scale and without its noise.
    """
    rng = generator(SEED, "validation", "interviews", str(replicate))
    people, p = world.civilians, world.parameters[0]
    bias = np.float32(world.mechanisms[0].observation_bias)
    interference = world.nation[0].interference
    weight = np.array(people.weight, float)
    drawn = rng.choice(len(weight), n, p=weight / weight.sum())
    luck = rng.random((n, 8)).astype(np.float32)
    for row, u in zip(drawn, luck, strict=True):
        if u[0] < refusal_chance(people.fear[row], bias, p):
            continue
        cowed = bool(u[1] < cowed_chance(people.fear[row], interference, bias, p))
        trust, corrupt, performs = (
            people.trust_police[row], people.perceived_corruption[row], people.perceived_performance[row],
        )  # fmt: skip
        yield {
            "trust": int(trust_answer(trust, cowed, u[2], u[3])),
            "corrupt": 0 if cowed else int(trust_answer(corrupt, False, u[4], u[5])),
            "performs": int(trust_answer(performs, cowed, u[6], u[7])),
            "felt_trust": BEST * float(trust),
            "felt_corrupt": BEST * float(corrupt),
            "felt_performs": BEST * float(performs),
            "livelihood": float(people.livelihood[row]),
            "woman": int(people.woman[row]),
            "urban": int(world.districts.remoteness[people.district[row]] == 0),
        }
