"""The kinds of findings: a short code that stays, whether it is a fault or a doubt, what it means and what to do."""

from __future__ import annotations

import re
from typing import NamedTuple

from ssrsim.scenario.plain import Fault, Path


class Kind(NamedTuple):
    """One kind of finding. A fault would be there however long the run; a doubt runs, but surely not as meant."""

    is_fault: bool
    means: str
    remedy: str


def _fault(means: str, remedy: str) -> Kind:
    return Kind(True, means, remedy)


def _doubt(means: str, remedy: str) -> Kind:
    return Kind(False, means, remedy)


KINDS: dict[str, Kind] = {
    # faults of a file, which every command refuses
    "not-readable": _fault("The file is no YAML or JSON, or holds tags, aliases of nothing or repeated keys.",
                           "Mend the line that is named."),
    "unknown-key": _fault("A key that plans do not have, or one that is missing.", "Take the key that is offered."),
    "unknown-name": _fault("A reform, action, trigger, district or indicator that is not there.",
                           "Take the name that is offered, or add what is meant."),
    "out-of-range": _fault("A value of the wrong type or outside of its range.", "Take a value of the range named."),
    "contradiction": _fault("Two values that exclude each other, or one without the other.",
                            "Give what the sentence says."),
    "does-nothing": _fault("Something waits for, or orders, an action without money, pace or place.",
                           "Give that action what it lacks, or take away what refers to it."),
    "circle": _fault("Actions that wait for each other, so that none of them begins.",
                     "Give one of them a month."),
    "shares-over-1": _fault("Shares of actions with given months sum to more than 1.", "Lower or move one of them."),
    "gate-never-opens": _fault("An action waits for what can never be published, however long the run.",
                               "Lower the level, lengthen the action that should reach it, or start in a month."),
    "after-never": _fault("An action waits for another one that never begins.", "Mend the other one first."),
    # doubts: when
    "after-the-end": _doubt("An action, rule or benchmark comes after the last month of the run.",
                            "Start it earlier, or set run.months."),
    "gate-after-start": _doubt("A level that an action needs cannot be reported before the month of its start.",
                               "Start it in the month that is named, or lower the level."),
    "hardly-reached": _doubt("A level that what is paid for does not reach: only reports that inflate could show it.",
                             "Lower the level, or lengthen the action that should reach it."),
    "half-pace": _doubt("An action asks for a level that no action of the plan works for; it goes at half pace.",
                        "Add an action of that reform, or take the need away."),
    "bill-too-late": _doubt("A reform that needs a law begins in the last three months.", "Start it earlier."),
    "prerequisite-later": _doubt("A reform leans on another one that the plan starts later.", "Change their order."),
    "twice-at-once": _doubt("Two actions of one reform run at once in the same places.",
                            "Let one go on after the other, or part districts or service."),
    "shares-may-pass-1": _doubt("Shares can sum to more than 1 where starts are open; the budget is then dealt out "
                                "by weight and priority.", "Lower a share, or let one action wait for another."),
    "never-runs": _doubt("An action has no money, no pace or no place.", "Give it what it lacks, or leave it out."),
    "money-short": _doubt("All actions together cost more than donors pledge and the state can give.",
                          "Leave something out, lower intensities, or find more money."),
    # doubts: what a plan reacts to
    "never-fires": _doubt("A condition that cannot hold within the run.", "Change the threshold, or leave it out."),
    "always-fires": _doubt("A condition that is true in every month.", "Change the threshold."),
    "fires-at-once": _doubt("A condition that is true at the settlement, before anything was done.",
                            "Ask for more months in a row, or for another threshold."),
    "survey-too-early": _doubt("A benchmark, or all of the run, comes before the first survey after the settlement.",
                               "Move it to the month that is named, or later."),
    "certain-benchmark": _doubt("A benchmark that is met, or missed, whatever happens.", "Change its limit."),
    "unused-trigger": _doubt("A trigger that no action and no rule uses.", "Use it, or leave it out."),
    "idle-deed": _doubt("A deed that changes nothing: what it is about has ended, or runs already.",
                        "Change the rule, or the months of the action."),
    "cooldown-too-long": _doubt("With its cooldown a rule fires once at most, and it may more often.",
                                "Shorten the cooldown, or lower max_fires."),
    "no-rest": _doubt("A rule uses up its firings in months that follow each other.", "Give it a cooldown."),
    "contrary-rules": _doubt("Two rules that order contrary things can hold in the same month.",
                             "Move the thresholds apart."),
    "no-gap": _doubt("Two rules undo each other, and next to nothing lies between their thresholds.",
                     "Leave a gap between the thresholds, or give both a cooldown."),
    "stops-at-once": _doubt("What lets an action begin also ends or pauses it.", "Move the thresholds apart."),
    # doubts: what a trial found
    "trial-never-fired": _doubt("A rule or trigger that fired in no run.", "See whether it is needed."),
    "trial-always-fired": _doubt("A rule that fired as often as it could, in every run.",
                                 "See whether it should be a month in the calendar."),
    "trial-never-began": _doubt("An action that never began in most runs.", "See what it waits for."),
    "trial-blocked": _doubt("An action that was refused to the end in most runs.", "See who refuses it, and why."),
    "trial-swings": _doubt("An action that was paused and went on more than four times in a run.",
                           "Leave a gap between thresholds, or give the rule a cooldown."),
}  # fmt: skip

# what the rules of a plan say, and the code of that; the first that fits
_SAID = (
    ("circle", r"leads back to itself"),
    ("shares-over-1", r"^sum to|share sum to"),
    ("does-nothing", r"an action that does nothing"),
    ("gate-never-opens", r"it would never be tried"),
    ("unknown-key", r"is not a key|is missing"),
    ("contradiction", r"; give |and this is|must not exceed|no single service|the whole country;|another one$"),
    ("unknown-name", r"known \w+:|allowed:|must be one of|true state|neither a file nor"),
)  # fmt: skip


class Finding(NamedTuple):
    """Something found in a plan: its code, where it stands and what is said of it."""

    code: str
    path: Path
    said: str

    @property
    def is_fault(self) -> bool:
        """Whether the plan cannot go as it is written."""
        return KINDS[self.code].is_fault

    @property
    def fault(self) -> Fault:
        """The same as a fault of a scenario, which has a place in a file."""
        return Fault(self.path, f"{self.said} [{self.code}]")


def code_of(sentence: str) -> str:
    """The code of a sentence about a plan, file name taken off: the rules begin with a key, the loader does not."""
    if not re.match(r"\s*(\d+: )?plan\b", sentence):
        return "not-readable"
    return next((code for code, words in _SAID if re.search(words, sentence)), "out-of-range")
