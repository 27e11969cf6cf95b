"""The rules: what must hold in a report, over its years and its parts, with code, severity and texts."""

from govdisclosure.rules.amounts import VALUE_RULES
from govdisclosure.rules.identities import IDENTITY_RULES
from govdisclosure.rules.jointly import JOINT_RULES
from govdisclosure.rules.narrative import NARRATIVE_RULES
from govdisclosure.rules.plausibility import PLAUSIBILITY_RULES
from govdisclosure.rules.rollup import ROLLUP_RULES
from govdisclosure.rules.rule import Rule
from govdisclosure.rules.structure import STRUCTURE_RULES
from govdisclosure.rules.years import YEAR_RULES

RULES: tuple[Rule, ...] = (
    *IDENTITY_RULES,
    *JOINT_RULES,
    *VALUE_RULES,
    *STRUCTURE_RULES,
    *PLAUSIBILITY_RULES,
    *YEAR_RULES,
    *NARRATIVE_RULES,
    *ROLLUP_RULES,
)
"""The catalogue, in the order in which outcomes come: identities of the form (rows of table three, outcome sums,
balances, table four), all of them together, single figures, structure, plausibility, several years, what the
text states, organs below. A code is never given twice.
"""
