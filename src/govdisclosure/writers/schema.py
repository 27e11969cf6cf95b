"""JSON Schema (draft 2020-12) of the document format, from the same declarations as everything else."""

from collections.abc import Mapping
from typing import Any, cast

import attrs

from govdisclosure.forms.declare import Kind, printed
from govdisclosure.forms.editions import classes, table_classes
from govdisclosure.forms.registry import FORMS
from govdisclosure.forms.shared import Remedies
from govdisclosure.forms.values import COUNT_BOUND, Gap, Unit
from govdisclosure.model.report import AnnualReport, Organ, Period, Section, Sections
from govdisclosure.writers import json_hooks

Schema = dict[str, Any]

_END = r"(?![\s\S])"
"""The very end of the string; a dollar sign would let a line break follow."""

_MONTHS = (
    "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    "|02-(?:0[1-9]|1[0-9]|2[0-8]))"
)
_LEAP = "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)"
_DATE = f"^(?!0000)(?:[0-9]{{4}}-{_MONTHS}|{_LEAP}-02-29){_END}"


def json_schema() -> Schema:
    """The JSON Schema of what `govdisclosure.to_json` writes: a report, or one table alone.

    A float with integral value (12.0) and a key given twice pass any JSON Schema and are refused by the converter; on
    every other document the two agree.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:govdisclosure:report:1",
        "title": "Annual report on open government information work (政府信息公开工作年度报告)",
        "$comment": f"Document format {json_hooks.SCHEMA}.",
        "if": {"type": "object", "required": ["table"]},
        "then": {"oneOf": [_alone(table) for table in table_classes()]},
        "else": _ref(AnnualReport),
        "$defs": {
            **_values(),
            **{cls.__name__: _class(cls) for cls in json_hooks.classes()},
            "AnnualReport": _report(),
            **_model(),
        },
    }


def _ref(cls: type) -> Schema:
    return {"$ref": f"#/$defs/{cls.__name__}"}


def _object(properties: Mapping[str, Any], **more: str) -> Schema:
    return {
        **more,
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _values() -> Schema:
    count = {"type": "integer", "minimum": 1 - COUNT_BOUND, "maximum": COUNT_BOUND - 1}
    return {
        "Gap": {"enum": [gap.value for gap in Gap], "description": "Why there is no number."},
        "Count": {"anyOf": [count, {"$ref": "#/$defs/Gap"}]},
        "Money": {
            "anyOf": [
                {"type": "string", "pattern": f"^{json_hooks.MONEY_PATTERN}{_END}"},
                {"$ref": "#/$defs/Gap"},
            ]
        },
    }


def _class(cls: type) -> Schema:
    properties: Schema = {}
    if edition := json_hooks.own_edition(cls):
        properties["edition"] = {"const": edition}
    for attribute in attrs.fields(cls):
        properties[attribute.name] = _field(attribute)
    return _object(properties)


def _field(attribute: "attrs.Attribute[Any]") -> Schema:
    label = printed(attribute)
    if label is None:
        if attribute.type is Unit:
            return {"enum": [Unit.YUAN.value, Unit.TEN_THOUSAND_YUAN.value, Unit.UNKNOWN.value]}
        return {"enum": list(FORMS)}
    if label.kind is None:
        name = cast("type", attribute.type).__name__
    else:
        name = "Money" if label.kind is Kind.MONEY else "Count"
    return {"$ref": f"#/$defs/{name}", "title": label.zh, "description": label.described}


def _alone(table: type) -> Schema:
    inner = _class(table)
    properties = {
        "schema": {"const": json_hooks.SCHEMA},
        "table": {"const": table.__dict__["name"]},
        **inner["properties"],
    }
    return _object(properties)


def _report() -> Schema:
    either = {
        "proactive": {"oneOf": [_ref(cls) for cls in classes("proactive")]},
        "requests": {"oneOf": [_ref(cls) for cls in classes("requests")]},
    }
    year = {"anyOf": [{"type": "integer", "minimum": 1, "maximum": 9999}, {"$ref": "#/$defs/Gap"}]}
    return _object(
        {
            "schema": {"const": json_hooks.SCHEMA},
            "organ": _ref(Organ),
            "year": year,
            "period": {"anyOf": [{"type": "null"}, _ref(Period)]},
            **either,
            "remedies": _ref(Remedies),
            "sections": _ref(Sections),
            "handling_fee": {"$ref": "#/$defs/Money"},
        }
    )


def _model() -> Schema:
    text = {"type": "string"}
    date = {"type": "string", "pattern": _DATE}
    section = {"anyOf": [_ref(Section), {"$ref": "#/$defs/Gap"}]}
    return {
        "Organ": _object({"name": text}),
        "Period": _object({"start": date, "end": date}),
        "Section": _object({"heading": text, "text": text, "subsections": {"type": "array", "items": _ref(Section)}}),
        "Sections": _object({attribute.name: section for attribute in attrs.fields(Sections)}),
    }
