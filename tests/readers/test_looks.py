"""What belongs to the number of a cell, by how its text looks, whatever the format."""

import pytest

from govdisclosure.model.notices import NOTICES
from govdisclosure.readers import looks
from govdisclosure.readers.looks import GAP, PLAIN, Look, Run, Seen, gravest, settled

RAISED = Look(shift=0.33)
LOWERED = Look(shift=-0.2)
STRUCK = Look(struck=True)
HIDDEN = Look(seen=Seen.NO)
GONE = Look(seen=Seen.GONE)
PALE = Look(seen=Seen.PERHAPS)
UNKNOWN = Look(certain=False)
ODD = Look(clear=False)
LARGE, SMALL = Look(size=16), Look(size=12)


def texts(*pieces):
    """Runs of texts, each plain or with its look."""
    return [Run(piece) if isinstance(piece, str) else Run(*piece) for piece in pieces]


class TestLeftOut:
    """What is no part of the text, and is said."""

    @pytest.mark.parametrize(
        ("pieces", "text", "notes"),
        [
            (["26"], "26", ()),
            (["26", ("1", RAISED)], "26", (("raised-mark", "1"),)),
            (["26", ("1", LOWERED)], "26", (("raised-mark", "1"),)),
            (["26", ("①", RAISED)], "26", (("raised-mark", "①"),)),
            (["26", ("[", RAISED), ("1", RAISED), ("]", RAISED)], "26", (("raised-mark", "[1]"),)),
            (["2", ("1", RAISED), "6"], "2 6", (("raised-mark", "1"),)),
            (["注", ("1", RAISED)], "注", (("raised-mark", "1"),)),
            ([("1", RAISED), "注"], "注", (("raised-mark", "1"),)),
            (["2", ("8", STRUCK), "6"], "2 6", (("struck-text", "8"),)),
            ([("8", STRUCK), "18"], "18", (("struck-text", "8"),)),
            ([("8", STRUCK)], "", (("struck-text", "8"),)),
            ([("8", Look(struck=True, shift=0.33, seen=Seen.PERHAPS)), "18"], "18", (("struck-text", "8"),)),
            (["2", ("8", HIDDEN), "6"], "2 6", (("hidden-text", "8"),)),
            (["2", ("8", GONE), "6"], "26", (("hidden-text", "8"),)),
            ([("8", HIDDEN)], "", (("hidden-text", "8"),)),
            (["—", ("8", HIDDEN)], "—", (("hidden-text", "8"),)),
            (["—", ("无", STRUCK)], "—", (("struck-text", "无"),)),
        ],
    )
    def test_text_that_a_person_does_not_read(self, pieces, text, notes):
        """Digits on both sides of it stay apart, unless they touch."""
        assert (text, notes) == (settled(texts(*pieces)).text, settled(texts(*pieces)).notes)

    @pytest.mark.parametrize(
        ("pieces", "text"),
        [
            (["1000m", ("2", RAISED)], "1000m2"),
            ([("26", RAISED)], "26"),
            ([("2", RAISED), ("6", Look(shift=0.34))], "26"),
            (["26", ("6", Look(shift=0.05))], "266"),
            ([("8", HIDDEN), ("26", RAISED)], "26"),
            (["26", (" ", STRUCK)], "26 "),
            (["2", (" ", GONE), "6"], "26"),
            ([" ", ("26", RAISED)], " 26"),
            ([f"1{GAP}2"], "1 2"),
            ([f"注{GAP}"], "注"),
            ([], ""),
        ],
    )
    def test_text_that_a_person_reads(self, pieces, text):
        """A unit, a line all of which is raised, and what shows nothing whatever its looks."""
        found = {note for note in settled(texts(*pieces)).notes if note[0] != "hidden-text"}
        assert (text, set()) == (settled(texts(*pieces)).text, found)


class TestInDoubt:
    """What is kept as text, from which no number is taken."""

    @pytest.mark.parametrize(
        ("pieces", "code", "detail"),
        [
            (["105", ("7", PALE)], "white-text", "7"),
            ([("105", PALE)], "white-text", "105"),
            (["105", ("7", UNKNOWN)], "text-damaged", "7"),
            (["105", ("7", ODD)], "look-unclear", "1057"),
            ([("105", ODD), ("7", ODD)], "look-unclear", "1057"),
            ([("105", LARGE), ("7", SMALL)], "look-unclear", "1057"),
            ([("105", SMALL), ("7", LARGE)], "look-unclear", "1057"),
            ([("7", RAISED), "105"], "look-unclear", "7"),
            (["7", ("105", RAISED)], "look-unclear", "105"),
            (["-", ("39", ODD)], "look-unclear", "-39"),
            ([("-", LARGE), (" 39", SMALL)], "look-unclear", "- 39"),
        ],
    )
    def test_numbers_of_which_nobody_can_tell_what_belongs_to_them(self, pieces, code, detail):
        """The notice quotes them."""
        found = settled(texts(*pieces))
        assert ("".join(run.text for run in texts(*pieces)), ((code, detail),)) == (found.text, found.notes)
        assert code in looks.DOUBTS

    @pytest.mark.parametrize("sign", ["-", "－ ", "+"])
    def test_a_sign_whose_number_is_struck_out(self, sign):
        """It is no mark for nothing."""
        found = settled(texts(sign, ("39", STRUCK)))
        assert (sign, (("struck-text", "39"), ("look-unclear", sign.strip()))) == (found.text, found.notes)

    def test_digits_smaller_than_those_struck_out(self):
        """They may be a mark of what is gone."""
        struck, small = Look(size=16, struck=True), Look(size=9)
        assert (("struck-text", "39"), ("look-unclear", "8")) == settled(texts(("39", struck), ("8", small))).notes
        assert (("struck-text", "39"),) == settled(texts(("39", struck), ("8", LARGE))).notes

    @pytest.mark.parametrize(
        "pieces",
        [
            [("105", ODD)],
            [("105", ODD), "件"],
            ["（一）", ("105", ODD)],
            [("105", SMALL), "7"],
            [("105", LARGE), ("7", Look(size=14))],
            [("105", LARGE), ("件", SMALL)],
            [("105", LARGE), " ", ("7", SMALL)],
        ],
    )
    def test_looks_that_put_no_number_together(self, pieces):
        """Odd looks of a whole number, and sizes that are alike, unknown, or those of words."""
        assert () == settled(texts(*pieces)).notes


class TestCodes:
    """The codes of notes."""

    def test_a_doubt_goes_before_a_mark(self):
        """A cell carries one code: a mark beside a number must not stand before a doubt about it."""
        found = settled(texts("26", ("1", RAISED), ("7", PALE)))
        assert ["raised-mark", "white-text"] == [code for code, _ in found.notes]
        assert "white-text" == gravest(found.notes)

    def test_else_the_first_is_carried(self):
        """Or none."""
        assert "struck-text" == gravest([("struck-text", "1"), ("raised-mark", "2")])
        assert "" == gravest([])

    def test_all_are_declared(self):
        """As kinds of notices."""
        codes = {looks.HIDDEN_TEXT, looks.STRUCK_TEXT, looks.RAISED_MARK} | looks.DOUBTS
        assert codes <= NOTICES.keys()

    def test_what_nothing_is_said_of_looks_plain(self):
        """The default of a run."""
        assert PLAIN == Run("26").look == Look()
