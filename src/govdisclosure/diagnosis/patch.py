"""A diagnosis and its proposals as JSON types: a count is an integer, an amount a string, a gap its name."""

from decimal import Decimal

from govdisclosure.diagnosis.causes import Cause
from govdisclosure.diagnosis.explanation import Explanation
from govdisclosure.diagnosis.result import Diagnosis
from govdisclosure.diagnosis.statements import Determined, Look, Range
from govdisclosure.forms.values import Gap, Value
from govdisclosure.model.place import Place

Json = dict[str, object]


def _value(value: Value | None) -> object:
    if isinstance(value, Gap):
        return value.value
    return f"{value:f}" if isinstance(value, Decimal) else value


def _range(found: Range) -> Json:
    return {"low": _value(found.low), "high": _value(found.high)}


def _cause(cause: Cause) -> Json:
    return {"kind": cause.kind.value, "zh": cause.text("zh"), "en": cause.text("en")}


def explanation_dict(explanation: Explanation) -> Json:
    """One proposal."""
    return {
        "changes": {address: _value(value) for address, value in explanation.changes.items()},
        "printed": {address: _value(value) for address, value in explanation.printed.items()},
        "undetermined": {address: _range(found) for address, found in explanation.undetermined.items()},
        "certainty": explanation.certainty.value,
        "alternatives": explanation.alternatives,
        "cause": None if explanation.cause is None else _cause(explanation.cause),
        "repairs": list(explanation.repairs),
        "leaves": list(explanation.leaves),
        "evidence": [
            {
                "kind": each.kind.value,
                "addresses": list(each.addresses),
                "slip": None if each.slip is None else each.slip.value,
                "number": _value(each.number),
            }
            for each in explanation.evidence
        ],
        "reason": {"zh": explanation.reason.zh, "en": explanation.reason.en},
        "tells_apart": [_look(look) for look in explanation.tells_apart],
    }


def _look(look: Look) -> Json:
    return {
        "address": look.address,
        "here": _range(look.here) if isinstance(look.here, Range) else _value(look.here),
        "otherwise": [_value(value) for value in look.otherwise],
        "place": None if look.place is None else _place(look.place),
    }


def _place(place: Place) -> Json:
    names = ("page", "sheet", "table", "row", "column", "line", "text")
    return {name: value for name in names if (value := getattr(place, name)) not in (None, "")}


def _determined(found: Determined) -> Json:
    return {
        "address": found.address,
        "value": _value(found.value),
        "proof": [
            {
                "address": step.address,
                "value": _value(step.value),
                "because": step.because.value,
                "instances": list(step.instances),
            }
            for step in found.proof
        ],
    }


def diagnosis_dict(diagnosis: Diagnosis) -> Json:
    """The whole diagnosis."""
    return {
        "verdict": diagnosis.verdict.value,
        "components": [
            {
                "failures": list(component.failures),
                "verdict": component.verdict.value,
                "with_blanks": component.with_blanks,
                "explanations": [explanation_dict(each) for each in component.explanations],
            }
            for component in diagnosis.components
        ],
        "contradictions": [list(each.instances) for each in diagnosis.contradictions],
        "determined": [_determined(found) for found in diagnosis.determined],
        "ranges": {address: _range(found) for address, found in diagnosis.ranges.items()},
    }
