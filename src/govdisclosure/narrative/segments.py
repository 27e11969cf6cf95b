"""Tokens put together: sentences into segments at their marks, brackets taken out, words that say nothing left out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import attrs

from govdisclosure.forms.registry import remembered
from govdisclosure.narrative.tokens import Token
from govdisclosure.narrative.words import kinds

COUNTS: Final = frozenset({"数", "元", "率", "量"})
_SCOPES: Final = frozenset({"范围", "本机关", "政府"})
_BREAKS: Final = frozenset({"逗", "分", "冒"})
_DEEPEST: Final = 3


@attrs.define
class Segment:
    """What stands between two marks: the words that count, and what was left out of them.

    ``join`` is the mark before it, ``flags`` the kinds of words that were left out, ``scope`` the words for whom it
    speaks, ``inner`` the brackets by the number of the word they stand behind.
    """

    join: str
    words: list[Token] = attrs.field(factory=list[Token])
    flags: set[str] = attrs.field(factory=set[str])
    scope: list[Token] = attrs.field(factory=list[Token])
    inner: list[tuple[int, Token]] = attrs.field(factory=list[tuple[int, Token]])
    start: int = 0
    end: int = 0

    @property
    def kinds(self) -> list[str]:
        """The kinds of its words."""
        return [each.kind for each in self.words]


def nested(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens with everything in brackets as one token, which holds it; a bracket that stays open holds nothing."""
    stack: list[list[Token]] = []
    opened: list[Token] = []
    for token in tokens:
        if token.kind == "开":
            if len(stack) < _DEEPEST:
                stack.append([])
                opened.append(token)
            continue
        if token.kind == "合":
            if stack:
                first = opened.pop()
                found = Token("括", first.start, token.end, inner=tuple(stack.pop()))
                if not stack:
                    yield found
            continue
        if not stack:
            yield token
        elif len(stack) == 1:
            stack[0].append(token)


def _pieces(tokens: Sequence[Token]) -> Iterator[tuple[str, list[Token]]]:
    """A sentence at its marks. A mark of a list parts it only behind a number, unless numbers are told respectively."""
    join, piece = "句", list[Token]()
    last = ""
    respectively = False
    for token, following in zip(tokens, [*tokens[1:], None], strict=False):
        kind = token.kind
        counted = last in COUNTS or last == "缺" or (following is not None and following.kind in COUNTS and bool(last))
        parts = kind in _BREAKS or (kind in ("顿", "和") and not respectively and counted)
        if parts:
            yield join, piece
            join, piece, respectively, last = kind, [], False, ""
            continue
        respectively = respectively or kind == "分别"
        piece.append(token)
        last = last if kind == "括" else kind
    yield join, piece


def segments(tokens: Sequence[Token], year: int | None) -> Iterator[Segment]:
    """The segments of a sentence."""
    for join, piece in _pieces(tokens):
        yield _segment(join, piece, year)


def _segment(join: str, piece: Sequence[Token], year: int | None) -> Segment:
    found = Segment(join)
    if piece:
        found.start, found.end = piece[0].start, piece[-1].end
    for number, token in enumerate(piece):
        _add(found, _resolved(token, year), piece[number + 1].kind if number + 1 < len(piece) else "")
    return found


def _resolved(token: Token, year: int | None) -> Token:
    """A year as what it is to the report."""
    if token.kind == "顿":
        return token._replace(kind="和")
    if token.kind != "年" or year is None:
        return token._replace(kind="本年") if token.kind in ("年", "日") else token
    return token._replace(kind={0: "本年", -1: "上年", 1: "下年"}.get(int(str(token.value)) - year, "他年"))


def _add(found: Segment, token: Token, following: str) -> None:
    """Put a token where it belongs: among the words, the flags, the scope or the brackets."""
    kind = token.kind
    if kind == "和" and not found.words:
        return
    if kind == "括":
        _bracket(found, token, following)
    elif kind in _SCOPES and (not _spoken(found) or (kind == "政府" and found.words[-1].kind in ("公示", "制发"))):
        found.scope.append(token)
    elif kind == "本机关" or ((after := _soft().get(kind)) is not None and not _kept(found, after)):
        found.flags.add(kind)
    else:
        found.words.append(token)


@remembered()
def _soft() -> Mapping[str, tuple[str, ...]]:
    """The kinds that clauses look past, with those behind which they do not."""
    return {name: each.after for name, each in kinds().items() if each.soft}


def _spoken(found: Segment) -> bool:
    return bool(found.words) and any(each.kind != "上年" for each in found.words)


def _kept(found: Segment, after: tuple[str, ...]) -> bool:
    return bool(found.words) and found.words[-1].kind in after


def _bracket(found: Segment, token: Token, following: str) -> None:
    """A bracket is taken out; between a label and its number it says which row is meant, or leaves it open."""
    if token.inner and all(each.kind == "因" for each in token.inner):
        found.flags.add("因")
        return
    labels = [each for each in token.inner if each.kind == "行"]
    if following == "数" and found.words and found.words[-1].kind in ("行", "组", "其他"):
        plain = len(labels) == len([each for each in token.inner if each.kind != "虚词"])
        found.words.extend(labels if plain else [Token("他", token.start, token.end, "()")])
    else:
        found.inner.append((len(found.words), token))
