"""Selection of the best plan, world by world, with a bound on the error. Knows arrays of numbers only.

The procedure is that of Kim and Nelson (2001), ACM Transactions on Modeling and Computer Simulation 11(3): 251-273,
with c = 1, in its form for common random numbers and unequal variances. After n0 first worlds:

    eta = ((2 error / (k - 1)) ** (-2 / (n0 - 1)) - 1) / 2,   h2 = 2 eta (n0 - 1)

and plan i goes out after r worlds as soon as for some plan j that is still in, with S_ij the standard deviation of the
paired differences over the first n0 worlds,

    sum_j - sum_i > max(0, (indifference / 2) (h2 S_ij^2 / indifference^2 - r)).

With one plan left, or after N + 1 worlds with N the largest floor(h2 S_ij^2 / indifference^2) of the plans still in, it
ends, and the best mean is taken. If the best plan is better than every other by the indifference zone, it is selected
with probability 1 - error or more, where differences are normal and the worlds new.

Here two things are added, because our differences are not normal. They lower the error and cost worlds.
- S_ij^2 is the largest of three: that of the first n0 worlds, that of all r worlds, and what r worlds cannot exclude,
  p (V_i + V_j) with p = 1 - (error / (k - 1)) ** (1 / r), as `screening` explains it, V_i being of the first worlds.
- One looks after batches of worlds, not after every world.

For normal differences the guarantee stands. For two plans take the sum of their differences, the better plan less the
other: a path with upward drift, which decides when it leaves a region that is symmetric about 0. Whatever makes one
decide later, and is the same for a path and its mirror image, spoils paths that left upwards and are below 0 when it
is decided. The mirror image of each left downwards and is mended; and as it ends above 0 it is the likelier of the two
(for looks: Jennison, Johnstone and Turnbull 1982). S^2 over r worlds is the same for both, V_i is settled before.
"""

from __future__ import annotations

import numpy as np

from ssrsim.analysis.screening import ROUNDING, checked, own_variances, unseen_share


class KimNelson:
    """A selection in progress: begin with the first worlds, add worlds for the plans still in, until it is finished.

    The first worlds must be new to the plans: not those by which they were chosen for this selection. The number of
    worlds that is added at a time must not depend on what came out.

    A selection that is broken off (a cap on runs) has selected nobody. Its `active` then holds the best plan with
    probability 1 - error or more, if that is better than every other by the indifference zone: the error of the
    finished selection bounds that of any part of it. About plans closer to the best nothing is promised.

    Attributes:
        active: int64[plans still in], rows of the first worlds, ascending.
        n: Worlds seen by the plans still in.
        worlds: int64[k], worlds seen by each plan.
    """

    def __init__(self, first: np.ndarray, indifference: float, error: float, *, span: float = 0.0) -> None:
        """Begins with float64[k, n0], plans by worlds, larger is better; eliminates at once what can be.

        `span` is the largest difference there can be between two outcomes, as in `screening.screen`.

        Raises:
            ValueError: Fewer than two worlds for several plans, values that are not finite, an indifference zone that
                is not above 0, an error outside 0..(k - 1) / 2 or 0..1.
        """
        first = checked(first, error)
        plans, self.n = first.shape
        if not indifference > 0:
            raise ValueError(f"indifference is {indifference}; it must be above 0")
        if plans > 1 and (self.n < 2 or 2 * error >= plans - 1):
            raise ValueError(f"{plans} plans, {self.n} first worlds, error {error}: at least 2 worlds are needed, "
                             "and an error below half")  # fmt: skip
        self.active = np.arange(plans)
        self.worlds = np.full(plans, self.n)
        self._sums = first.sum(axis=1)
        self._largest = float(np.abs(first).max())
        self._indifference = indifference
        if plans > 1:
            self._tail = error / (plans - 1)
            self._h2 = ((2 * self._tail) ** (-2 / (self.n - 1)) - 1) * (self.n - 1)
            self._own = own_variances(first, max(indifference, span))
            self._scatter, self._apart = np.zeros((plans, plans)), np.zeros(plans)
            self._gather(first)
            self._first = self._variances()
            self._eliminate()

    @property
    def most(self) -> int:
        """N + 1 over the plans still in: the worlds after which it ends, as far as variances are known by now."""
        return max(self.n, int(self._ends().max()) + 1) if len(self.active) > 1 else self.n

    @property
    def finished(self) -> bool:
        """Whether one plan is left or `most` worlds were seen."""
        return len(self.active) == 1 or self.n >= self.most

    @property
    def means(self) -> np.ndarray:
        """float64[k], mean of each plan over the worlds that it saw; plans that went out saw fewer."""
        return self._sums / self.worlds

    @property
    def best(self) -> int:
        """The row of the plan with the largest mean among those still in; the first of those that are equal."""
        return int(self.active[np.argmax(self._sums[self.active])])

    def add(self, values: np.ndarray) -> None:
        """Adds further worlds, float64[len(active), batch] in the order of `active`, and eliminates what can be.

        Raises:
            ValueError: Rows that are not those of `active`, or values that are not finite.
        """
        values = np.asarray(values, dtype=np.float64)
        if values.ndim != 2 or len(values) != len(self.active) or not np.isfinite(values).all():
            raise ValueError(f"values have the shape {values.shape}; they must be finite, a row for each of the "
                             f"{len(self.active)} plans still in")  # fmt: skip
        if not values.size:
            return
        self._sums[self.active] += values.sum(axis=1)
        self._largest = max(self._largest, float(np.abs(values).max()))
        self.n += values.shape[1]
        self.worlds[self.active] = self.n
        if len(self.active) > 1:
            self._gather(values)
            self._eliminate()

    def _gather(self, values: np.ndarray) -> None:
        """Adds up products; what all plans share in a world is left out, since it cancels in differences."""
        values = values - values.mean(axis=0)
        self._scatter += values @ values.T
        self._apart += values.sum(axis=1)

    def _variances(self) -> np.ndarray:
        """float64[active, active], variances of the differences over all worlds so far."""
        squares = np.diag(self._scatter)
        sums = squares[:, None] + squares[None, :] - 2.0 * self._scatter
        return (sums - (self._apart[:, None] - self._apart[None, :]) ** 2 / self.n) / (self.n - 1)

    def _ends(self) -> np.ndarray:
        """float64[active, active], how many worlds decide between two plans: h2 S^2 / indifference^2."""
        least = unseen_share(self.n, self._tail) * self._own
        variances = np.maximum(np.maximum(self._first, self._variances()), least[:, None] + least[None, :])
        np.fill_diagonal(variances, 0.0)
        return self._h2 * variances / self._indifference**2

    def _eliminate(self) -> None:
        sums = self._sums[self.active]
        margin = np.maximum(0.0, self._indifference / 2 * (self._ends() - self.n)) + ROUNDING * self._largest * self.n
        stays = ~(sums[None, :] - sums[:, None] > margin).any(axis=1)
        self.active, self._own, self._apart = self.active[stays], self._own[stays], self._apart[stays]
        self._first, self._scatter = self._first[np.ix_(stays, stays)], self._scatter[np.ix_(stays, stays)]
