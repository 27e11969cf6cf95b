"""From a document to the annual reports in it: one recogniser for every format.

Tables are found by their labels, never by where they stand. What is certain is read; what is not is a gap; and whatever
was printed and not placed is said in a notice.

Rows: `lexer` the texts of cells and lines, `lines` those of a grid as they stand and those of a stream as they belong
together, `reader` from lines to rows with what stands over them, `slots` and `heads` headers by slots and by order.
Columns: `columns` what heads name, `layouts` the ways in which a table may be laid out, `costs` what speaks against
each, `fits` a row in a way, `placing` all rows in all ways, `telling` what was weighed, in words.
Reports: `reports` which rows belong together, `align` rows to rows of the form, `fill` rows to tables.
Around them: `titles`, `preface`, `sections`, `numbering`, and `refusals` of what is no annual report.
"""

from govdisclosure.readers.recognise.document import layouts_in, recognise

__all__ = ["layouts_in", "recognise"]
