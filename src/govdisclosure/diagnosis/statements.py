"""The single statements a diagnosis is made of: how certain, which range, which proof, what evidence, where to look."""

import attrs

from govdisclosure.diagnosis.blanks import Because
from govdisclosure.diagnosis.digits import Slip
from govdisclosure.diagnosis.evidence import EvidenceKind
from govdisclosure.forms.demands import Word
from govdisclosure.forms.text import Lang, Text
from govdisclosure.forms.values import Number, Value
from govdisclosure.model.place import Place


class Certainty(Word):
    """How many explanations fit; a count, never a percentage."""

    UNIQUE = "unique"
    """No other small explanation makes the identities hold."""
    UNIQUE_IF_NONNEGATIVE = "unique_if_nonnegative"
    """Others would, but a cell would have to hold a negative count."""
    AMBIGUOUS = "ambiguous"
    """Others fit as well; `Explanation.alternatives` says how many."""

    def __repr__(self) -> str:
        return f"Certainty.{self.name}"


class Assessment(Word):
    """What can be said of the failures of a report, or of one component of them."""

    CONSISTENT = "consistent"
    """Every identity was evaluated and holds."""
    NOT_EVALUATED = "not_evaluated"
    """Nothing fails, and some identities cannot be evaluated: cells hold no number."""
    EXPLAINED = "explained"
    """One wrong cell accounts for everything that fails."""
    NOT_A_SINGLE_CELL = "not_a_single_cell"
    """No single cell does; two cells do, or one slip over several cells."""
    NO_SMALL_EXPLANATION = "no_small_explanation"
    """Neither one cell nor two nor any slip that is known does."""

    def __repr__(self) -> str:
        return f"Assessment.{self.name}"


@attrs.frozen
class Range:
    """The lowest and highest number that a cell can hold, both included; None where there is no bound."""

    low: Number | None
    high: Number | None


@attrs.frozen(kw_only=True)
class Step:
    """One step of a proof: the cell at ``address`` holds ``value`` because of these identities."""

    address: str
    value: Number
    because: Because
    instances: tuple[str, ...]
    label: Text = attrs.field(eq=False, repr=False)


@attrs.frozen(kw_only=True)
class Determined:
    """A blank whose number follows from the identities; ``proof`` has every step that leads to it, itself last."""

    address: str
    value: Number
    proof: tuple[Step, ...]
    label: Text = attrs.field(eq=False, repr=False)

    def message(self, lang: Lang = "zh") -> str:
        """The value with its proof as a sentence."""
        from govdisclosure.diagnosis.messages import determined_text

        return determined_text(self, lang)


@attrs.frozen(kw_only=True)
class Contradiction:
    """Identities that cannot hold, alone or together, whatever number a blank holds."""

    instances: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Evidence:
    """One thing that speaks for an explanation, or against it (``CONTRADICTED``).

    ``labels`` are those of the cells at ``addresses``; ``slip`` is set for the kind ``SLIP``, ``number`` where the kind
    speaks of one.
    """

    kind: EvidenceKind
    addresses: tuple[str, ...]
    labels: tuple[Text, ...] = attrs.field(eq=False, repr=False)
    slip: Slip | None = None
    number: Number | None = None

    def text(self, lang: Lang = "zh") -> str:
        """The evidence as a phrase."""
        from govdisclosure.diagnosis.messages import evidence_text

        return evidence_text(self, lang)


@attrs.frozen(kw_only=True)
class Look:
    """A cell to look up in the source: it tells an explanation from the others.

    The explanation says that ``here`` belongs there, the others say one of ``otherwise``. ``place`` is where the cell
    stands in the document, if that is known.
    """

    address: str
    here: Number | Range
    otherwise: tuple[Value, ...]
    place: Place | None = None
