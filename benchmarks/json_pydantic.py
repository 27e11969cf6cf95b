"""Strict `from_json` beside a strict pydantic v2 model of the same shape, in one run.

    python benchmarks/json_pydantic.py

The pydantic model is generated from the same declarations: frozen, strict, unknown keys forbidden, the same bounds,
gaps as literals. Needs pydantic, which govdisclosure does not.
"""

import platform
import statistics
import timeit
from typing import Annotated, Any, Literal

import attrs
import pydantic

import govdisclosure as gd
from govdisclosure.forms.declare import Kind, declared
from govdisclosure.writers.json_hooks import MONEY_PATTERN, SCHEMA

GAP = Literal["blank", "placeholder", "absent", "unreadable"]
COUNT = Annotated[int, pydantic.Field(gt=-(10**12), lt=10**12)] | GAP
MONEY = Annotated[str, pydantic.Field(pattern=f"^{MONEY_PATTERN}$")] | GAP
CONFIG = pydantic.ConfigDict(strict=True, frozen=True, extra="forbid")


def model(cls: type, **extra: Any) -> type[pydantic.BaseModel]:
    fields: dict[str, Any] = {}
    for attribute, label in declared(cls):
        if label.kind is None:
            fields[attribute.name] = (model(attribute.type), ...)
        else:
            fields[attribute.name] = (MONEY if label.kind is Kind.MONEY else COUNT, ...)
    return pydantic.create_model(cls.__name__, __config__=CONFIG, **fields, **extra)


def report_model() -> type[pydantic.BaseModel]:
    edition = {"edition": (Literal["2019", "2021"], ...)}
    return pydantic.create_model(
        "Report",
        __config__=CONFIG,
        schema_=(Annotated[Literal[SCHEMA], pydantic.Field(alias="schema")], ...),
        organ=(pydantic.create_model("Organ", __config__=CONFIG, name=(str, ...)), ...),
        year=(int | GAP, ...),
        period=(None, ...),
        proactive=(model(gd.Proactive2021, **edition), ...),
        requests=(model(gd.Requests2021, **edition), ...),
        remedies=(model(gd.Remedies, **edition), ...),
        sections=(
            pydantic.create_model(
                "Sections", __config__=CONFIG, **{a.name: (GAP, ...) for a in attrs.fields(gd.Sections)}
            ),
            ...,
        ),
        handling_fee=(MONEY, ...),
    )


def microseconds(call: Any) -> float:
    return statistics.median(timeit.repeat(call, number=100, repeat=9)) / 100 * 1e6


def main() -> None:
    text = gd.to_json(gd.zeros(2023, organ="某局"))
    peer = report_model()
    peer.model_validate_json(text)
    ours, theirs = [], []
    for _ in range(5):
        ours.append(microseconds(lambda: gd.from_json(text)))
        theirs.append(microseconds(lambda: peer.model_validate_json(text)))
    a, b = statistics.median(ours), statistics.median(theirs)
    print(f"Python {platform.python_version()}, pydantic {pydantic.VERSION}, {platform.machine()}")
    print(f"from_json {a:.0f} us, pydantic {b:.0f} us, ratio {a / b:.2f}")


if __name__ == "__main__":
    main()
