"""What a hand or a reader does to a number: digits exchanged, left out, doubled, one key off."""

import enum

import attrs

from govdisclosure.forms.text import Lang, Text

KEYS = {
    "1": "24", "2": "135", "3": "26", "4": "1572", "5": "4628", "6": "593", "7": "84", "8": "795", "9": "86", "0": "19",
}  # fmt: skip
"""The keys beside each key, on the number pad or in the row of digits."""


class Slip(enum.Enum):
    """What can have been done to the number that should stand there; the value is the id used in JSON."""

    DIGITS_EXCHANGED = "digits_exchanged"
    DIGIT_LEFT_OUT = "digit_left_out"
    DIGIT_DOUBLED = "digit_doubled"
    DIGIT_ADDED = "digit_added"
    KEY_BESIDE = "key_beside"
    DIGIT_CHANGED = "digit_changed"
    OFF_BY_ONE = "off_by_one"
    SIGN = "sign"
    LEFT_ZERO = "left_zero"
    SEVERAL = "several"

    def __repr__(self) -> str:
        return f"Slip.{self.name}"

    def text(self, lang: Lang = "zh") -> str:
        """The slip as a phrase."""
        return _TEXTS[self].get(lang)


_TEXTS = {
    Slip.DIGITS_EXCHANGED: Text("相邻两位数字颠倒", "two digits exchanged"),
    Slip.DIGIT_LEFT_OUT: Text("漏写一位数字", "a digit left out"),
    Slip.DIGIT_DOUBLED: Text("一位数字重复", "a digit doubled"),
    Slip.DIGIT_ADDED: Text("多写一位数字", "a digit added"),
    Slip.KEY_BESIDE: Text("按到相邻的键", "the key beside"),
    Slip.DIGIT_CHANGED: Text("一位数字不同", "one digit changed"),
    Slip.OFF_BY_ONE: Text("相差一", "off by one"),
    Slip.SIGN: Text("正负号", "the sign"),
    Slip.LEFT_ZERO: Text("应有数字处为零", "zero where a number belongs"),
    Slip.SEVERAL: Text("多处不同", "several differences"),
}

USUAL = frozenset(Slip) - {Slip.DIGIT_CHANGED, Slip.LEFT_ZERO, Slip.SEVERAL}
"""The slips that need no further guess; a digit can become any other, but hardly by one wrong movement."""


@attrs.frozen
class Stroke:
    """The slip between two numbers, and how much must have gone wrong: 2 for each digit, 3 at most for a zero."""

    slip: Slip
    cost: int


def stroke(printed: int, right: int) -> Stroke:
    """What must have happened for ``printed`` to stand where ``right`` belongs."""
    if printed == -right:
        return Stroke(Slip.SIGN, 2)
    wrong, good = str(printed), str(right)
    edits = distance(wrong, good)
    slip = _slip(wrong, good) if edits == 1 else Slip.SEVERAL
    if slip not in USUAL and abs(printed - right) == 1:
        return Stroke(Slip.OFF_BY_ONE, 2)
    if slip is Slip.SEVERAL and printed == 0:
        return Stroke(Slip.LEFT_ZERO, 3)
    return Stroke(slip, 2 * edits)


def _slip(wrong: str, good: str) -> Slip:
    if len(wrong) < len(good):
        return Slip.DIGIT_LEFT_OUT
    if len(wrong) > len(good):
        at = next((k for k, (a, b) in enumerate(zip(wrong, good, strict=False)) if a != b), len(good))
        return Slip.DIGIT_DOUBLED if at and wrong[at] == wrong[at - 1] else Slip.DIGIT_ADDED
    differing = [(a, b) for a, b in zip(wrong, good, strict=True) if a != b]
    if len(differing) == 2:
        return Slip.DIGITS_EXCHANGED
    printed, right = differing[0]
    return Slip.KEY_BESIDE if printed in KEYS.get(right, "") else Slip.DIGIT_CHANGED


def distance(a: str, b: str) -> int:
    """How many digits must be changed, left out, added, or exchanged with the next one (Damerau's distance)."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        older, before = before, row
        row = [i]
        for j, y in enumerate(b, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                best = min(best, older[j - 2] + 1)
            row.append(best)
    return row[-1]
