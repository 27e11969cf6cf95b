"""Which cell is wrong, and what it should hold: explanations of failed identities."""

from govdisclosure.diagnosis.causes import Cause, CauseKind
from govdisclosure.diagnosis.digits import Slip
from govdisclosure.diagnosis.evidence import EvidenceKind
from govdisclosure.diagnosis.explanation import Explanation
from govdisclosure.diagnosis.result import Component, Diagnosis
from govdisclosure.diagnosis.run import diagnose, hint
from govdisclosure.diagnosis.statements import (
    Assessment,
    Certainty,
    Contradiction,
    Determined,
    Evidence,
    Look,
    Range,
    Step,
)
from govdisclosure.diagnosis.years import linked
from govdisclosure.unknowns.blanks import Because

__all__ = [
    "Assessment",
    "Because",
    "Cause",
    "CauseKind",
    "Certainty",
    "Component",
    "Contradiction",
    "Determined",
    "Diagnosis",
    "Evidence",
    "EvidenceKind",
    "Explanation",
    "Look",
    "Range",
    "Slip",
    "Step",
    "diagnose",
    "hint",
    "linked",
]
