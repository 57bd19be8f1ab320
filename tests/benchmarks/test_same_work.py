"""What is measured side by side must do the same work: otherwise a ratio of times says nothing."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks import mesa_lines, people, reference_c, reference_numba, reference_rules
from benchmarks.c_code import NoCompilerError, gcc_version

needs_gcc = pytest.mark.skipif(gcc_version() == "none", reason="there is no gcc")


@needs_gcc
@pytest.mark.parametrize("form", reference_c.EXACT)
@pytest.mark.parametrize("n", [1_000, 70_001])
def test_reference_gives_the_same_sums_in_c(form: str, n: int) -> None:
    """Same draws, same arithmetic, sums in whole numbers: one different choice in 24 months would show.

    70,001 civilians fill more than one block a district, and districts of two sizes.
    """
    who = reference_rules.people(n)
    own = reference_numba.run(who, 24)
    assert np.array_equal(own, reference_c.run(form, who, 24))
    assert (own.sum(axis=0) > 0).all()  # everything happens to somebody, or equal sums would prove little
    assert own[:, 2:5].sum() == n


def test_reference_luck_follows_the_key() -> None:
    """Two keys are two worlds, one key is one."""
    who = reference_rules.people(1_000)
    assert np.array_equal(reference_numba.run(who, 3), reference_numba.run(who, 3))
    assert not np.array_equal(reference_numba.run(who, 3, (1, 3)), reference_numba.run(who, 3))


@needs_gcc
def test_civilians_in_c_do_what_the_model_does() -> None:
    """The limit is one of the same work only if the same people do the same things and feel the same."""
    in_c, after = people.month_of_both(2_000)
    for name in ("contact", "outcome", "officer", "choice", "complained", "contact_year", "bribe_year"):
        assert np.array_equal(in_c.columns[name], getattr(after.civilians, name)), name
    for name in ("trust_police", "trust_army", "perceived_corruption", "perceived_performance", "perceived_protection",
                 "grievance", "fear", "livelihood", "victimisation", "recruitable", "criminal"):  # fmt: skip
        np.testing.assert_allclose(in_c.columns[name], getattr(after.civilians, name), atol=1e-6, err_msg=name)
    assert in_c.sums[:, 0].tolist() == after.districts.people.tolist()
    assert in_c.sums[:, 13].tolist() == after.districts.contacts.tolist()
    assert (in_c.columns["outcome"] > 0).any()


@pytest.mark.slow
def test_mesa_twin_lives_as_the_model_does() -> None:
    """Its draws are others, so means agree only nearly: 10,000 people, a year, within a hundredth."""
    _, own, theirs = mesa_lines.lived_year()
    for name in mesa_lines.COMPARED:
        assert theirs[name] == pytest.approx(own[name], abs=0.01), name
    assert theirs["contacts"] == pytest.approx(own["contacts"], rel=0.2)


def test_without_a_compiler_it_is_said() -> None:
    """Whoever has no gcc reads why a figure is missing, and no traceback of ctypes."""
    from benchmarks.c_code import compiled

    with pytest.raises(NoCompilerError, match=r"gcc did not compile there_is_none\.c"):
        compiled("there_is_none.c")
