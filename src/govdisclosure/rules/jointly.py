"""TIE001: what the identities of a table ask of its blanks does not contradict itself.

An identity over a blank cannot be evaluated by itself. Several of them can leave a blank no number all the same: what
one of them asks of it, another forbids.
"""

import functools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import attrs

from govdisclosure.forms.editions import AnyTable
from govdisclosure.forms.identities import Identity
from govdisclosure.forms.registry import remembered
from govdisclosure.forms.say import joined
from govdisclosure.forms.shared import TABLE_3
from govdisclosure.forms.text import Text
from govdisclosure.forms.values import Gap
from govdisclosure.kernel import Verdict
from govdisclosure.model.access import identities_of
from govdisclosure.rules.amounts import PASSED
from govdisclosure.rules.blocks import Layout, layouts, names, outcome, with_zero
from govdisclosure.rules.rule import Outcome, Rule, Severity, Subject

if TYPE_CHECKING:
    from govdisclosure.unknowns.system import System

_NAMED: Final = 6
"""How many identities a sentence names before it only counts the rest."""


@remembered()
def _tied(table: type[AnyTable], *, prefixed: bool) -> frozenset[str]:
    """The cells of the identities of a table, if any of these share a cell; nothing if each stands by itself."""
    names = [name for identity in identities_of((table,), prefixed=prefixed) for name in identity.addresses]
    cells = frozenset(names)
    return cells if len(cells) < len(names) else frozenset()


@remembered()
def _system(table: type[AnyTable], *, prefixed: bool) -> "System":
    from govdisclosure.unknowns.system import system_of

    return system_of(identities_of((table,), prefixed=prefixed))


def _look(rule: Rule, subject: Subject) -> Iterator[Outcome]:
    for each in layouts(subject):
        if _tied(each.table, prefixed=bool(each.prefix)):
            judge = functools.partial(_judged, rule, table=each)
            yield with_zero(judge(subject), subject, judge)


def _judged(rule: Rule, subject: Subject, *, table: Layout) -> Outcome:
    counted, prefixed = subject.counted, bool(table.prefix)
    gaps = subject.gaps.intersection(_tied(table.table, prefixed=prefixed))
    if not any(isinstance(counted[name], Gap) for name in gaps):
        return outcome(rule, subject, Verdict.NOT_APPLICABLE, at=table.name, on=table.title)
    from govdisclosure.unknowns.conflicts import conflicts  # a report without gaps needs none of it

    system = _system(table.table, prefixed=prefixed)
    numbers = [value if isinstance(value := counted[name], int) else None for name in system.cells]
    found = conflicts(system, numbers, range(len(system.factors)))
    together = [system.identities[at] for each in found if len(each) > 1 for at in each]
    addresses = tuple(dict.fromkeys(name for identity in together for name in identity.addresses)) or system.cells
    judged = outcome(
        rule,
        subject,
        Verdict.FAILED if together else Verdict.PASSED,
        at=table.name,
        on=table.title,
        addresses=addresses,
        details={"relations": joined([_told(each) for each in together[:_NAMED]], of=len(together))},
    )
    return attrs.evolve(judged, gaps=names(subject, [name for name in addresses if isinstance(counted[name], Gap)]))


def _told(identity: Identity) -> Text:
    on, code = identity.subject, identity.code
    return Text(f"{on.zh}（{code}）", f"{on.en} ({code})")


TIE001 = Rule(
    code="TIE001",
    severity=Severity.ERROR,
    title=Text(
        "各条勾稽关系对空格的要求不互相矛盾", "what the identities ask of the blanks does not contradict itself"
    ),
    basis=Text(f"{TABLE_3.zh}的勾稽关系", f"the identities of {TABLE_3.en}"),
    look=_look,
    cause=Text(
        "空格旁边的数字有误：一条关系要求空格是某个数，另一条却不容它是这个数。",
        "A number beside the blanks is wrong: what one identity asks of a blank, another forbids.",
    ),
    unknown=Text(
        "总能判断；没有空格时不适用，单独一条就不能成立的由该条自己说。",
        "It always can. It is not applicable where nothing is blank; what cannot hold alone is told by its own rule.",
    ),
    texts={
        "passed": PASSED,
        "failed": Text(
            "空格无论填什么，这几条不能同时成立：{relations}",
            "whatever the blanks hold, these cannot hold together: {relations}",
        ),
        "not_applicable": Text("没有空格", "nothing is blank"),
    },
)

JOINT_RULES: tuple[Rule, ...] = (TIE001,)
