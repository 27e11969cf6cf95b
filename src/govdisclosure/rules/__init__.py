"""The rules: what must hold in a report, each with its code, severity, basis and texts."""

from govdisclosure.rules.identities import IDENTITY_RULES
from govdisclosure.rules.rule import Rule

RULES: tuple[Rule, ...] = IDENTITY_RULES
"""Every rule that is run by default, in the order in which outcomes come."""
