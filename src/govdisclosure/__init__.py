"""Annual reports on open government information work (政府信息公开工作年度报告): model, identities, readers, checks.

Every name is imported when it is first used, so that a program pays for what it needs and for nothing else.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from govdisclosure import display

if TYPE_CHECKING:
    from govdisclosure.analysis import Analysis, analyse
    from govdisclosure.checking import Result, check, check_rollup, check_years, verdict
    from govdisclosure.diagnosis import (
        Assessment,
        Certainty,
        Diagnosis,
        Explanation,
        diagnose,
    )
    from govdisclosure.errors import (
        ConfigurationError,
        DamagedDocumentError,
        DataError,
        DocumentError,
        FileError,
        GovDisclosureError,
        InvalidDocumentError,
        InvalidTypeError,
        InvalidValueError,
        LimitExceededError,
        MissingExtraError,
        MissingFileError,
        MissingFontError,
        NotAReportError,
        SeveralReportsError,
        UnknownAddressError,
        UnsupportedFormatError,
        UsageError,
    )
    from govdisclosure.forms.editions import AnyTable, Proactive, Requests
    from govdisclosure.forms.form2019 import (
        Decisions2019,
        DocumentCounts2019,
        Fees2019,
        Outcomes2019,
        Proactive2019,
        Procurement2019,
        Requests2019,
    )
    from govdisclosure.forms.form2021 import (
        Decisions2021,
        DocumentCounts2021,
        Fees2021,
        OtherHandling2021,
        Outcomes2021,
        Proactive2021,
        Requests2021,
    )
    from govdisclosure.forms.identities import Identity, Term
    from govdisclosure.forms.shared import (
        ApplicantCounts,
        NotDisclosed,
        NotProcessed,
        Remedies,
        RemedyOutcomes,
        UnableToProvide,
    )
    from govdisclosure.forms.text import Text
    from govdisclosure.forms.values import Count, Gap, Money, Unit, Value, number
    from govdisclosure.kernel import Verdict
    from govdisclosure.model.access import addresses, get, identities, label, replace
    from govdisclosure.model.aggregate import Aggregate, aggregate
    from govdisclosure.model.compare import Change, Comparison, compare
    from govdisclosure.model.complete import complete
    from govdisclosure.model.notices import Notice
    from govdisclosure.model.place import Place
    from govdisclosure.model.reading import Reading
    from govdisclosure.model.report import AnnualReport, Organ, Period, Section, Sections, blank, zeros
    from govdisclosure.narrative import mentions
    from govdisclosure.narrative.mention import Mention
    from govdisclosure.policy import Policy
    from govdisclosure.readers import Limits, read, read_all, read_many
    from govdisclosure.render.workbook import write_workbook
    from govdisclosure.rules import RULES
    from govdisclosure.rules.rule import Needs, Outcome, Rule, Severity, Subject
    from govdisclosure.writers.documents import write
    from govdisclosure.writers.json import from_dict, from_json, register, to_dict, to_json
    from govdisclosure.writers.record import from_record, to_record
    from govdisclosure.writers.schema import json_schema

__version__ = "0.1.0"

_WHEN_USED = {
    "govdisclosure.analysis": (
        "Analysis",
        "analyse",
    ),
    "govdisclosure.checking": (
        "Result",
        "check",
        "check_rollup",
        "check_years",
        "verdict",
    ),
    "govdisclosure.diagnosis": (
        "Assessment",
        "Certainty",
        "Diagnosis",
        "Explanation",
        "diagnose",
    ),
    "govdisclosure.errors": (
        "ConfigurationError",
        "DamagedDocumentError",
        "DataError",
        "DocumentError",
        "FileError",
        "GovDisclosureError",
        "InvalidDocumentError",
        "InvalidTypeError",
        "InvalidValueError",
        "LimitExceededError",
        "MissingExtraError",
        "MissingFileError",
        "MissingFontError",
        "NotAReportError",
        "SeveralReportsError",
        "UnknownAddressError",
        "UnsupportedFormatError",
        "UsageError",
    ),
    "govdisclosure.forms.form2019": (
        "Decisions2019",
        "DocumentCounts2019",
        "Fees2019",
        "Outcomes2019",
        "Proactive2019",
        "Procurement2019",
        "Requests2019",
    ),
    "govdisclosure.forms.form2021": (
        "Decisions2021",
        "DocumentCounts2021",
        "Fees2021",
        "OtherHandling2021",
        "Outcomes2021",
        "Proactive2021",
        "Requests2021",
    ),
    "govdisclosure.forms.identities": (
        "Identity",
        "Term",
    ),
    "govdisclosure.forms.shared": (
        "ApplicantCounts",
        "NotDisclosed",
        "NotProcessed",
        "Remedies",
        "RemedyOutcomes",
        "UnableToProvide",
    ),
    "govdisclosure.forms.text": ("Text",),
    "govdisclosure.forms.editions": ("AnyTable", "Proactive", "Requests"),
    "govdisclosure.forms.values": ("Count", "Gap", "Money", "Unit", "Value", "number"),
    "govdisclosure.kernel": ("Verdict",),
    "govdisclosure.model.access": (
        "addresses",
        "get",
        "identities",
        "label",
        "replace",
    ),
    "govdisclosure.model.aggregate": (
        "Aggregate",
        "aggregate",
    ),
    "govdisclosure.model.compare": (
        "Change",
        "Comparison",
        "compare",
    ),
    "govdisclosure.model.complete": ("complete",),
    "govdisclosure.model.notices": ("Notice",),
    "govdisclosure.model.place": ("Place",),
    "govdisclosure.model.reading": ("Reading",),
    "govdisclosure.model.report": (
        "AnnualReport",
        "Organ",
        "Period",
        "Section",
        "Sections",
        "blank",
        "zeros",
    ),
    "govdisclosure.narrative": ("mentions",),
    "govdisclosure.narrative.mention": ("Mention",),
    "govdisclosure.policy": ("Policy",),
    "govdisclosure.readers": (
        "Limits",
        "read",
        "read_all",
        "read_many",
    ),
    "govdisclosure.render.workbook": ("write_workbook",),
    "govdisclosure.rules": ("RULES",),
    "govdisclosure.rules.rule": (
        "Needs",
        "Outcome",
        "Rule",
        "Severity",
        "Subject",
    ),
    "govdisclosure.writers.documents": ("write",),
    "govdisclosure.writers.json": (
        "from_dict",
        "from_json",
        "register",
        "to_dict",
        "to_json",
    ),
    "govdisclosure.writers.record": (
        "from_record",
        "to_record",
    ),
    "govdisclosure.writers.schema": ("json_schema",),
}
"""The names by the module that they are imported from; the same as under TYPE_CHECKING, which a test compares."""

_HOME = {name: module for module, names in _WHEN_USED.items() for name in names}


display.drawn_by(lambda: cast("display.Draws", import_module("govdisclosure.render.glance")))


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})


__all__ = [
    "RULES",
    "Aggregate",
    "Analysis",
    "AnnualReport",
    "AnyTable",
    "ApplicantCounts",
    "Assessment",
    "Certainty",
    "Change",
    "Comparison",
    "ConfigurationError",
    "Count",
    "DamagedDocumentError",
    "DataError",
    "Decisions2019",
    "Decisions2021",
    "Diagnosis",
    "DocumentCounts2019",
    "DocumentCounts2021",
    "DocumentError",
    "Explanation",
    "Fees2019",
    "Fees2021",
    "FileError",
    "Gap",
    "GovDisclosureError",
    "Identity",
    "InvalidDocumentError",
    "InvalidTypeError",
    "InvalidValueError",
    "LimitExceededError",
    "Limits",
    "Mention",
    "MissingExtraError",
    "MissingFileError",
    "MissingFontError",
    "Money",
    "Needs",
    "NotAReportError",
    "NotDisclosed",
    "NotProcessed",
    "Notice",
    "Organ",
    "OtherHandling2021",
    "Outcome",
    "Outcomes2019",
    "Outcomes2021",
    "Period",
    "Place",
    "Policy",
    "Proactive",
    "Proactive2019",
    "Proactive2021",
    "Procurement2019",
    "Reading",
    "Remedies",
    "RemedyOutcomes",
    "Requests",
    "Requests2019",
    "Requests2021",
    "Result",
    "Rule",
    "Section",
    "Sections",
    "SeveralReportsError",
    "Severity",
    "Subject",
    "Term",
    "Text",
    "UnableToProvide",
    "Unit",
    "UnknownAddressError",
    "UnsupportedFormatError",
    "UsageError",
    "Value",
    "Verdict",
    "addresses",
    "aggregate",
    "analyse",
    "blank",
    "check",
    "check_rollup",
    "check_years",
    "compare",
    "complete",
    "diagnose",
    "from_dict",
    "from_json",
    "from_record",
    "get",
    "identities",
    "json_schema",
    "label",
    "mentions",
    "number",
    "read",
    "read_all",
    "read_many",
    "register",
    "replace",
    "to_dict",
    "to_json",
    "to_record",
    "verdict",
    "write",
    "write_workbook",
    "zeros",
]
