"""Exponential, logarithm and what follows from them, bit for bit the same on every machine.

Platform libraries differ in the last bit between CPUs, and one flipped Bernoulli draw forks a history. These use only
+, -, x, / and bit casts on float32. Source of the polynomials: Cephes mathematical library, expf.c and logf.c (Moshier
1989).
"""

import numpy as np

from ssrsim.compiled import Float, equation, inlined

float32 = np.float32
int32 = np.int32


@inlined
def exponential(x: Float) -> Float:
    """e^x, relative error below 2e-7 for x in -87..88; x is held inside that range, so the result is finite and > 0."""
    x = x if x > -87.0 else float32(-87.0)
    x = x if x < 88.0 else float32(88.0)
    n = (x * 1.44269504088896341 + 12582912.0) - 12582912.0  # nearest whole number of ln 2
    r = (x - n * 0.693359375) + n * 2.12194440e-4
    p = 1.9875691500e-4 * r + 1.3981999507e-3
    p = p * r + 8.3334519073e-3
    p = p * r + 4.1665795894e-2
    p = p * r + 1.6666665459e-1
    p = p * r + 5.0000001201e-1
    power_of_two = int32((int32(n) + int32(127)) << int32(23)).view(float32)
    return (p * (r * r) + r + 1.0) * power_of_two


@inlined
def natural_log(x: Float) -> Float:
    """ln(x), relative error below 2e-7 for normal float32 x > 0; smaller x count as the smallest normal number."""
    x = x if x > 1.17549435e-38 else float32(1.17549435e-38)
    bits = float32(x).view(int32)
    exponent = float32(int32(bits >> int32(23)) - int32(126))
    m = int32((bits & int32(0x007FFFFF)) | int32(0x3F000000)).view(float32)  # in [0.5, 1)
    below = m < 0.707106781186547524
    exponent = exponent - 1.0 if below else exponent
    m = m + m - 1.0 if below else m - 1.0
    p = 7.0376836292e-2 * m - 1.1514610310e-1
    p = p * m + 1.1676998740e-1
    p = p * m - 1.2420140846e-1
    p = p * m + 1.4249322787e-1
    p = p * m - 1.6668057665e-1
    p = p * m + 2.0000714765e-1
    p = p * m - 2.4999993993e-1
    p = p * m + 3.3333331174e-1
    z = m * m
    tail = m * z * p + exponent * -2.12194440e-4
    return (m + (tail - 0.5 * z)) + exponent * 0.693359375


@equation
def power(base: Float, exponent: Float) -> Float:
    """base^exponent for base >= 0, as e^(exponent ln base); 0^exponent is 0 (exponents here are > 0)."""
    return exponential(exponent * natural_log(base)) if base > 0.0 else float32(0.0)


@inlined
def logistic(x: Float) -> Float:
    """1 / (1 + e^-x), in (0, 1)."""
    return 1.0 / (1.0 + exponential(-x))


@inlined
def saturating(x: Float, half: Float) -> Float:
    """h(x; k) = x / (x + k) for x >= 0, in [0, 1): half of its effect is reached at x = k."""
    return x / (x + half) if x > 0.0 else float32(0.0)


@inlined
def clipped(x: Float, low: Float, high: Float) -> Float:
    """X held inside low..high: min(max(x, low), high)."""
    x = x if x > low else low
    return x if x < high else high


@inlined
def relaxed(value: Float, target: Float, rate: Float) -> Float:
    """Value moved toward target by `rate` (share per month) of the distance: an exponential moving average.

    value + rate x (target - value).
    """
    return value + rate * (target - value)


@equation
def halved_after(months: Float, half_life: Float) -> Float:
    """What is left of 1 after `months` (float32): 2^(-months / half_life)."""
    return exponential(-0.6931472 * months / half_life)


@equation
def half_life_rate(months: Float) -> Float:
    """Share lost per month so that half is left after `months` (> 0): 1 - 2^(-1/months)."""
    return 1.0 - exponential(-0.6931472 / months)
