"""The class of docs/how-to/embed.md; mypy and pyright check it, and a test holds it against the page."""

from typing import assert_type

import attrs

import govdisclosure as gd


@attrs.frozen
class Filing:
    """What our office keeps of one organ and year."""

    docket: str
    received_on: str
    requests: gd.Requests2021
    remedies: gd.Remedies


report = gd.read("examples/linlan-water-2022.html").report
assert report.requests.edition == "2021"
filing = Filing(
    docket="2024-017",
    received_on="2024-01-22",
    requests=report.requests,
    remedies=gd.zeros(2023).remedies,
)

assert_type(filing.requests.outcomes.other_handling, gd.OtherHandling2021)

match report.proactive:
    case gd.Proactive2021() as two:
        assert_type(two.fees, gd.Fees2021)
    case gd.Proactive2019() as two:
        assert_type(two.fees, gd.Fees2019)
