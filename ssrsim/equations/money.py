"""Exact arithmetic on whole cents and whole people: shares of an amount without a float in between."""

import numpy as np

from ssrsim.compiled import Float, Int, equation, inlined

int64 = np.int64
int32 = np.int32
float32 = np.float32


@equation
def portion(amount: Int, share: Float) -> Int:
    """The whole part of amount x share, never above amount, for amount >= 0 (int64) and share in 0..1.

    The share is exact to one part in 2^20.

    The amount is cut in two so that nothing overflows below 2^62.
    """
    share = share if share > 0.0 else float32(0.0)
    parts = int64(share * 1048576.0) if share < 1.0 else int64(1048576)
    return (amount >> 20) * parts + (((amount & 1048575) * parts) >> 20)


@equation
def times(amount: Int, factor: Float) -> Int:
    """The whole part of amount x factor for amount >= 0 (int64) and factor >= 0, which may be above 1."""
    factor = factor if factor > 0.0 else float32(0.0)
    whole = int64(factor)
    return amount * whole + portion(amount, factor - float32(whole))


@equation
def share_of(part: Int, whole: Int) -> Float:
    """A part of a whole: part / whole as float32 in 0..1 for whole numbers, 0 where the whole is 0."""
    return float32(part) / float32(whole) if whole > 0 else float32(0.0)


@equation
def dealt_evenly(total: Int, places: Int) -> tuple[Int, Int]:
    """What each of `places` rows gets when `total` (int64) is dealt out evenly, and how many, the first, get 1 more.

    base = total // places, more = total - base x places.
    """
    base = total // places
    return base, total - base * places


@inlined
def dealt_to(base: Int, more: Int, place: Int) -> Int:
    """What place number `place` gets where each gets base and the first `more` places get 1 more.

    base + (1 if place < more, else 0).
    """
    return base + (1 if place < more else 0)


@equation
def equal_share(total: Int, places: Int, place: Int) -> Int:
    """What place number `place` gets when `total` (int64) is dealt out evenly over `places` rows, remainder first.

    base + (1 if place < more, else 0), of base = total // places, more = total - base x places.
    """
    base, more = dealt_evenly(total, places)
    return dealt_to(base, more, place)


@equation
def fixed(x: Float) -> Int:
    """Returns x (|x| below 2^20) as int64 in units of 2^-20: sums over rows are exact, whatever their order."""
    return int64(x * 1048576.0)


@inlined
def fixed_share(x: Float) -> Int:
    """Returns x (0 to 1) x 2^20 as int64, as `fixed` does for all x.

    By way of int32, of which processors make many at a time.
    """
    return int64(int32(x * 1048576.0))


@equation
def expected(total: Int) -> Float:
    """What a sum in fixed point stands for, such as expected people: total / 2^20. Source: definition of `fixed`."""
    return float32(total) * 9.5367431640625e-07


@equation
def unfixed(total: Int, people: Int) -> Float:
    """The mean of fixed-point numbers weighted by people: total / people / 2^20 as float32, 0 where there is nobody."""
    return float32(float32(total) / float32(people)) * 9.5367431640625e-07 if people > 0 else float32(0.0)
