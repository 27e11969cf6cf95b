"""What a set of identities can tell."""

import pytest

import govdisclosure as gd


@pytest.mark.parametrize(
    ("edition", "rank", "covered", "involved"), [("2021", 40, 190, [29, 11]), ("2019", 38, 176, [27, 11])]
)
def test_the_official_forms(edition, rank, covered, involved):
    """Rank, cover and the two exact dependencies of table three, by name."""
    found = gd.analyse(gd.identities(gd.zeros(2023, edition=edition)))

    assert rank == found.rank
    assert covered == len(found.covered)
    assert involved == [len(dependency.terms) for dependency in found.dependencies]
    assert ["REM001"] * 3 == [instance.partition("@")[0] for instance in found.independent]


def test_a_dependency_cancels_out():
    """The signed sum of the identities that a dependency names is zero in every cell."""
    report = gd.zeros(2023)
    identities = {identity.instance: identity for identity in gd.identities(report)}
    for dependency in gd.analyse(tuple(identities.values())).dependencies:
        total = {}
        for instance, factor in dependency.terms:
            for term in identities[instance].terms:
                total[term.address] = total.get(term.address, 0) + factor * term.sign

        assert {0} == set(total.values())
        assert dependency.terms[0][1] > 0


def test_every_cell_of_table_three_has_a_signature_of_its_own():
    """One wrong cell of table three can be told from every other; in table four five look alike."""
    report = gd.zeros(2023)
    found = gd.analyse(gd.identities(report))

    assert set(found.unique) == {f"requests.{address}" for address in gd.addresses(report.requests)}
    assert [5, 5, 5] == [len(group) for group in found.ambiguous]


def test_one_table_alone():
    """Addresses are those of the table; nothing is found where nothing is tied."""
    assert 3 == gd.analyse(gd.identities(gd.zeros(2023).remedies)).rank
    assert 0 == gd.analyse(()).rank
    assert () == gd.analyse(gd.identities(gd.zeros(2023).proactive)).covered


def test_the_same_identity_twice():
    """A repeated identity is named as what it repeats."""
    first, *_ = gd.identities(gd.zeros(2023).remedies)
    again = gd.Identity(
        code="X", instance="X@again", left=first.right, right=first.left, subject=first.subject, title=first.title,
        basis=first.basis,
    )  # fmt: skip
    found = gd.analyse((first, again))

    assert 1 == found.rank
    assert ((("REM001@reconsideration", 1), ("X@again", 1)),) == tuple(d.terms for d in found.dependencies)
    assert () == found.independent


def test_a_term_that_cancels_itself():
    """A cell on both sides of an identity is in it with factor zero."""
    some = gd.identities(gd.zeros(2023).remedies)[0]
    odd = gd.Identity(
        code="X", instance="X@odd", left=(gd.Term("a"), gd.Term("b")), right=(gd.Term("a"),), subject=some.subject,
        title=some.title, basis=some.basis,
    )  # fmt: skip

    assert 1 == gd.analyse((odd,)).rank
