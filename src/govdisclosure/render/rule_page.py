"""A rule as a page of documentation, in Markdown. The pages of our own rules are made by it, and yours can be."""

from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from govdisclosure.forms.registry import FORMS, OfficialForm, named
from govdisclosure.forms.say import joined
from govdisclosure.forms.text import Text
from govdisclosure.kernel import Verdict
from govdisclosure.model.access import tables
from govdisclosure.model.report import zeros
from govdisclosure.render.words import SEVERITIES
from govdisclosure.rules.rule import Needs, Outcome, Rule, Subject

NEEDS: Final = {
    Needs.NOTHING: Text(
        "从文件读出的报告、由程序构造的报告，以及单独的表：{}",
        "reports read from a document, reports built in a script, and tables alone: {}",
    ),
    Needs.REPORT: Text(
        "从文件读出的报告、由程序构造的报告；单独一张表不适用",
        "reports read from a document or built in a script; not applicable to a table alone",
    ),
    Needs.DOCUMENT: Text(
        "从文件读出的报告；由程序构造的报告不适用",
        "reports read from a document; not applicable to one built in a script",
    ),
    Needs.PREVIOUS: Text(
        "同一机关相连的两年：`check_years`，或 `check(..., previous=...)`",
        "two consecutive years of one organ: `check_years`, or `check(..., previous=...)`",
    ),
    Needs.PARTS: Text("一级政府及其下属机关：`check_rollup`", "a government and the organs below it: `check_rollup`"),
}

HEADINGS: Final = {
    Verdict.PASSED: Text("通过的例子", "An example that passes"),
    Verdict.FAILED: Text("不通过的例子", "An example that fails"),
    Verdict.NOT_EVALUATED: Text("无法判断的例子", "An example that cannot be evaluated"),
    Verdict.NOT_APPLICABLE: Text("不适用的例子", "An example to which it does not apply"),
}


@attrs.frozen(kw_only=True)
class Example:
    """A case of a rule: what is at hand, and the outcome that the library gave for it."""

    text: Text
    given: tuple[str, ...] = ()
    outcome: Outcome


def markdown(rule: Rule, examples: Sequence[Example] = ()) -> str:
    """The page of a rule: what must hold, basis, examples with their real messages, when it is open, usual cause."""
    return "\n\n".join(_parts(rule, examples))


def _section(zh: str, en: str, text: Text) -> str:
    return f"## {zh} {en}\n\n{text.zh}\n\n{text.en}"


def _needs(rule: Rule) -> Text:
    """What the rule looks at; of one that looks at tables alone, those of which it says something."""
    text = NEEDS[rule.needs]
    if rule.needs is not Needs.NOTHING:
        return text
    names = joined([_table(name, forms) for name, forms in _alone(rule).items()])
    return Text(text.zh.format(names.zh), text.en.format(names.en))


def _alone(rule: Rule) -> dict[str, list[OfficialForm]]:
    """The tables of which, each alone, the rule says something, with the forms in which it does."""
    found: dict[str, list[OfficialForm]] = {}
    for form in FORMS.values():
        for table in tables(zeros(form.first_year)):
            if any(True for _ in rule.look(rule, Subject(data=table))):
                found.setdefault(table.name, []).append(form)
    return found


def _table(name: str, forms: Sequence[OfficialForm]) -> Text:
    """What a table is called, with its editions if it is not that of all."""
    text = forms[0].table(name).title.citation
    return (
        text if len(forms) == len(FORMS) else Text(f"{text.zh}（{named(forms).zh}）", f"{text.en} ({named(forms).en})")
    )


def _parts(rule: Rule, examples: Sequence[Example]) -> Iterator[str]:
    severity, needs = SEVERITIES[rule.severity], _needs(rule)
    yield f"# {rule.code}\n\n{rule.title.zh}。\n\n{rule.title.en[:1].upper()}{rule.title.en[1:]}."
    yield f"- 级别 severity：{severity.zh} {severity.en}\n- 适用于：{needs.zh}\n- for: {needs.en}"
    yield _section("依据", "Basis", rule.basis)
    for verdict in (Verdict.PASSED, Verdict.FAILED):
        yield from _examples(examples, verdict)
    if rule.unknown.zh:
        yield _section("什么时候无法判断", "When it cannot be evaluated", rule.unknown)
    for verdict in (Verdict.NOT_EVALUATED, Verdict.NOT_APPLICABLE):
        yield from _examples(examples, verdict)
    if rule.cause.zh:
        yield _section("常见原因", "Usual cause", rule.cause)


def _examples(examples: Sequence[Example], verdict: Verdict) -> Iterator[str]:
    """The first example that came to this verdict."""
    for example in [each for each in examples if each.outcome.verdict is verdict][:1]:
        heading = HEADINGS[verdict]
        given = "\n".join(example.given)
        block = f"\n\n```text\n{given}\n```" if given else ""
        messages = f"```text\n{example.outcome.message('zh')}\n{example.outcome.message('en')}\n```"
        yield f"## {heading.zh} {heading.en}\n\n{example.text.zh}\n\n{example.text.en}{block}\n\n{messages}"
