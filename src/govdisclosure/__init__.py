"""Annual reports on open government information work (政府信息公开工作年度报告): model, balancing relations, readers, checks."""

from govdisclosure.analysis import Analysis, analyse
from govdisclosure.checking import Result, check
from govdisclosure.errors import (
    DamagedDocumentError,
    DataError,
    DocumentError,
    GovDisclosureError,
    InvalidDocumentError,
    InvalidTypeError,
    InvalidValueError,
    LimitExceededError,
    MissingExtraError,
    NotAReportError,
    SeveralReportsError,
    UnknownAddressError,
    UnsupportedFormatError,
    UsageError,
)
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
from govdisclosure.forms.values import Gap, Unit
from govdisclosure.model.access import addresses, get, identities, label, replace
from govdisclosure.model.notices import Notice
from govdisclosure.model.place import Place
from govdisclosure.model.reading import Reading
from govdisclosure.model.report import AnnualReport, Organ, Period, Section, Sections, blank, zeros
from govdisclosure.rules import RULES
from govdisclosure.rules.rule import Outcome, Rule, Severity, Verdict
from govdisclosure.writers.json import from_dict, from_json, register, to_dict, to_json
from govdisclosure.writers.record import from_record, to_record
from govdisclosure.writers.schema import json_schema

__version__ = "0.1.0"
