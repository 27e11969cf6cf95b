"""The single statements a diagnosis is made of: how certain, which range, which proof, what evidence, where to look."""

from typing import Final

import attrs

from govdisclosure.diagnosis.digits import Slip
from govdisclosure.diagnosis.evidence import EvidenceKind
from govdisclosure.errors import language
from govdisclosure.forms.demands import Word
from govdisclosure.forms.say import CLAUSES, as_json, filled, listed, shown
from govdisclosure.forms.text import Lang, Text
from govdisclosure.forms.values import Number, Value
from govdisclosure.model.place import Place
from govdisclosure.unknowns.blanks import Because


class Certainty(Word):
    """Whether an explanation is the only one of its size: a count of what was looked for, never a percentage.

    The size is the number of cells that are wrong. More cells than those of an explanation can always be wrong; that
    is never excluded.
    """

    UNIQUE = "unique"
    """No other change of as many cells, or of fewer, makes the identities hold."""
    UNIQUE_IF_NONNEGATIVE = "unique_if_nonnegative"
    """Others would, but a cell would have to hold a negative count."""
    AMBIGUOUS = "ambiguous"
    """Others fit as well, or can: `Explanation.alternatives` says how many are listed."""

    def __repr__(self) -> str:
        return f"Certainty.{self.name}"


_ONE_CELL: Final = {
    Certainty.UNIQUE: Text("只有这一格说得通", "the only single cell that explains it"),
    Certainty.UNIQUE_IF_NONNEGATIVE: Text(
        "不出现负数的，只有这一格说得通", "the only single cell that explains it without negative counts"
    ),
    Certainty.AMBIGUOUS: Text(
        "单独一格只有这一格说得通，但差额也可由几格分担",
        "the only single cell that fits, but several can share the difference",
    ),
}
_MORE_CELLS: Final = {
    Certainty.UNIQUE: Text("改动 {cells} 格的解释只有这一种", "the only explanation of {cells} cells"),
    Certainty.UNIQUE_IF_NONNEGATIVE: Text(
        "不出现负数的，改动 {cells} 格的解释只有这一种",
        "the only explanation of {cells} cells without negative counts",
    ),
    Certainty.AMBIGUOUS: Text(
        "已知的失误只有这一种合适，但也可能是别的格有误",
        "the only known slip that fits, but other cells can be wrong instead",
    ),
}
_ONE_OF: Final = Text("{count} 种解释之一", "one of {count} explanations")
_OF_A_PART: Final = Text("就不平衡的一部分而言，{phrase}", "for a part of what fails, {phrase}")


def certainty_phrase(certainty: Certainty, lang: Lang, *, cells: int, alternatives: int, whole: bool) -> str:
    """How certain an explanation that changes so many ``cells`` is, beside ``alternatives`` others.

    ``whole`` says that nothing of what fails goes on failing.
    """
    if alternatives:
        phrase = filled(_ONE_OF, lang, count=str(alternatives + 1))
    else:
        phrase = filled((_ONE_CELL if cells == 1 else _MORE_CELLS)[certainty], lang, cells=str(cells))
    return phrase if whole else filled(_OF_A_PART, lang, phrase=phrase)


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


ASSESSMENTS: Final = {
    Assessment.CONSISTENT: Text("勾稽关系全部平衡", "every identity holds"),
    Assessment.NOT_EVALUATED: Text(
        "没有发现不平衡，但有格子没有数字，部分勾稽关系无法判断",
        "nothing fails, but cells without a number leave some identities undecided",
    ),
    Assessment.EXPLAINED: Text("一格有误即可解释", "one wrong cell explains it"),
    Assessment.NOT_A_SINGLE_CELL: Text("不可能只是一格有误", "it cannot be a single cell"),
    Assessment.NO_SMALL_EXPLANATION: Text(
        "一格、两格或一次已知的失误都不能解释，请逐格核对原件",
        "neither one cell, nor two, nor any known slip explains it: compare every cell with the source",
    ),
}


@attrs.frozen
class Range:
    """The lowest and highest number that a cell can hold, both included; None where there is no bound."""

    low: Number | None
    high: Number | None

    def text(self, lang: Lang = "zh") -> str:
        """The range as a phrase."""
        template = _RANGES[self.low is not None, self.high is not None]
        return filled(template, lang, low=shown(self.low, lang), high=shown(self.high, lang))

    def to_dict(self) -> dict[str, object]:
        """The range as JSON types."""
        return {"low": as_json(self.low), "high": as_json(self.high)}


_RANGES: Final = {
    (False, False): Text("任意数", "any number"),
    (True, False): Text("不小于 {low} 的数", "{low} or more"),
    (False, True): Text("不大于 {high} 的数", "{high} or less"),
    (True, True): Text("{low} 至 {high}", "{low} to {high}"),
}
"""By whether there is a lowest and a highest number."""


@attrs.frozen(kw_only=True)
class Step:
    """One step of a proof: the cell at ``address`` holds ``value`` because of these identities."""

    address: str
    value: Number
    because: Because
    instances: tuple[str, ...]
    label: Text = attrs.field(eq=False, repr=False)
    names: tuple[Text, ...] = attrs.field(eq=False, repr=False)
    """What a person calls the identities."""

    def text(self, lang: Lang = "zh") -> str:
        """The cell and its value as a phrase."""
        return filled(_CAN_ONLY_BE, lang, label=self.label.get(lang), value=shown(self.value, lang))

    def reason(self, lang: Lang = "zh") -> str:
        """Why the value follows, as a phrase."""
        names = listed((each.get(lang) for each in self.names), lang, CLAUSES)
        return filled(_REASONS[self.because], lang, names=names)

    def to_dict(self) -> dict[str, object]:
        """The step as JSON types."""
        return {
            "address": self.address,
            "value": as_json(self.value),
            "because": self.because.value,
            "instances": list(self.instances),
        }


_CAN_ONLY_BE: Final = Text("「{label}」只能是 {value}", "“{label}” can only be {value}")
_REASONS: Final = {
    Because.ONLY_UNKNOWN: Text("其余各格已知（{names}）", "every other cell is known ({names})"),
    Because.NOTHING_LEFT: Text("其余各格已占满总数（{names}）", "the other cells use the sum up ({names})"),
    Because.COMBINED: Text("下列关系合起来只容一个值（{names}）", "together only one value is left ({names})"),
}


@attrs.frozen(kw_only=True)
class Determined:
    """A blank whose number follows from the identities; ``proof`` has every step that leads to it, itself last."""

    address: str
    value: Number
    proof: tuple[Step, ...]
    label: Text = attrs.field(eq=False, repr=False)

    def message(self, lang: Lang = "zh") -> str:
        """The value with its proof as a sentence."""
        *steps, last = self.proof
        proof = [filled(_STEP, lang, cell=step.text(lang), reason=step.reason(lang)) for step in steps]
        proof.append(last.reason(lang))
        return filled(_BLANK, lang, cell=last.text(lang), proof=listed(proof, lang, CLAUSES))

    def to_dict(self) -> dict[str, object]:
        """The value with its proof as JSON types."""
        return {
            "address": self.address,
            "value": as_json(self.value),
            "proof": [step.to_dict() for step in self.proof],
        }


_BLANK: Final = Text("空格{cell}：{proof}", "the blank {cell}: {proof}")
_STEP: Final = Text("{cell}，{reason}", "{cell}, {reason}")


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
        return filled(
            _EVIDENCE[self.kind],
            lang,
            slip="" if self.slip is None else self.slip.text(lang),
            number=shown(self.number, lang),
            label=self.labels[0].get(lang),
        )

    def to_dict(self) -> dict[str, object]:
        """The evidence as JSON types."""
        return {
            "kind": self.kind.value,
            "addresses": list(self.addresses),
            "slip": None if self.slip is None else self.slip.value,
            "number": as_json(self.number),
        }


_EVIDENCE: Final = {
    EvidenceKind.SLIP: Text("{slip}", "{slip}"),
    EvidenceKind.STATED: Text("正文写明 {number}", "the text states {number}"),
    EvidenceKind.CONTRADICTED: Text("但正文写的也是 {number}", "but the text states {number} as well"),
    EvidenceKind.DOUBTED: Text("读取时对此格有疑问", "the reader was not sure of this cell"),
    EvidenceKind.LAST_YEAR: Text("与上年同为 {number}", "last year's number was {number} as well"),
    EvidenceKind.NEARER_LAST_YEAR: Text("更接近上年的 {number}", "nearer to last year's {number}"),
    EvidenceKind.LEFT_OUT: Text("差额等于分项「{label}」：{number}", "the difference is the part “{label}”: {number}"),
    EvidenceKind.COUNTED_TWICE: Text(
        "差额等于多计一次分项「{label}」：{number}", "the difference is the part “{label}” taken twice: {number}"
    ),
    EvidenceKind.MOVED_TOGETHER: Text(
        "两格相差相同，其一可能由另一算出", "both are off by the same: one may have been worked out from the other"
    ),
    EvidenceKind.EXCHANGED: Text("两格数字互换", "two cells hold each other's numbers"),
}


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
    where: Text = attrs.field(default=Text("", ""), eq=False, repr=False)
    """The place as the program shows it in which the document is opened."""

    def text(self, lang: Lang = "zh") -> str:
        """Where to look and for what, as a phrase; empty if the place is not known."""
        language(lang)
        where = self.where.get(lang)
        if not where:
            return ""
        here = self.here.text(lang) if isinstance(self.here, Range) else shown(self.here, lang)
        return filled(_LOOK, lang, where=where, here=here)

    def to_dict(self) -> dict[str, object]:
        """The cell and what can stand there as JSON types."""
        return {
            "address": self.address,
            "here": self.here.to_dict() if isinstance(self.here, Range) else as_json(self.here),
            "otherwise": [as_json(value) for value in self.otherwise],
            "place": None if self.place is None else self.place.to_dict(),
        }


_LOOK: Final = Text("请核对原件 {where} 是否为 {here}", "look in the source whether {here} stands at {where}")
