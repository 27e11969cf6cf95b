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


def identity(instance, left, right):
    """An identity over cells of one letter: "aab" names a twice."""
    text = gd.Text("", "")
    sides = (tuple(map(gd.Term, side)) for side in (left, right))
    return gd.Identity(
        code="X", instance=instance, left=next(sides), right=next(sides), subject=text, title=text, basis=text
    )


def test_what_is_analysed_is_named():
    """The identities themselves stand in the result, in their order."""
    given = [identity("y", "a", "b"), identity("x", "c", "d")]

    assert tuple(given) == gd.analyse(given).identities
    assert ("y", "x") == gd.analyse(given).independent


@pytest.mark.parametrize(
    ("identities", "terms"),
    [
        ([("y", "ab", "c"), ("x", "c", "ab")], (("y", 1), ("x", 1))),
        ([("y", "ab", "c"), ("x", "ab", "c")], (("y", 1), ("x", -1))),
        ([("y", "aa", "bb"), ("x", "a", "b")], (("y", 1), ("x", -2))),
        ([("y", "a", "b"), ("x", "aa", "bb")], (("y", 2), ("x", -1))),
        ([("y", "abb", "c"), ("x", "abb", "c")], (("y", 1), ("x", -1))),
        ([("y", "aa", "b"), ("x", "aaa", "c"), ("w", "ccaa", "bbbb")], (("y", 4), ("x", -2), ("w", -1))),
        ([("y", "aa", "b"), ("x", "aaa", "c"), ("w", "bbb", "cc")], (("y", 3), ("x", -2), ("w", 1))),
        ([("y", "aa", "b"), ("x", "a", "b")], None),
    ],
)
def test_dependencies_by_name(identities, terms):
    """The smallest whole numbers that make the sum of all of them nothing, in order, the first of them positive."""
    found = gd.analyse([identity(*each) for each in identities])

    assert ((terms,) if terms else ()) == tuple(dependency.terms for dependency in found.dependencies)
    assert len(identities) - bool(terms) == found.rank
    assert (() if terms else tuple(instance for instance, _, _ in identities)) == found.independent


@pytest.mark.parametrize(
    ("identities", "signatures"),
    [
        ([("x", "a", "b")], [("a", "b")]),
        ([("x", "ab", "c"), ("y", "a", "b")], [("a",), ("b",), ("c",)]),
        ([("x", "aab", "c"), ("y", "aab", "d")], [("a", "b"), ("c",), ("d",)]),
        ([("x", "aab", "c"), ("y", "ab", "d")], [("a",), ("b",), ("c",), ("d",)]),
        ([("x", "ab", "ac")], [("b", "c")]),
    ],
)
def test_cells_that_look_alike(identities, signatures):
    """Cells with the same part, up to a factor, in the same identities; one that cancels itself is not covered."""
    found = gd.analyse([identity(*each) for each in identities])

    assert tuple(signatures) == found.signatures
    assert sorted(found.covered) == sorted(address for group in signatures for address in group)
    assert tuple(group for group in signatures if len(group) > 1) == found.ambiguous
    assert tuple(address for group in signatures if len(group) == 1 for address in group) == found.unique
