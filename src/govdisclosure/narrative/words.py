"""The words that a text is taken apart by: those of ``words.toml`` and the labels of the forms."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from typing import Any, Final, NamedTuple, cast

import attrs

from govdisclosure.forms import shared
from govdisclosure.forms.declare import Printed, declared
from govdisclosure.forms.editions import table_classes
from govdisclosure.forms.registry import remembered

_NUMBER: Final = re.compile(r"^(?:（[一二三四五六七八九十]）|[一二三四]、|\d\.)")
_REMARK: Final = re.compile(r"（[^）]{0,60}）$")
_SHORTEST: Final = 3
_LABEL_KINDS: Final = {"rows": "行", "groups": "组", "columns": "人", "sums": "法人", "documents": "文"}
_LABEL_KINDS_TOO: Final = {"decisions": "决", "results": "果", "paths": "径"}


class Word(NamedTuple):
    """The kind of a word, and what it names where it is a label of the form."""

    kind: str
    value: str


@attrs.frozen
class Kind:
    """A kind of words: what they mean, and whether clauses look past them (but behind the kinds in ``after``)."""

    name: str
    means: str
    words: tuple[str, ...]
    soft: bool
    after: tuple[str, ...]


def toml(name: str) -> dict[str, Any]:
    """One of the lists that stand beside this module."""
    return tomllib.loads(files(__package__ or "").joinpath(name).read_text(encoding="utf-8"))


@remembered()
def _lists() -> Mapping[str, Any]:
    return toml("words.toml")


@remembered()
def kinds() -> Mapping[str, Kind]:
    """The kinds of words that are no labels, by name."""
    return {
        name: Kind(name, each["means"], tuple(each["words"]), each.get("soft", False), tuple(each.get("after", ())))
        for name, each in _lists().items()
        if "words" in each
    }


def _wordings(label: Printed) -> Iterator[str]:
    """A label as printed and as seen, without its number and the remark behind it."""
    for zh in (label.zh, *(variant.zh for variant in label.variants if not variant.note)):
        bare = _REMARK.sub("", _NUMBER.sub("", zh))
        yield bare
        yield bare.removeprefix("属于")
        yield bare.removesuffix("信息")
        yield bare.removesuffix("申请")
        yield bare.removesuffix("件数")
        yield bare.replace("、", "")


def _under(path: tuple[str, ...], label: Printed) -> Iterator[tuple[str, Word]]:
    """The words by which one field of the forms is called."""
    table, *inner = path
    name = inner[-1]
    word: Word | None = None
    if table == "requests" and len(inner) > 1 and inner[0] == "outcomes" and name != "total":
        word = Word("行", ".".join(path)) if label.kind is None else None
    elif table == "proactive":
        word = _of_table_two(name) if len(inner) == 1 else Word(_COLUMNS[name], "") if name in _COLUMNS else None
    elif table == "remedies":
        word = Word("径", name) if len(inner) == 1 else Word("果", name) if name != "total" else None
    if word is not None:
        for wording in _wordings(label):
            yield wording, word


_COLUMNS: Final = {
    "issued": "制发",
    "repealed": "废止",
    "in_force": "有效",
    "newly_made": "新制作",
    "newly_disclosed": "新公开",
    "disclosed_to_date": "对外总数",
    "decisions": "决定",
}
"""The kind of word that a column of table two is called by."""


def _of_table_two(name: str) -> Word | None:
    if name in _lists()["documents"]:
        return Word("文", name)
    if name in _lists()["decisions"]:
        return Word("决", name)
    return Word("收费", name) if name == "fees" else None


def _fields(cls: type, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Printed, bool]]:
    for attribute, label in declared(cls):
        here = (*path, attribute.name)
        inner = cast("type", attribute.type)
        group = label.kind is None and any(each.kind is None for _, each in declared(inner))
        yield here, label, group
        if label.kind is None:
            yield from _fields(inner, here)


def _labels() -> Iterator[tuple[str, Word]]:
    for table in table_classes():
        for path, label, group in _fields(table, (table.name,)):
            if group and path[-1] != "outcomes":
                sum_of = f"{path[-1]}_total"
                yield from ((wording, Word("组", sum_of)) for wording in _wordings(label))
            else:
                yield from _under(path, label)
    for attribute, label in declared(shared.ApplicantCounts):
        if attribute.name not in ("total", "other_organizations"):
            yield from ((wording, Word("人", attribute.name)) for wording in _wordings(label))
    yield shared.ORGANIZATIONS.zh, Word("法人", "organizations")


@remembered()
def words() -> Mapping[str, Word]:
    """Every word with its kind. What the lists say comes before the labels, which in turn come before nothing."""
    found: dict[str, Word] = {}
    for wording, word in _labels():
        if len(wording) > 1 and wording not in _COMMON and (wording not in found or word.kind == "组"):
            found[wording] = word
    for section, kind in (_LABEL_KINDS | _LABEL_KINDS_TOO).items():
        for value, wordings in _lists()[section].items():
            found.update(dict.fromkeys(wordings, Word(kind, value)))
    for each in kinds().values():
        found.update(dict.fromkeys(each.words, Word(each.name, "")))
    found.update(dict.fromkeys(_COMMON, Word("其他", "")))
    return {word: _path(each) for word, each in found.items() if word}


_COMMON: Final = ("其他", "其它")


def _path(word: Word) -> Word:
    """A path of table four under the kind that clauses call it by."""
    if word.kind != "径":
        return word
    return {
        "reconsideration": Word("复议", ""),
        "litigation_direct": Word("直诉", ""),
        "litigation_after_reconsideration": Word("复诉", ""),
    }[word.value]


def trie(entries: Iterable[str]) -> str:
    """A pattern that matches the longest of these words, each character looked at once."""
    root: dict[str, Any] = {}
    for entry in entries:
        node = root
        for char in entry:
            node = node.setdefault(char, {})
        node[""] = {}
    return _branch(root)


def _branch(node: Mapping[str, Any]) -> str:
    ends = "" in node
    parts = [re.escape(char) + _branch(inner) for char, inner in node.items() if char]
    if not parts:
        return ""
    if len(parts) == 1 and not ends:
        return parts[0]
    return f"(?:{'|'.join(parts)}){'?' if ends else ''}"
