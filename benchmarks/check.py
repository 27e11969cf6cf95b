"""What a check costs: the verdict alone, every identity with its numbers, the whole catalogue, and code by hand.

    python benchmarks/check.py

One report that ties, in the same process; medians of CPU time, so that other work on the machine disturbs little.
"""

import platform
import statistics
import time
import timeit
from pathlib import Path

import attrs

import govdisclosure as gd
from govdisclosure.rules.identities import IDENTITY_RULES

REPORT = Path(__file__).resolve().parents[1] / "conformance" / "reports" / "balanced-2021.json"
CALLS, REPEATS = 200, 15


def adds_up(row):
    return (
        row.natural_persons
        + row.commercial_enterprises
        + row.research_institutions
        + row.public_welfare_organizations
        + row.legal_service_institutions
        + row.other_organizations
        == row.total
    )


def numbers(row):
    return (
        row.natural_persons,
        row.commercial_enterprises,
        row.research_institutions,
        row.public_welfare_organizations,
        row.legal_service_institutions,
        row.other_organizations,
        row.total,
    )


def by_hand(report):
    """The 42 identities of the 2021 edition as a person would write them; it says nothing of what is wrong."""
    table = report.requests
    found = table.outcomes
    refused, unable, unprocessed, other = (
        found.not_disclosed,
        found.unable_to_provide,
        found.not_processed,
        found.other_handling,
    )
    parts = (
        found.disclosed,
        found.partially_disclosed,
        refused.state_secrets,
        refused.prohibited_by_law,
        refused.security_and_stability,
        refused.third_party_rights,
        refused.internal_affairs,
        refused.process_information,
        refused.enforcement_case_files,
        refused.registry_lookups,
        unable.not_held,
        unable.creation_required,
        unable.still_unclear,
        unprocessed.petitions_and_complaints,
        unprocessed.repeat_requests,
        unprocessed.published_works,
        unprocessed.excessive_requests,
        unprocessed.confirm_or_reissue,
        other.correction_overdue,
        other.fee_unpaid,
        other.other,
    )
    ends = (table.received, table.carried_over_in, found.total, table.carried_over_out)
    rows = all(map(adds_up, parts)) and all(map(adds_up, ends))
    received, carried_in, total, carried_out = map(numbers, ends)
    columns = tuple(map(sum, zip(*map(numbers, parts), strict=True))) == total
    balances = all(a + b == c + d for a, b, c, d in zip(received, carried_in, total, carried_out, strict=True))
    groups = all(
        group.upheld + group.corrected + group.other_result + group.pending == group.total
        for group in (
            report.remedies.reconsideration,
            report.remedies.litigation_direct,
            report.remedies.litigation_after_reconsideration,
        )
    )
    return rows and columns and balances and groups


def microseconds(call):
    times = timeit.repeat(call, number=CALLS, repeat=REPEATS, timer=time.process_time)
    return statistics.median(times) / CALLS * 1e6


report = gd.from_json(REPORT.read_bytes())
reading = gd.Reading(
    report=report,
    places=tuple((address, gd.Place(page=1, table=2, row=3, column=4)) for address in gd.addresses(report)),
)
blank = gd.blank(2023)
assert by_hand(report)
assert gd.verdict(report) is gd.Verdict.PASSED
assert gd.check(report).ok

MEASURED = {
    "by hand, True or False": (lambda: by_hand(report), None),
    "gd.verdict": (lambda: gd.verdict(report), 60),
    "gd.check, identities only": (lambda: gd.check(report, rules=IDENTITY_RULES), 250),
    "gd.check, whole catalogue": (lambda: gd.check(report), None),
    "gd.check of a reading, whole catalogue": (lambda: gd.check(reading), 700),
    "gd.check of a form left blank, whole catalogue": (lambda: gd.check(blank), None),
}

print(f"Python {platform.python_version()}, attrs {attrs.__version__}, {platform.machine()}; {REPEATS} x {CALLS} calls")
for name, (call, target) in MEASURED.items():
    goal = "" if target is None else f"  (target {target})"
    print(f"{name:50} {microseconds(call):8.1f} us{goal}")
