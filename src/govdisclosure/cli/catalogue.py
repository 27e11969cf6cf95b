"""``govdisclosure rules``, ``explain`` and ``schema``: what the library holds to be true."""

import argparse
import json
from collections.abc import Sequence
from typing import Any

from govdisclosure.errors import UsageError
from govdisclosure.forms.say import COLON
from govdisclosure.forms.text import Lang, Text
from govdisclosure.render.schemas import schema
from govdisclosure.render.text import SEVERITIES
from govdisclosure.rules import RULES
from govdisclosure.rules.rule import Rule


def _data(rule: Rule) -> dict[str, Any]:
    texts = {"title": rule.title, "basis": rule.basis, "cause": rule.cause, "unknown": rule.unknown}
    return {
        "code": rule.code,
        "severity": rule.severity.value,
        **{name: {"zh": text.zh, "en": text.en} for name, text in texts.items()},
    }


def run(arguments: argparse.Namespace, lang: Lang) -> int:
    """Print what was asked for."""
    if arguments.command == "schema":
        print(json.dumps(schema(arguments.of), ensure_ascii=False, indent=2))
    elif arguments.command == "rules":
        _rules(RULES, lang, as_json=arguments.json)
    else:
        _explain(_rule(arguments.code), lang, as_json=arguments.json)
    return 0


def _rules(rules: Sequence[Rule], lang: Lang, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps([_data(rule) for rule in rules], ensure_ascii=False, indent=2))
        return
    for rule in rules:
        print(f"{rule.code}  {SEVERITIES[rule.severity].get(lang)}  {rule.title.get(lang)}")


def _rule(code: str) -> Rule:
    """The rule of a code, or of an instance such as REQ001@total."""
    wanted = code.upper().partition("@")[0]
    for rule in RULES:
        if rule.code == wanted:
            return rule
    known = ", ".join(rule.code for rule in RULES)
    raise UsageError(f"no rule {code}; there are: {known}", zh=f"没有规则 {code}；有：{known}")


def _explain(rule: Rule, lang: Lang, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(_data(rule), ensure_ascii=False, indent=2))
        return
    print(f"{rule.code}  {rule.title.get(lang)}")
    heads = (
        (Text("级别", "severity"), SEVERITIES[rule.severity]),
        (Text("依据", "basis"), rule.basis),
        (Text("常见原因", "usual cause"), rule.cause),
        (Text("何时无法判断", "not evaluated when"), rule.unknown),
    )
    for head, text in heads:
        if text.get(lang):
            print(f"  {head.get(lang)}{COLON.get(lang)}{text.get(lang)}")
