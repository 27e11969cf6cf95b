"""A small document for every kind of notice, every refusal and every bound.

The pages about them show what these documents give, and a test asserts that each gives what it is an example of.
"""

from readers.examples import paper, sheets, text, web, word
from readers.examples.bounds import BOUNDS
from readers.examples.refusals import LOOKALIKES, REFUSALS

__all__ = ["BOUNDS", "LOOKALIKES", "NOTICES", "REFUSALS"]

NOTICES = (*web.NOTICES, *word.NOTICES, *sheets.NOTICES, *paper.NOTICES, *text.NOTICES)
