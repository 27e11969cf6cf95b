"""What a reading can say beside its numbers: every kind of notice, declared once.

A notice never means that a number was changed. It says that something printed was not placed, that a cell was left
without a number and why, or that a reading rests on more than the label printed beside it.
"""

from collections.abc import Mapping
from types import MappingProxyType

import attrs

from govdisclosure.model.place import Place


@attrs.frozen(kw_only=True)
class NoticeKind:
    """A kind of notice: its code, its text in both languages, and what a reader of the document should do.

    ``zh`` and ``en`` are templates; ``{detail}`` is what the notice itself adds (a label, a printed text, a number).
    """

    code: str
    zh: str
    en: str
    advice_zh: str
    advice_en: str


@attrs.frozen(kw_only=True)
class Notice:
    """One remark of a reading: its kind, the addresses it touches, where it stands, and what was printed there."""

    code: str
    addresses: tuple[str, ...] = ()
    place: Place | None = None
    detail: str = ""

    def message(self, lang: str = "zh") -> str:
        """The notice as a sentence in ``lang`` ("zh" or "en")."""
        kind = NOTICES[self.code]
        template = kind.zh if lang == "zh" else kind.en
        return template.replace("{detail}", self.detail)


KINDS: tuple[NoticeKind, ...] = (
    NoticeKind(
        code="charset-guessed",
        zh="网页声明的字符编码与内容不符，按 {detail} 读取",
        en="the declared charset does not fit the content; read as {detail}",
        advice_zh="抽查几个汉字标签，确认没有乱码。",
        advice_en="Look at a few labels and make sure that the characters are right.",
    ),
    NoticeKind(
        code="text-damaged",
        zh="文中有无法解码的字符：{detail}",
        en="some characters could not be decoded: {detail}",
        advice_zh="用原始文件重新导出后再读。",
        advice_en="Export the document again from its source.",
    ),
)

NOTICES: Mapping[str, NoticeKind] = MappingProxyType({kind.code: kind for kind in KINDS})
"""Every kind of notice by its code."""
