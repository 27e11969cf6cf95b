"""JSON Schemas (draft 2020-12) of what the commands write; each document says in ``schema`` which one it follows."""

import enum
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

import attrs

from govdisclosure.diagnosis import Assessment, Certainty
from govdisclosure.diagnosis.causes import CauseKind
from govdisclosure.diagnosis.digits import Slip
from govdisclosure.diagnosis.evidence import EvidenceKind
from govdisclosure.errors import InvalidValueError
from govdisclosure.forms.sections import TITLES
from govdisclosure.forms.values import Gap, Unit
from govdisclosure.kernel import Verdict
from govdisclosure.model.place import Place
from govdisclosure.plain import quoted
from govdisclosure.render.entry import Accepted
from govdisclosure.rules.rule import Severity
from govdisclosure.unknowns.blanks import Because
from govdisclosure.writers.schema import json_schema

Schema = dict[str, Any]

_TEXT: Final[Schema] = {"type": "string"}
_COUNT: Final[Schema] = {"type": "integer", "minimum": 0}
_FLAG: Final[Schema] = {"type": "boolean"}
_NUMBER: Final[Schema] = {"$ref": "#/$defs/Number"}
_VALUE: Final[Schema] = {"$ref": "#/$defs/Value"}
_DEFS: Final[Schema] = {
    "Number": {
        "description": "A count is an integer, an amount a string.",
        "anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^-?[0-9]+([.][0-9]+)?$"}],
    },
    "Value": {
        "description": "A number, or why there is none.",
        "anyOf": [{"$ref": "#/$defs/Number"}, {"enum": [gap.value for gap in Gap]}],
    },
}


def _words(of: type[enum.Enum]) -> Schema:
    return {"enum": [each.value for each in of]}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _by_address(values: Schema) -> Schema:
    return {"type": "object", "additionalProperties": values}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _object(properties: Mapping[str, Schema], optional: Iterable[str] = ()) -> Schema:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": [name for name in properties if name not in set(optional)],
        "additionalProperties": False,
    }


_TEXTS: Final = _list(_TEXT)
_ERROR: Final = _object({"type": _TEXT, "message": _TEXT})
_PLACES: Final[Mapping[str, Schema]] = {
    each.name: {"type": "integer", "minimum": 1} if each.type == int | None else _TEXT for each in attrs.fields(Place)
}
_PLACE: Final = _object(_PLACES, _PLACES)
_NOTICE: Final = _object({"code": _TEXT, "message": _TEXT, "addresses": _TEXTS, "place": _PLACE}, ("place",))
_ACCEPTED: Final[Schema] = {"enum": [each.name.lower() for each in Accepted]}
_NUMBERS: Final[Mapping[str, Schema]] = {
    "message": _TEXT,
    "left": _or_null(_NUMBER),
    "right": _or_null(_NUMBER),
    "difference": _or_null(_NUMBER),
    "addresses": _TEXTS,
    "values": _list(_VALUE),
    "gaps": _TEXTS,
    "zeroed": _TEXTS,
    "if_blank_zero": _words(Verdict),
    "places": _by_address(_PLACE),
}
"""What an outcome has that failed or is open."""
_OUTCOME: Final = _object(
    {
        "rule": _TEXT,
        "instance": _TEXT,
        "verdict": _words(Verdict),
        "severity": _words(Severity),
        **_NUMBERS,
        "accepted": _ACCEPTED,
    },
    (*_NUMBERS, "accepted"),
)
_RANGE: Final = _object({"low": _or_null(_NUMBER), "high": _or_null(_NUMBER)})
_EXPLANATION: Final = _object(
    {
        "changes": _by_address(_NUMBER),
        "printed": _by_address(_VALUE),
        "undetermined": _by_address(_RANGE),
        "certainty": _words(Certainty),
        "alternatives": _COUNT,
        "cause": _or_null(_object({"kind": _words(CauseKind), "zh": _TEXT, "en": _TEXT})),
        "repairs": _TEXTS,
        "leaves": _TEXTS,
        "evidence": _list(
            _object(
                {
                    "kind": _words(EvidenceKind),
                    "addresses": _TEXTS,
                    "slip": _or_null(_words(Slip)),
                    "number": _or_null(_NUMBER),
                }
            )
        ),
        "reason": _object({"zh": _TEXT, "en": _TEXT}),
        "tells_apart": _list(
            _object(
                {
                    "address": _TEXT,
                    "here": {"anyOf": [_VALUE, _RANGE, {"type": "null"}]},
                    "otherwise": _list(_or_null(_VALUE)),
                    "place": _or_null(_PLACE),
                }
            )
        ),
    }
)
_STEP: Final = _object({"address": _TEXT, "value": _NUMBER, "because": _words(Because), "instances": _TEXTS})
_DIAGNOSIS: Final = _object(
    {
        "assessment": _words(Assessment),
        "components": _list(
            _object(
                {
                    "failures": _TEXTS,
                    "assessment": _words(Assessment),
                    "with_blanks": _FLAG,
                    "explanations": _list(_EXPLANATION),
                }
            )
        ),
        "contradictions": _list(_TEXTS),
        "determined": _list(_object({"address": _TEXT, "value": _NUMBER, "proof": _list(_STEP)})),
        "ranges": _by_address(_RANGE),
    }
)
_CHECKED: Final[Mapping[str, Schema]] = {
    "organ": _or_null(_TEXT),
    "year": _or_null({"type": "integer"}),
    "verdict": _words(Verdict),
    "ok": _FLAG,
    "asked": _words(Verdict),
    "unasked": _TEXTS,
    "outcomes": _list(_OUTCOME),
    "diagnosis": _or_null(_DIAGNOSIS),
    "notices": _list(_NOTICE),
}


def _named(name: str, title: str, properties: Mapping[str, Schema]) -> Schema:
    """The schema of a whole document, which names it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:govdisclosure:{name}:1",
        "title": title,
        **_object({"schema": {"const": f"govdisclosure-{name}/1"}, **properties}),
        "$defs": _DEFS,
    }


def _entries(*kinds: Schema) -> Mapping[str, Schema]:
    return {"entries": _list({"oneOf": [_object({"source": _TEXT, "error": _ERROR}), *kinds]})}


def _check() -> Schema:
    entry = _object({"source": _TEXT, **_CHECKED})
    return _named("check", "Results of checking reports (check --format json)", _entries(entry))


def _several(name: str, title: str) -> Schema:
    entry = _object({"source": _TEXT, "parts": _TEXTS, **_CHECKED})
    return _named(name, title, _entries(entry))


def _diagnose() -> Schema:
    entry = _object({"source": _TEXT, "diagnosis": _DIAGNOSIS})
    return _named("diagnose", "Which cells are wrong (diagnose --json)", _entries(entry))


def _compare() -> Schema:
    value = _or_null(_VALUE)
    unit = _or_null({"enum": [each.value for each in Unit]})
    fact: Schema = {"type": ["string", "integer", "null"]}
    change = _object(
        {
            "address": _TEXT,
            "before": value,
            "after": value,
            "difference": _or_null(_NUMBER),
            "units": {**_list(unit), "minItems": 2, "maxItems": 2},
        }
    )
    passage = _object(
        {
            "section": {"enum": list(TITLES)},
            "kind": {"enum": ["repeated", "changed", "added", "removed"]},
            "before": _or_null(_TEXT),
            "after": _or_null(_TEXT),
        }
    )
    text = _object(
        {
            "repeated_share": _or_null({"type": "number", "minimum": 0, "maximum": 1}),
            "rearranged": _FLAG,
            "bounded": _FLAG,
            "passages": _list(passage),
        }
    )
    return _named(
        "compare",
        "What differs in two reports (compare --format json)",
        {
            "cells": _COUNT,
            "changes": _list(change),
            "particulars": _list(_object({"name": _TEXT, "before": fact, "after": fact})),
            "text": text,
        },
    )


def _baseline() -> Schema:
    finding = _object(
        {
            "organ": _TEXT,
            "year": {"type": "integer"},
            "source": _TEXT,
            "instance": _TEXT,
            "verdict": _words(Verdict),
            "figures": {"type": "string", "pattern": "^[0-9a-f]{16}$"},
        },
        ("organ", "year", "source"),
    )
    return _named("baseline", "Findings that are known (check --baseline)", {"findings": _list(finding)})


SCHEMAS: Final[Mapping[str, Callable[[], Schema]]] = MappingProxyType(
    {
        "report": json_schema,
        "check": _check,
        "diagnose": _diagnose,
        "compare": _compare,
        "years": lambda: _several("years", "Reports of an organ held against each other (years --format json)"),
        "rollup": lambda: _several("rollup", "A government held against the organs below (rollup --format json)"),
        "baseline": _baseline,
    }
)
"""Every schema by its name, as ``govdisclosure schema`` takes it."""


def schema(name: str) -> Schema:
    """The schema of this name."""
    if name not in SCHEMAS:
        known = ", ".join(SCHEMAS)
        raise InvalidValueError(
            f"schema must be one of {known} (got {quoted(name)})",
            zh=f"schema 只能是 {known} 之一（现为 {quoted(name)}）",
        )
    return SCHEMAS[name]()
