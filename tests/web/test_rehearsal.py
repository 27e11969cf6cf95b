"""What Python does before anybody comes."""

from govdisclosure.web.rehearsal import rehearse
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
    steps = rehearse(session)
    next(steps)

    assert [] == session.overview()
    assert 5 < len(list(steps))
    assert ["passed", "passed", "failed", "passed"] == session.verdicts
    assert [] == session.overview()
