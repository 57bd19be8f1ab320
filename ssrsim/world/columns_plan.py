"""What the world remembers of a plan that reacts: signals that planners see, conditions on them, and what follows."""

from __future__ import annotations

from ssrsim.world.table import code, count, flag, month, number, share

NEVER = 1_000_000  # stands in `start` for a month that nobody knows yet

# added to the columns of `actions`
ADAPTIVE = (
    code("gate", "int8", "what opens it: 0 its month, 1 an end, 2 a beginning and a condition, 3 a condition, 4 a "
         "trigger, 5 nothing"),
    code("follows", "int16", "action that it waits for, -1 for none"),
    code("condition", "int32", "condition that it waits for, -1 for none"),
    code("trigger", "int16", "trigger that it waits for, -1 for none"),
    month("lag", "months more after its gate has opened"),
    month("least", "shortest duration, from which its stop may end it"),
    code("stop", "int32", "condition that ends it, -1 for none"),
    code("first_need", "int32", "its first row of `needs`"),
    count("n_needs", "how many rows it has there"),
    flag("tried", "fact: before politicians this month"),
    month("first_tried", "month in which it was first before politicians, -1 for never"),
    month("blocked_months", "months in a row in which it was refused"),
    month("worked", "months in which it ran"),
    month("ended", "month in which it ended, -1 for not yet"),
    code("end_cause", "int16", "why it ended: index into CAUSES"),
    month("paused_until", "first month after its pause"),
    code("resume_cause", "int16", "why its pause ends: index into CAUSES"),
    code("turned", "int8", "fact: 1 paused, 2 went on this month, 0 neither"),
    flag("told_stop", "a rule said last month: end"),
    flag("told_start", "a rule said last month: begin, or go on"),
    month("told_pause", "a rule said last month: pause for so many months"),
    number("told_pace", "share", -1, 1, "a rule said last month: go at this pace; -1 for nothing"),
    number("told_share", "share", -1, 1, "a rule said last month: have this weight; -1 for nothing"),
)  # fmt: skip

SIGNALS = (number("value", "unit of the signal", -1e12, 1e12, "what planners see"),)

CONDITIONS = (
    code("signal", "int32", "row of `signals`"),
    code("op", "int8", "0 <, 1 <=, 2 >, 3 >="),
    number("value", "unit of the signal", -1e6, 1e6, "what it is compared with"),
    month("needed", "months in a row in which it must be true"),
    month("held", "months in a row in which it has been true"),
    flag("holds", "1 while it has been true for long enough"),
)

NEEDS = (
    code("signal", "int32", "row of `signals`: the level of the other reform, as reported"),
    share("formal", "level that is asked"),
    flag("hard", "1: not tried before it is met; 0: at half pace"),
)

TRIGGERS = (
    code("condition", "int32", "row of `conditions`"),
    flag("is_on", "1 while its condition holds"),
    month("fired", "month in which it first fired, -1 for never"),
)

RULES = (
    code("condition", "int32", "row of `conditions`, -1 where the calendar says when"),
    month("month", "month in which it acts by the calendar, -1 where it waits for a condition"),
    month("cooldown", "months until it may fire again"),
    count("most_fires", "how often it may fire"),
    count("fires", "how often it has fired"),
    month("last_fired", "month in which it fired last, -1 for never"),
)

DEEDS = (
    code("rule", "int16", "row of `rules`"),
    code("verb", "int8", "0 pause, 1 stop, 2 start, 3 pace, 4 share"),
    code("action", "int16", "row of `actions`"),
    month("months", "how long a pause lasts"),
    share("to", "the new pace, or the new weight"),
)

BENCHMARKS = (
    code("signal", "int32", "row of `signals`"),
    month("month", "month in which it is looked at"),
    flag("at_least", "1 if `value` is the lowest that meets it, 0 if the highest"),
    number("value", "unit of the signal", -1e6, 1e6, "what should be reached"),
    code("reached", "int8", "0 not due yet, 1 met, 2 missed"),
)

# what opens an action, what a rule does, what became of a benchmark
BY_MONTH, BY_END, BY_BEGINNING, BY_CONDITION, BY_TRIGGER, BY_NOTHING = 0, 1, 2, 3, 4, 5
PAUSE, STOP, START, PACE, SHARE = 0, 1, 2, 3, 4
MET, MISSED = 1, 2
PAUSED_NOW, WENT_ON = 1, 2
