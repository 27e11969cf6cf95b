"""Tables as readers hand them over."""

from govdisclosure.readers.grid import Grid, GridCell


def test_rows_of_a_table():
    """A row that is covered from above has no cells of its own; a table without cells has no rows."""
    tall, beside, below = (
        GridCell(text="a", row=0, column=0, rowspan=3),
        GridCell(text="b", row=0, column=1, rowspan=2),
        GridCell(text="c", row=2, column=1),
    )

    assert [(tall, beside), (), (below,)] == list(Grid(cells=(tall, beside, below)).rows())
    assert [] == list(Grid(cells=()).rows())
