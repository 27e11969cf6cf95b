"""The table that ``schema("sql")`` creates takes what a report can be, and refuses what is none or does not tie."""

import re
import sqlite3

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure import frames, strategies
from govdisclosure.kernel import Verdict
from govdisclosure.rules.identities import IDENTITY_RULES

DDL = frames.schema("sql")


def insert(report, *, into, **changed):
    """Put a report into a table, with some of its columns changed."""
    row = frames.to_frame([report]).to_dicts()[0] | changed
    values = [
        None if value is None else str(value) if type(value) not in (int, str) else value for value in row.values()
    ]
    names = ", ".join(row)
    into.execute(f"INSERT INTO reports ({names}) VALUES ({', '.join('?' * len(row))})", values)


@pytest.fixture(scope="module")
def database():
    """A table of SQLite."""
    base = sqlite3.connect(":memory:")
    base.execute(DDL)
    yield base
    base.close()


BROKEN = st.one_of(
    strategies.reports(max_blanks=3),
    strategies.one_wrong_cell().map(lambda wrong: wrong.report),
    st.just(gd.blank(2020)),
)


@settings(max_examples=40)
@given(report=BROKEN)
def test_it_refuses_just_what_fails_for_certain(report, database):
    """A report whose identities hold or cannot be evaluated is let in; one whose identities fail is not."""
    failed = [
        outcome for outcome in gd.check(report, rules=IDENTITY_RULES).outcomes if outcome.verdict is Verdict.FAILED
    ]

    if failed:
        with pytest.raises(sqlite3.IntegrityError, match="@"):
            insert(report, into=database)
    else:
        insert(report, into=database)


WRONG = {
    "requests__received__total__gap": "empty",
    "requests__received__natural_persons__gap": "blank",
    "requests__edition": None,
    "remedies__edition": "1999",
}


@pytest.mark.parametrize("column", WRONG)
def test_it_refuses_what_is_no_report(column, database):
    """A reason that is none, a number beside a reason, no edition or one that is none; the name says what is wrong."""
    name = re.escape(column.removesuffix("__gap"))
    with pytest.raises(sqlite3.IntegrityError, match=name):
        insert(gd.zeros(2023), into=database, **{column: WRONG[column]})


def test_duckdb_takes_it_too():
    """Whole tables go in by the names of their columns."""
    base = duckdb.connect()
    base.execute(DDL)
    table = frames.to_frame([gd.zeros(2023), gd.blank(2019)], engine="pyarrow")
    base.register("found", table)
    base.execute("INSERT INTO reports BY NAME SELECT * FROM found")

    assert [(2,)] == base.execute("SELECT count(*) FROM reports").fetchall()


def test_no_name_is_given_twice():
    """Constraints say which relation and which editions they are of."""
    names = re.findall(r'^ *(?:CONSTRAINT )"([^"]*)"', DDL, re.MULTILINE)

    assert {"REQ001@natural_persons 2019", "REM001@reconsideration 2019 2021"} < {*names}
    assert len({*names}) == len(names)


def test_postgresql_has_short_names():
    """Of 63 bytes at most, no two alike, always the same, and those of the columns as `postgresql_name` gives them."""
    ddl = frames.schema("postgresql")
    names = re.findall(r'^ *"([^"]*)"', ddl, re.MULTILINE)
    long = "requests__outcomes__not_disclosed__security_and_stability__total"

    assert all(len(name.encode()) <= 63 for name in re.findall('"([^"]*)"', ddl))
    assert len({*names}) == len(names)
    assert names == [*map(frames.postgresql_name, frames.schema())]
    assert "requests__outcomes__not_disclosed__security_and_stabil_05a9aa07" == frames.postgresql_name(long)
    assert 63 >= len(frames.postgresql_name("政" * 30).encode())
    sqlite3.connect(":memory:").execute(ddl)
