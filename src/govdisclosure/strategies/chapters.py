"""Strategy for reports with prose."""

from hypothesis import strategies as st

from govdisclosure.model.report import AnnualReport
from govdisclosure.strategies.consistent import reports
from govdisclosure.strategies.prose_writer import Told, told


@st.composite
def prose(draw: st.DrawFn, of: st.SearchStrategy[AnnualReport] | None = None, *, wrong: bool = False) -> Told:
    """A report with sections one, five and six that agree with its tables, or with one figure one too high.

    ``of`` are the reports whose text is written, those that tie if not given. `Told` has the report, the sentences
    with what each states, and in ``wrong`` the name of the figure that is not the tables'.
    """
    report = draw(reports() if of is None else of)
    return told(report, lambda options: draw(st.sampled_from(options)), wrong=wrong)
