"""Quantile functions: one uniform number in (0, 1) in, one draw out.

Drawing by inversion makes every draw a monotone function of its uniform and its mean, so that two plans compared under
the same random numbers differ only where their means differ. Counts are int64, exact up to about 10^7.
"""

import numpy as np

from ssrsim.compiled import Float, Int, equation, inlined
from ssrsim.equations.portable import exponential, natural_log, power

float32 = np.float32
int64 = np.int64


@inlined
def _tail_quantile(p: Float) -> Float:
    """Z > 0 with upper tail p in (0, 0.02425]. Source: Acklam (2003), relative error 1.2e-9 before float32."""
    q = np.sqrt(-2.0 * natural_log(p))
    c = (
        (((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838) * q - 2.549732539343734) * q
        + 4.374664141464968
    ) * q + 2.938163982698783
    d = (
        ((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996) * q + 3.754408661907416
    ) * q + 1.0
    return -(c / d)


@inlined
def normal_quantile(u: Float) -> Float:
    """The standard normal quantile z of u in (0, 1): P(Z < z) = u. Source: Acklam (2003), rational approximation."""
    q = u - 0.5
    r = q * q
    a = (
        (((-3.969683028665376e01 * r + 2.209460984245205e02) * r - 2.759285104469687e02) * r + 1.383577518672690e02) * r
        - 3.066479806614716e01
    ) * r + 2.506628277459239
    b = (
        (((-5.447609879822406e01 * r + 1.615858368580409e02) * r - 1.556989798598866e02) * r + 6.680131188771972e01) * r
        - 1.328068155288572e01
    ) * r + 1.0
    centre = a * q / b
    if (u < 0.02425) | (u > 0.97575):  # one tail for both sides: loops over many rows work out both arms
        tail = _tail_quantile(u if u < 0.5 else 1.0 - u)
        return -tail if u < 0.5 else tail
    return centre


@equation
def _rounded_count(mean: Float, deviation: Float, skewness: Float, u: Float) -> Int:
    """A count with these moments by the Cornish-Fisher expansion, for means where counting up would be slow."""
    z = normal_quantile(u)
    x = mean + deviation * (z + skewness * (z * z - 1.0) / 6.0) + 0.5
    return int64(x) if x > 0.0 else int64(0)


@equation
def poisson_quantile(mean: Float, u: Float) -> Int:
    """The Poisson quantile of u.

    The least k with P(X <= k) >= u up to mean 30, Cornish-Fisher above. Mean >= 0; returns int64.
    """
    if mean <= 0.0:
        return int64(0)
    if mean > 30.0:
        deviation = np.sqrt(mean)
        return _rounded_count(mean, deviation, 1.0 / deviation, u)
    count = int64(0)
    probability = exponential(-mean)
    total = probability
    while total < u and count < 200:
        count += 1
        probability = probability * (mean / float32(count))
        total = total + probability
    return count


@equation
def binomial_quantile(trials: Int, chance: Float, u: Float) -> Int:
    """How many of `trials` (int64 >= 0) happen with `chance` each.

    The least k with P(X <= k) >= u: exact inversion where n x chance is small, Cornish-Fisher above.
    """
    if trials <= 0 or chance <= 0.0:
        return int64(0)
    if chance >= 1.0:
        return int64(trials)
    if chance > 0.5:
        return int64(trials) - _binomial_small(trials, 1.0 - chance, 1.0 - u)
    return _binomial_small(trials, chance, u)


@equation
def _binomial_small(trials: Int, chance: Float, u: Float) -> Int:
    """`binomial_quantile` for chance in (0, 0.5]."""
    n = float32(trials)
    mean = n * chance
    if mean > 30.0:
        deviation = np.sqrt(mean * (1.0 - chance))
        count = _rounded_count(mean, deviation, (1.0 - 2.0 * chance) / deviation, u)
        return count if count < trials else int64(trials)
    odds = chance / (1.0 - chance)
    probability = exponential(n * natural_log(1.0 - chance))
    total = probability
    count = int64(0)
    while total < u and count < trials and count < 200:
        probability = probability * odds * (float32(trials - count) / float32(count + 1))
        total = total + probability
        count += 1
    return count


@equation
def negative_binomial_quantile(mean: Float, dispersion: Float, u: Float) -> Int:
    """The quantile of u of a count with this mean and variance mean + mean^2 / dispersion, held below 5,000."""
    if mean <= 0.0:
        return int64(0)
    success = dispersion / (dispersion + mean)
    probability = power(success, dispersion)
    total = probability
    count = int64(0)
    while total < u and count < 5000:
        probability = probability * (1.0 - success) * ((float32(count) + dispersion) / float32(count + 1))
        total = total + probability
        count += 1
    return count


@equation
def rounded_randomly(x: Float, u: Float) -> Int:
    """X >= 0 as a whole number with the same mean: floor(x), + 1 if u < x - floor(x)."""
    whole = int64(x)
    return whole + int64(1) if u < x - float32(whole) else whole
