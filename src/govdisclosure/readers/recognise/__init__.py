"""From a document to the annual reports in it: one recogniser for every format.

Tables are found by their labels, never by where they stand. What is certain is read; what is not is a gap; and whatever
was printed and not placed is said in a notice.

`lattice` rows of grids whose slots are known · `lexer`, `heads`, `stream` rows where only an order is known · `columns`
what heads name · `layouts` the ways in which a table may be laid out · `fits` a row in a way · `placing` all rows in all
ways · `telling` what was weighed, in words · `reports` rows to reports · `fill` rows to tables · `titles`, `sections` what is not a table ·
`refusals` what is no annual report.
"""

from govdisclosure.readers.recognise.document import layouts_in, recognise

__all__ = ["layouts_in", "recognise"]
