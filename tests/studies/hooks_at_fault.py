"""Hooks that do what runs must survive. Runs are chosen by the number of their random world."""

import os
import signal
import time

CHOSEN = 1  # the replicate that is at fault
NAP = float(os.environ.get("SSRSIM_TEST_NAP", "0.1"))  # seconds in a month, so that there is something to interrupt

_hoard = []


def nap(model):
    """Takes time and nothing else."""
    time.sleep(NAP)


def crash(model):
    """Kills its process in one random world."""
    if int(model.world.key[1]) == CHOSEN:
        os.kill(os.getpid(), signal.SIGKILL)


def crash_always(model):
    """Kills its process in every random world."""
    os.kill(os.getpid(), signal.SIGKILL)


def hoard(model):
    """Takes memory in one random world until somebody ends it."""
    while int(model.world.key[1]) == CHOSEN:
        _hoard.append(b"x" * 20_000_000)
        time.sleep(0.02)
