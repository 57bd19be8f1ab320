"""Plans that react: how a signal is compared with a value, how long it has been so, how fast an action may go."""

from ssrsim.compiled import Flag, Float, Int, equation

BELOW, AT_MOST, ABOVE = 0, 1, 2  # the fourth is: at least


@equation
def is_true(signal: Float, op: Int, value: Float) -> Flag:
    """Whether a signal compares with a value as asked: signal < value, <= value, > value or >= value (op 0 to 3).

    Source: assumed (A67): planners take what is published at its face value, errors and all.
    """
    if op == BELOW:
        return signal < value
    if op == AT_MOST:
        return signal <= value
    if op == ABOVE:
        return signal > value
    return signal >= value


@equation
def months_held(held: Int, now: Flag) -> Int:
    """Months in a row in which a condition has been true: held + 1 if it is true now, else held x 0 = 0.

    Source: assumed (A67): one month in which it fails begins the count anew.
    """
    return held + 1 if now else held * 0


@equation
def pace_of_action(planned: Float, needs_met: Flag) -> Float:
    """Pace of a running action: planned where needs_met, else planned x 0.5.

    Its needs are met where the levels that it asks are there. Source: assumed (A70): work goes on at half speed where
    what it builds on is late.
    """
    return planned if needs_met else planned * 0.5
