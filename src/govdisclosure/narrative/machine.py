"""The machine: walks a text segment by segment, keeps what has been spoken of, and lets clauses say what they say."""

import re
from collections.abc import Sequence
from typing import Final

from govdisclosure.narrative import acts
from govdisclosure.narrative.clauses import LONGEST, Clause, matching
from govdisclosure.narrative.context import Context, Draft
from govdisclosure.narrative.mention import FIGURES, Mention, Scope, plain
from govdisclosure.narrative.segments import COUNTS, Segment, nested, segments
from govdisclosure.narrative.settle import settled
from govdisclosure.narrative.tokens import Source, Token, tokens

_OWN_LEVEL: Final = re.compile(r"(?:镇|乡|街道)(?:人民政府|办事处)?$")
_WHOLE_GOVERNMENT: Final = re.compile(r"(?:省|市|县|区|州|旗|盟)(?:人民)?政府$")
_SOMEONE: Final = re.compile("[局委办厅院所乡镇街村校]|中心|部门|单位|公司|向|类|方面|本文")
_SENTENCE: Final = re.compile(r"([^。!?！？\n]*)([。!?！？\n]|$)")
_CUE: Final = re.compile(
    "(?<![0-9])[0-9]++(?![0-9年月日号])|[零一二两三四五六七八九十百][件宗起例份条个次]"
    "|申请|复议|诉讼|处理费|追究|收费|许可|处罚|强制|文件|规章|结转|其余|当年|均为|均属|全部"
)
"""What a sentence has that states something or says what the next one speaks of; others are passed over."""
_NAMED_YEAR: Final = re.compile("((?:19|20)[0-9]{2})年")
_LONGEST: Final = 40
"""Words that may stand between two marks: of more than these nothing is read."""
_HEADING: Final = 30
"""Characters that a heading has at most."""
_TOPICS: Final = {
    "申请": "requests", "复议": "cases", "诉讼": "cases", "直诉": "cases", "复诉": "cases", "文": "documents",
    "决": "decisions", "处理费": "fee", "他事": "other", "复议机构": "other", "网民留言": "other",
}  # fmt: skip
_NAMING: Final = frozenset({*_TOPICS, "依申请", "申请件"})
_VERBS: Final = frozenset({"收到", "新收", "受理", "办理", "制发", "废止", "作出", "公示", "收取", "新制作", "办结"})
_NOUNS: Final = frozenset({"申请", "依申请", "复议", "诉讼", "直诉", "复诉", "文", "决"})
_KNOWN: Final = _NOUNS | {"行", "组", "果", "旧", "其他"}
_PLAIN: Final = frozenset(
    {
        "收到", "新收", "受理", "办理", "办结", "答复", "结转", "上年", "下年", "均", "其余", "除", "加", "含", "渠道",
        "人", "法人", "申请件", "剩余", "在办", "合计", "撤回", "和", "期内", "时段", "历年",
    }
)  # fmt: skip
"""Before a number that no clause took, these still speak of requests; anything else makes it a number of that."""
_BLOCKING: Final = frozenset({"他事", "复议机构", "渠道", "约", "历年", "假设"})
_TOPICS_OF: Final = {
    "outcome": frozenset({"requests", "", "cases", "fee"}),
    "carried": frozenset({"requests", "", "fee"}),
}
"""The topics in which outcomes and carry-overs are those of requests."""
_REQUESTS: Final = frozenset({"申请", "依申请"})


def default_scope(organ: str | None) -> Scope:
    """For whom a report speaks that does not say it: a government's may be for its office or for its region."""
    if organ is None or _OWN_LEVEL.search(organ) or not _WHOLE_GOVERNMENT.search(organ):
        return "organ"
    return "unclear"


class Machine:
    """Reads one text."""

    def __init__(self, text: str, year: int | None, organ: str | None) -> None:
        self.text = text
        self.source = Source.of(text)
        self.year = year
        self.organ = organ or ""
        self.default: Scope = default_scope(organ)
        self.context = Context(scope=self.default)

    def read(self) -> tuple[Mention, ...]:
        """Every mention, in order of the text."""
        text = self.source.text
        if self.year is None:
            self.year = _only_year(text)
        fresh = True
        for match in _SENTENCE.finditer(text):
            start, end = match.span(1)
            line = match[2] in ("\n", "")
            if fresh:
                self._paragraph()
            if fresh and line and end - start <= _HEADING and self._heading(start, end):
                continue
            if _CUE.search(text, start, end):
                self._sentence([*nested(tokens(self.source, start, end))])
            else:
                self.context.topic = self.context.base
            fresh = line
        return self._mentions()

    def _paragraph(self) -> None:
        self.context.topic = self.context.base
        self.context.scope = self.default
        self.context.qualified = self.context.reviewing = False

    def _heading(self, start: int, end: int) -> bool:
        """Whether a line without a number and a verb is a heading; what it names is the topic of what follows."""
        kinds = {token.kind for token in tokens(self.source, start, end)}
        if kinds & (COUNTS | {"逗", "无", "均"}):
            return False
        if kinds:
            named = kinds & {"申请", "依申请"}
            self.context.base = "requests" if named and "主动" not in kinds else ""
        return True

    def _sentence(self, sentence: Sequence[Token]) -> None:
        context = self.context
        context.other_year = context.this_year = context.cumulative = False
        context.excepted = context.listed = context.balanced = False
        context.verb, context.channels, context.channel = "", [], None
        context.old = context.parted = context.withdrawn = False
        first, strange = len(context.drafts), False
        for segment in segments(sentence, self.year):
            known = self._segment(segment)
            if not known and not strange and context.topic in ("cases", "requests") and segment.join == "句":
                context.topic = context.base
            strange = strange or not known
        acts.channels(context)
        acts.beside_old(context, first)
        context.same = () if context.topic != "cases" else context.same

    # ------------------------------------------------------------------------------------------------ one segment

    def _segment(self, segment: Segment) -> bool:
        """Read a segment; whether anything in it was known."""
        context = self.context
        self._scope(segment)
        segment.words = _compared(segment.words)
        self._time(segment)
        if max(len(segment.words), len(segment.inner)) > _LONGEST:
            context.topic = "other"
            return False
        if context.within:
            segment.flags.add("其中")
        context.within = not segment.words and "其中" in segment.flags
        if not segment.words:
            self._brackets(segment, 0, len(segment.inner) + 1)
            return bool(segment.flags)
        self._topic(segment)
        context.withdrawn = context.withdrawn or "撤回" in segment.kinds
        words = self._inherited(segment)
        if context.other_year or self._blocked(words):
            acts.part(context, segment, words)
            self._after(segment, words)
            return True
        taken = self._clauses(segment, words)
        self._after(segment, words if not taken else [])
        return taken or any(word.kind != "他" for word in words)

    def _scope(self, segment: Segment) -> None:
        for token in segment.scope:
            if token.kind == "范围":
                self.context.scope = "region"
            elif token.kind == "本机关" or self._own(str(token.value)):
                self.context.scope = "organ"
            else:
                segment.words.insert(0, token)
                return
        if segment.words and segment.words[0].kind == "他" and self._own_name(str(segment.words[0].value)):
            self.context.scope = self.default
            del segment.words[0]

    def _own(self, government: str) -> bool:
        """Whether a government named in the text is the one that reports, or whose office reports."""
        if government.startswith("管委会"):
            return "管委会" in self.organ or "管理委员会" in self.organ
        return f"{government[0]}人民政府" in self.organ or f"{government[0]}政府" in self.organ

    def _own_name(self, name: str) -> bool:
        """Whether it is the name of the organ, or short for it: characters of it in their order, the last one too."""
        rest = iter(self.organ)
        return len(name) > 1 and self.organ.endswith(name[-1]) and all(char in rest for char in name)

    def _time(self, segment: Segment) -> None:
        context = self.context
        kinds = segment.kinds
        now = "本年" in segment.flags
        if segment.join in ("分", "句") or now:
            context.other_year = False
        context.this_year = now or (context.this_year and segment.join != "分")
        context.cumulative = ("累计" in segment.flags and not context.this_year) or (
            context.cumulative and segment.join in ("逗", "顿") and not now
        )
        if kinds and kinds[0] in ("上年", "他年") and kinds[1:2] != ["结转"] and not now:
            named = [match.clause for match in matching(kinds) if match.clause.says]
            context.other_year = context.other_year or not named

    def _topic(self, segment: Segment) -> None:
        context = self.context
        context.qualified = context.qualified or "因" in segment.flags
        words = segment.words
        for number, word in enumerate(words):
            if word.kind not in _NAMING:
                continue
            topic = self._names(words, number)
            if topic == "cases" and context.topic in ("requests", ""):
                context.qualified = context.qualified or context.topic == "requests" or word.kind in ("直诉", "复诉")
            if topic is not None and not (topic == "cases" and context.topic == "other" and "因" not in segment.flags):
                context.topic = topic
                acts.named(context, word)
            if topic == "other":
                break

    def _names(self, words: Sequence[Token], number: int) -> str | None:
        """The topic that a word names."""
        context, kind = self.context, words[number].kind
        before = words[number - 1].kind if number else ""
        if kind == "依申请":
            return "requests" if context.topic in ("", "requests") or context.cumulative else None
        if kind == "申请件":
            return "requests" if before in ("收到", "新收", "受理") else None
        if kind == "决" and [word.kind for word in words[number + 1 : number + 2]] == ["类"]:
            return None
        context.reviewing = context.reviewing or kind == "复议机构"
        topic = _TOPICS.get(kind)
        return "other" if topic == "cases" and context.reviewing else topic

    def _inherited(self, segment: Segment) -> list[Token]:
        """The words, with the verb of the list before them where they have none of their own."""
        context = self.context
        words = segment.words
        verb = next((word.kind for word in words if word.kind in _VERBS), "")
        listed = segment.join in ("顿", "和") or (context.verb == "制发" and words[0].kind == "文")
        if listed and not verb and context.verb and words[0].kind in _NOUNS:
            first = words[0]
            return [Token(context.verb, first.start, first.start), *words]
        if not listed or verb:
            context.verb = verb
        return words

    def _blocked(self, words: Sequence[Token]) -> bool:
        """Whether something in a segment says that its numbers are of something else, or of a part of the year."""
        for word in words:
            if word.kind in _BLOCKING:
                return True
        kinds = [word.kind for word in words]
        return "时段" in kinds and "数" not in kinds[: kinds.index("时段")]

    # ------------------------------------------------------------------------------------------------ clauses

    def _clauses(self, segment: Segment, words: list[Token]) -> bool:
        """Let clauses take words from the beginning on, for as long as they do; whether one did."""
        at = self._lead(words)
        led = at > 0
        taken = False
        while at < len(words):
            found = self._first(segment, words, at, led=led)
            if found is None:
                return taken
            clause, length = found
            acts.say(self.context, clause, segment, words[at : at + length])
            self._brackets(segment, at, at + length + (at + length == len(words)))
            taken = True
            at += length
            at, led = at + self._lead(words[at:]), False
        return taken

    def _lead(self, words: Sequence[Token]) -> int:
        """How many words at the beginning are not known and may be passed over."""
        number = 0
        while number < len(words) and words[number].kind in ("他", "量"):
            if words[number].kind == "他" and _SOMEONE.search(str(words[number].value)):
                return 0
            number += 1
        return number

    def _first(self, segment: Segment, words: Sequence[Token], at: int, *, led: bool) -> tuple[Clause, int] | None:
        kinds = [word.kind for word in words[at : at + LONGEST + 1]]
        for clause, length in matching(kinds):
            rest = kinds[length:]
            if led and not clause.lead:
                continue
            if rest and (clause.whole or _changed(rest)):
                continue
            if self._speaks_of(clause, kinds[:length]) and acts.allowed(
                self.context, clause, segment, words[at : at + length], rest
            ):
                return clause, length
        return None

    def _speaks_of(self, clause: Clause, kinds: Sequence[str]) -> bool:
        """Whether what a clause needs has been spoken of, and nothing that makes it mean something else."""
        context = self.context
        if clause.topic == "balanced":
            return context.balanced
        if clause.topic:
            return context.topic == clause.topic
        if clause.act in ("case", "together"):
            return context.topic == "cases"
        if clause.act in _TOPICS_OF:
            return context.topic in _TOPICS_OF[clause.act] or not _REQUESTS.isdisjoint(kinds)
        return True

    def _brackets(self, segment: Segment, start: int, end: int) -> None:
        """Read what stands in brackets behind the words that a clause took: more of it, or of whom it is."""
        for at, bracket in segment.inner:
            if start < at <= end or (at == 0 and start == 0):
                for inner in segments(bracket.inner, self.year):
                    self._inside(inner)

    def _inside(self, segment: Segment) -> None:
        """Read a segment in brackets: what may stand there, and nothing that it only explains."""
        context = self.context
        words = _compared(segment.words)
        kinds = [word.kind for word in words]
        before = context.topic, context.case, context.same
        context.topic = next((topic for at in range(len(words)) if (topic := self._names(words, at))), context.topic)
        self._said_inside(segment, words, kinds)
        context.topic, context.case, context.same = before

    def _said_inside(self, segment: Segment, words: list[Token], kinds: list[str]) -> None:
        for clause, length in matching(kinds):
            if clause.inside and not (kinds[length:] and clause.whole) and self._speaks_of(clause, kinds[:length]):
                if acts.allowed(self.context, clause, segment, words[:length], kinds[length:]):
                    acts.say(self.context, clause, segment, words[:length], bracketed=True)
                return

    def _after(self, segment: Segment, left: Sequence[Token]) -> None:
        """A number of something unknown is another topic, unless it is a part of what was told before."""
        kinds = [word.kind for word in left]
        counted = [at for at, kind in enumerate(kinds) if kind in ("数", "量")]
        if not counted or self.context.topic == "other":
            return
        head = kinds[: counted[0]]
        part = "其中" in segment.flags or "类" in head or not _KNOWN.isdisjoint(head)
        if not part and not _PLAIN.issuperset(head):
            self.context.topic = "other"

    # ------------------------------------------------------------------------------------------------ the result

    def _mentions(self) -> tuple[Mention, ...]:
        found = settled(self.context.drafts)
        return tuple(self._mention(each) for each in sorted(found, key=lambda each: (each.start, each.end)))

    def _mention(self, draft: Draft) -> Mention:
        what = draft.readings[0]
        start, end = self.source.span(draft.start, draft.end)
        return Mention(
            what=what,
            value=plain(draft.value),
            unit=draft.unit,
            scope=draft.scope,
            year=self.year,
            span=(start, end),
            quote=self.text[start:end],
            settled=draft.settled and what not in FIGURES,
            readings=draft.readings,
        )


_MORE: Final = frozenset(
    "他 均 办结 答复 无 行 组 果 人 在办 期内 结转 上年 其余 除 加 上诉 引起 外 时段".split()  # noqa: SIM905 - a list of kinds
)


def _changed(rest: Sequence[str]) -> bool:
    """Whether what follows makes the number one of something else."""
    return rest[0] not in _MORE


def _compared(words: list[Token]) -> list[Token]:
    """The words without a comparison with another year and without percentages."""
    for number, word in enumerate(words):
        if word.kind == "比":
            words = words[:number]
            break
    rate = next((number for number, word in enumerate(words) if word.kind == "率"), None)
    if rate is None:
        return words
    counted = [number for number, word in enumerate(words[:rate]) if word.kind in ("数", "元", "量")]
    return words[: counted[-1] + 1] if counted else []


def _only_year(text: str) -> int | None:
    """The one year that a text speaks of; None if there are several or none."""
    found = {int(match[1]) for match in _NAMED_YEAR.finditer(text)}
    return found.pop() if len(found) == 1 else None
