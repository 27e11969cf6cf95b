"""The exact solver behind ranges and contradictions."""

from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from govdisclosure.unknowns.linear import Equation, Tableau

BOX = range(7)


def holding(equations, count):
    """Every assignment of small numbers that satisfies all equations."""
    return [
        numbers
        for numbers in product(BOX, repeat=count)
        if all(sum(f * numbers[x] for x, f in each.factors.items()) == each.equals for each in equations)
    ]


@st.composite
def problems(draw):
    """Equations of a network over three unknowns that add up to at most six, so that the box holds every solution."""
    signs = st.sampled_from([-1, 0, 1])
    equations = [Equation(0, {0: 1, 1: 1, 2: 1}, draw(st.integers(0, 6)))]
    for name in range(1, draw(st.integers(1, 3))):
        factors = {unknown: sign for unknown in range(3) if (sign := draw(signs))}
        equations.append(Equation(name, factors, draw(st.integers(-4, 4))))
    return equations


@settings(max_examples=300)
@given(problems())
def test_agrees_with_trying_everything(equations):
    """A solution is found exactly where there is one among fractions; least and greatest bound all that are whole."""
    tableau = Tableau(equations, ())
    found = holding(equations, 3)

    if found:
        assert tableau.conflict is None
        for unknown in range(3):
            assert tableau.least(unknown).value <= min(numbers[unknown] for numbers in found)
            assert max(numbers[unknown] for numbers in found) <= tableau.greatest(unknown).value
    if tableau.conflict is not None:
        assert_proves_nothing_holds(equations, tableau.conflict)


def assert_proves_nothing_holds(equations, proof):
    """The equations of a proof, added up, need a sum of numbers that are not negative to be negative."""
    by_name = {each.name: each for each in equations}
    left = [sum(factor * by_name[name].factors.get(x, 0) for name, factor in proof.items()) for x in range(3)]
    right = sum(factor * by_name[name].equals for name, factor in proof.items())

    assert all(factor >= 0 for factor in left)
    assert right < 0


def test_least_and_greatest_with_proof():
    """Two equations leave an unknown between two numbers, and say which equations do."""
    tableau = Tableau([Equation(7, {0: 1, 1: 1}, 5), Equation(8, {1: 1, 2: 1}, 3)], ())

    assert 2 == tableau.least(0).value
    assert {7, 8} == set(tableau.least(0).proof)
    assert 5 == tableau.greatest(0).value


def test_no_end():
    """An unknown that only another holds back has no greatest value; one that may be negative has no least."""
    tableau = Tableau([Equation(1, {0: 1, 1: -1}, 2)], ())
    free = Tableau([Equation(1, {0: 1, 1: 1}, 2)], (0,))

    assert (2, None) == (tableau.least(0).value, tableau.greatest(0).value)
    assert (None, 2) == (free.least(0).value, free.greatest(0).value)


def test_equation_that_says_the_same_twice():
    """An equation that follows from others is no harm, whether its artificial unknown stays behind or not."""
    equations = [Equation(1, {0: 1, 1: 1}, 2), Equation(2, {0: 1, 1: 1}, 2), Equation(3, {0: 2, 1: 2}, 4)]
    nothing = Tableau([Equation(1, {0: 1, 1: -1}, 0), Equation(2, {0: -1, 1: 1}, 0)], ())

    assert (0, 2) == (Tableau(equations, ()).least(0).value, Tableau(equations, ()).greatest(0).value)
    assert nothing.conflict is None
    assert 0 == nothing.least(1).value


def test_fractions_are_exact():
    """Where no whole number fits, the fraction is given as it is."""
    tableau = Tableau([Equation(1, {0: 2}, 3), Equation(2, {0: 1, 1: 3}, 4)], ())

    assert Fraction(3, 2) == tableau.least(0).value
    assert Fraction(5, 6) == tableau.greatest(1).value
