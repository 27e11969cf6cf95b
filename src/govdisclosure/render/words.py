"""What verdicts and severities are called."""

from collections.abc import Mapping
from typing import Final

from govdisclosure.forms.say import COMMA, listed
from govdisclosure.forms.text import Lang, Text
from govdisclosure.kernel import Verdict
from govdisclosure.render.entry import Entry
from govdisclosure.render.lines import Tone
from govdisclosure.rules.rule import Severity

VERDICTS: Final = {
    Verdict.PASSED: Text("通过", "passed"),
    Verdict.FAILED: Text("不通过", "failed"),
    Verdict.NOT_EVALUATED: Text("无法判断", "not evaluated"),
}
IN_PART: Final = Text("所查部分通过", "passed as far as asked")
BUT_FOR_KNOWN: Final = Text("已知问题之外通过", "passed but for what is known")
SEVERITIES: Final = {
    Severity.ERROR: Text("错误", "error"),
    Severity.WARNING: Text("警告", "warning"),
    Severity.INFO: Text("提示", "info"),
}
NOT_READ: Final = Text("无法读取", "could not be read")
CALLED: Final = (*VERDICTS.values(), IN_PART, BUT_FOR_KNOWN, NOT_READ)
"""Everything that may have become of a source, in the order in which it is counted."""

TONES: Final = {
    Verdict.PASSED: Tone.GOOD,
    Verdict.FAILED: Tone.BAD,
    Verdict.NOT_EVALUATED: Tone.DOUBT,
    Severity.ERROR: Tone.BAD,
    Severity.WARNING: Tone.DOUBT,
    Severity.INFO: Tone.FAINT,
}
"""How what is called so is painted."""


def called(entry: Entry) -> Text:
    """What became of a source."""
    if entry.result is None:
        return NOT_READ
    if not entry.passed:
        return VERDICTS[entry.result.verdict]
    if entry.result.asked is not Verdict.PASSED:
        return BUT_FOR_KNOWN
    return VERDICTS[Verdict.PASSED] if entry.result.ok else IN_PART


def counted(found: Mapping[str, int], lang: Lang) -> str:
    """How many of each there are, by what they are called, those that passed first."""
    numbers = ((each.get(lang), found.get(each.get(lang), 0)) for each in CALLED)
    return listed((f"{name} {number}" for name, number in numbers if number), lang, COMMA)


def tone(entry: Entry) -> Tone:
    """How what became of a source is painted."""
    if entry.result is None:
        return Tone.BAD
    return Tone.GOOD if entry.passed else TONES[entry.result.verdict]
