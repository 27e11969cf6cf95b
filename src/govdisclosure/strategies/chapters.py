"""Strategy for reports with prose."""

from hypothesis import strategies as st

from govdisclosure.forms.demands import flag
from govdisclosure.model.report import AnnualReport
from govdisclosure.strategies.consistent import reports
from govdisclosure.strategies.prose_writer import Told, told
from govdisclosure.strategies.refusal import based


def prose(base: st.SearchStrategy[AnnualReport] | None = None, *, wrong: bool = False) -> st.SearchStrategy[Told]:
    """A report with sections one, five and six that agree with its tables, or with one figure one too high.

    ``base`` are the reports whose text is written, those that tie if not given. `Told` has the report, the sentences
    with what each states, and in ``wrong`` the name of the figure that is not the tables'.
    """
    flag(wrong, "wrong")
    return _prose(based(base, reports), wrong=wrong)


@st.composite
def _prose(draw: st.DrawFn, base: st.SearchStrategy[AnnualReport], *, wrong: bool) -> Told:
    report = draw(base)
    return told(report, lambda options: draw(st.sampled_from(options)), wrong=wrong)
