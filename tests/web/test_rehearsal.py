"""What Python does before anybody comes."""

from govdisclosure.web.rehearsal import rehearse, visit
from govdisclosure.web.session import Session


class Seen(Session):
    """Keeps what was shown."""

    def __init__(self):
        super().__init__()
        self.verdicts = []

    def show(self, number):
        view = super().show(number)
        self.verdicts.append(view["verdict"])
        return view


def test_a_rehearsal_reads_shows_and_corrects_and_leaves_nothing():
    """In several steps, between which somebody may ask; what is rehearsed is what is done later."""
    session = Seen()
    steps = visit(session, 2023)
    next(steps)

    assert [] == session.overview()
    assert 5 < len(list(steps))
    assert ["passed", "passed", "failed", "failed", "passed"] == session.verdicts
    assert [] == session.overview()


def test_every_pair_of_years_is_rehearsed(monkeypatch):
    """Of both forms: the first report held against the year before is laid out as one was already."""
    opened = []
    usual = Session.open
    monkeypatch.setattr(Session, "open", lambda self, name, data: (opened.append(name), usual(self, name, data))[1])

    assert 7 * 7 < len(list(rehearse()))
    assert [f"{year}.html" for first in range(2025, 2018, -1) for year in (first, first + 1)] == opened
