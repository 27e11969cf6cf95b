"""Editing a report: whatever is done to it, it stays what a plain mapping of its cells says it is."""

import json
from decimal import Decimal

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

import govdisclosure as gd
from govdisclosure import strategies as gst
from govdisclosure.model.access import cells_of, values

COUNTS = st.integers(0, 3) | st.integers(0, 10**12 - 1)
GAPS = st.sampled_from(gd.Gap)


class Editing(RuleBasedStateMachine):
    """A report, and the mapping that says what it should hold; every state it has been in can be gone back to."""

    def __init__(self):
        super().__init__()
        self.states = []

    @initialize(report=gst.reports(max_blanks=3))
    def begin(self, report):
        """Start from any report, tying or not."""
        self.report, self.cells = report, dict(values(report))

    def become(self, report, **changes):
        """Take over a new state, and keep the old one."""
        self.states.append((self.report, self.cells))
        self.report, self.cells = report, {**self.cells, **changes}

    def any_address(self, number):
        """One of the cells."""
        return gd.addresses(self.report)[number % len(self.cells)]

    @rule(number=st.integers(0, 250), value=COUNTS | GAPS)
    def write(self, number, value):
        """Another number, or none, in one cell."""
        address = self.any_address(number)
        if isinstance(value, int) and isinstance(self.cells[address], Decimal):
            value = Decimal(value) / 100 if value < 10**12 else Decimal(value)
        if cells_of(self.report)[address].kind.value == "money" and isinstance(value, int):
            value = Decimal(value % 10**6)
        self.become(gd.replace(self.report, {address: value}), **{address: value})

    @rule(one=st.integers(0, 250), other=st.integers(0, 250))
    def copy(self, one, other):
        """What one cell holds, written to another; a kind that does not fit is refused and changes nothing."""
        source, target = self.any_address(one), self.any_address(other)
        before = self.report
        try:
            self.become(gd.replace(self.report, {target: self.cells[source]}), **{target: self.cells[source]})
        except gd.InvalidTypeError:
            assert before is self.report

    @rule(number=st.integers(0, 250))
    def misspell(self, number):
        """An address that is not on the form is refused, and the error names the right one."""
        address = self.any_address(number)
        try:
            gd.replace(self.report, {address + "s": 1})
        except gd.UnknownAddressError as error:
            assert error.suggestion == address  # noqa: PT017 - a rule of a machine, and the error always comes
        else:
            raise AssertionError(address)

    @precondition(lambda self: self.states)
    @rule()
    def undo(self):
        """Back to the state before: nothing that was done since has touched it."""
        self.report, self.cells = self.states.pop()

    @rule(indent=st.sampled_from([None, 2]))
    def through_json(self, indent):
        """Written as JSON and read again; the text is the same the second time."""
        text = gd.to_json(self.report) if indent is None else json.dumps(gd.to_dict(self.report), indent=indent)
        again = gd.from_json(text)
        assert again == self.report
        assert gd.to_json(again) == gd.to_json(self.report)
        self.become(again)

    @rule(separator=st.sampled_from([".", "__"]))
    def through_a_record(self, separator):
        """Written as one flat row and read again: all but the text of the sections."""
        again = gd.from_record(gd.to_record(self.report, separator=separator), separator=separator)
        assert values(again) == self.cells
        assert again == gd.from_record(gd.to_record(again))

    @invariant()
    def holds_what_the_mapping_says(self):
        """Every cell, read one by one or all at once."""
        if not hasattr(self, "report"):
            return
        assert self.cells == dict(values(self.report))
        assert list(self.cells) == list(gd.addresses(self.report))

    @invariant()
    def the_check_adds_up_what_the_mapping_holds(self):
        """Each identity over numbers alone passes or fails as plain addition says; over a gap it never passes."""
        if not hasattr(self, "report"):
            return
        outcomes = {outcome.instance: outcome.verdict for outcome in gd.check(self.report).outcomes}
        for identity in gd.identities(self.report):
            held = [(self.cells[term.address], term.sign) for term in identity.terms]
            if any(isinstance(value, gd.Gap) for value, _ in held):
                assert outcomes[identity.instance] is not gd.Verdict.PASSED
            else:
                balanced = sum(value * sign for value, sign in held) == 0
                assert outcomes[identity.instance] is (gd.Verdict.PASSED if balanced else gd.Verdict.FAILED)


TestEditing = pytest.mark.slow(Editing.TestCase)
TestEditing.settings = settings(max_examples=25, stateful_step_count=15, deadline=None)
