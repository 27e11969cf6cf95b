"""A new form is one more module: shown on one of 2027 that exists here only.

Its table two has one more column, its table three one more row. Nothing beside the declarations below knows of it.
"""

import importlib
import json
from pathlib import Path
from typing import ClassVar, Literal

import attrs
import cattrs
import jsonschema
import pytest
from hypothesis import find, given
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure import strategies, testing
from govdisclosure.forms import shared
from govdisclosure.forms.declare import Nature, Sparse, cell, cells, checked, part
from govdisclosure.forms.editions import classes, edition_for, editions_of, last_year, table_classes
from govdisclosure.forms.form2021 import FORM as FORM_BEFORE
from govdisclosure.forms.registry import FORMS, OfficialForm, registered
from govdisclosure.readers import labels
from govdisclosure.rules import structure
from govdisclosure.strategies.documents import render
from govdisclosure.strategies.layouts import LAYOUTS

DOCUMENT = "国办公开办函〔2027〕1号"
ORGAN = "临澜县水务局"
declared = attrs.frozen(field_transformer=checked, repr=False)


@declared
class DocumentCounts2027(Sparse):
    """With a column for what was amended."""

    issued: int | gd.Gap = attrs.field(metadata=cell("本年制发件数", "issued this year", shared.TABLE_2, moves=1))
    amended: int | gd.Gap = attrs.field(metadata=cell("本年修订件数", "amended this year", shared.TABLE_2))
    repealed: int | gd.Gap = attrs.field(metadata=cell("本年废止件数", "repealed this year", shared.TABLE_2, moves=-1))
    in_force: int | gd.Gap = attrs.field(
        metadata=cell("现行有效件数", "currently in force", shared.TABLE_2, nature=Nature.STOCK)
    )


@declared
class Proactive2027(Sparse):
    """Table two."""

    name: ClassVar[Literal["proactive"]] = "proactive"
    edition: ClassVar[str] = "2027"
    title: ClassVar = shared.PROACTIVE_TITLE
    document: ClassVar[str] = DOCUMENT

    government_rules: DocumentCounts2027 = attrs.field(metadata=shared.GOVERNMENT_RULES)
    normative_documents: DocumentCounts2027 = attrs.field(
        metadata=part(
            "行政规范性文件",
            "administrative normative documents",
            shared.article("二十条第（一）项", "20(1)"),
            above=(shared.ITEM_1,),
        )
    )
    licensing: gd.Decisions2021 = attrs.field(metadata=shared.LICENSING)
    penalties: gd.Decisions2021 = attrs.field(metadata=shared.PENALTIES)
    compulsion: gd.Decisions2021 = attrs.field(metadata=shared.COMPULSION)
    fees: gd.Fees2021 = attrs.field(metadata=shared.FEES)


_BEFORE = attrs.fields(gd.OtherHandling2021)


@declared
class OtherHandling2027(Sparse):
    """With a row for requests that were withdrawn."""

    correction_overdue: gd.ApplicantCounts = attrs.field(metadata=dict(_BEFORE.correction_overdue.metadata))
    fee_unpaid: gd.ApplicantCounts = attrs.field(metadata=dict(_BEFORE.fee_unpaid.metadata))
    withdrawn: gd.ApplicantCounts = attrs.field(
        metadata=part("3.申请人撤回申请", "withdrawn by the applicant", shared.TABLE_3)
    )
    other: gd.ApplicantCounts = attrs.field(metadata=part("4.其他", "other", shared.TABLE_3, seen=("其它",)))


@declared
class Outcomes2027(Sparse):
    """三、本年度办理结果."""

    disclosed: gd.ApplicantCounts = attrs.field(metadata=shared.DISCLOSED)
    partially_disclosed: gd.ApplicantCounts = attrs.field(metadata=shared.PARTIALLY_DISCLOSED)
    not_disclosed: gd.NotDisclosed = attrs.field(metadata=shared.NOT_DISCLOSED)
    unable_to_provide: gd.UnableToProvide = attrs.field(metadata=shared.UNABLE_TO_PROVIDE)
    not_processed: gd.NotProcessed = attrs.field(metadata=shared.NOT_PROCESSED)
    other_handling: OtherHandling2027 = attrs.field(metadata=shared.OTHER_HANDLING)
    total: gd.ApplicantCounts = attrs.field(metadata=shared.TOTAL_OUTCOMES)


@declared
class Requests2027(Sparse):
    """Table three."""

    name: ClassVar[Literal["requests"]] = "requests"
    edition: ClassVar[str] = "2027"
    title: ClassVar = shared.REQUESTS_TITLE
    document: ClassVar[str] = DOCUMENT

    received: gd.ApplicantCounts = attrs.field(metadata=shared.RECEIVED)
    carried_over_in: gd.ApplicantCounts = attrs.field(metadata=shared.CARRIED_OVER_IN)
    outcomes: Outcomes2027 = attrs.field(metadata=shared.OUTCOMES)
    carried_over_out: gd.ApplicantCounts = attrs.field(metadata=shared.CARRIED_OVER_OUT)


FORM = OfficialForm(
    edition="2027",
    first_year=2027,
    document=DOCUMENT,
    proactive=Proactive2027,
    requests=Requests2027,
    remedies=gd.Remedies,
)

AMENDED = "proactive.normative_documents.amended"
WITHDRAWN = "requests.outcomes.other_handling.withdrawn"


def applicants(row, number):
    """A row of table three with this number of natural persons, and its total."""
    return {f"{row}.natural_persons": number, f"{row}.total": number}


def whole(year=2027, organ=ORGAN):
    """A report of the new edition that ties, with a figure in all that is new."""
    return gd.replace(
        gd.zeros(year, organ=organ),
        {
            AMENDED: 4,
            "proactive.normative_documents.in_force": 9,
            "proactive.normative_documents.issued": 2,
            **applicants(WITHDRAWN, 3),
            **applicants("requests.outcomes.disclosed", 5),
            **applicants("requests.outcomes.total", 8),
            **applicants("requests.received", 8),
        },
    )


@pytest.fixture
def form():
    """The form of 2027, for one test."""
    with registered(FORM):
        yield FORM
    st.from_type.__clear_cache()  # it keeps what it made of a class, tables of 2027 among it


def test_a_report_is_built(form):
    """The year has its edition; cells have addresses, labels and citations; what is wrong is refused."""
    report = whole()

    assert (Proactive2027, Requests2027, "2027") == (
        type(report.proactive),
        type(report.requests),
        report.remedies.edition,
    )
    assert "2027" == gd.Remedies(*attrs.astuple(gd.zeros(2027).remedies, recurse=False)[:3]).edition
    assert 10 + 2 + 175 + 7 + 15 == len(gd.addresses(report))
    assert 3 == gd.get(report, f"{WITHDRAWN}.total")
    assert "三、本年度办理结果 / （六）其他处理 / 3.申请人撤回申请 / 总计" == gd.label(f"{WITHDRAWN}.total")
    assert DOCUMENT in cells(gd.Remedies)[0].citation.zh
    assert ["2019", "2021", "2027"] == list(FORMS)
    assert ["2019", "2021", "2021", "2027", "2027"] == [edition_for(year) for year in (2000, 2021, 2026, 2027, 2030)]
    assert (2020, 2026, None) == tuple(map(last_year, FORMS))
    assert "2027" == edition_for(gd.Gap.ABSENT)
    with pytest.raises(gd.InvalidTypeError, match="must be a Proactive2027 or a Proactive2021 or a Proactive2019"):
        attrs.evolve(report, proactive=report.requests)
    with pytest.raises(gd.InvalidValueError, match="must be '2019' or '2021' or '2027'"):
        attrs.evolve(report.remedies, edition="2022")


def test_it_is_checked_and_diagnosed(form):
    """Sums take in the new row; a wrong figure in it is found and put right; the edition is that of the year."""
    report = whole()
    wrong = gd.replace(report, {f"{WITHDRAWN}.natural_persons": 30})

    assert gd.Verdict.PASSED is gd.check(report).verdict
    assert (gd.Verdict.PASSED, gd.Verdict.FAILED) == (gd.verdict(report), gd.verdict(wrong))
    assert {"REQ002@natural_persons", "REQ003@outcomes.other_handling.withdrawn"} <= {
        each.instance for each in gd.check(wrong).findings
    }
    assert {f"{WITHDRAWN}.natural_persons": 3} == dict(gd.diagnose(wrong).explanations[0].changes)


@pytest.mark.parametrize(
    ("year", "edition", "verdict"), [(2027, "2027", "PASSED"), (2027, "2021", "FAILED"), (2026, "2027", "FAILED")]
)
def test_the_edition_of_the_year(form, year, edition, verdict):
    """The rule on editions takes years and tables from the forms."""
    found = [o for o in gd.check(gd.zeros(year, edition=edition)).outcomes if o.rule.code == "STR014"]

    assert {"STR014@proactive", "STR014@requests"} == {o.instance for o in found}
    assert {gd.Verdict[verdict]} == {o.verdict for o in found}
    assert DOCUMENT in found[0].message("zh")


def test_the_years_of_an_edition(form):
    """What the rule cites follows from the first years: from a year on, one or two years, a longer time."""
    assert [
        "国办公开办函〔2019〕60号用于2019、2020年度",
        "国办公开办函〔2021〕30号用于2021至2026年度",
        f"{DOCUMENT}用于2027年度起",
    ] == [structure._in_use(edition).zh for edition in FORMS]
    assert "国办公开办函〔2021〕30号 for 2021 to 2026" == structure._in_use("2021").en


def test_a_form_of_far_away():
    """Reports of a form whose first year lies beyond the years that are drawn are of that year."""
    with registered(attrs.evolve(FORM, first_year=2040)):
        assert 2040 == find(strategies.reports(edition="2027"), lambda report: True).year


def test_editions_do_not_mix(form):
    """Tables of two forms in one report are told."""
    mixed = attrs.evolve(gd.zeros(2027), requests=gd.zeros(2026).requests)
    found = {o.instance: o.verdict for o in gd.check(gd.Reading(report=mixed)).outcomes}

    assert gd.Verdict.FAILED is found["STR015"]


def test_stocks_and_flows_are_known_by_their_nature(form):
    """Rules over columns, years and organs find theirs in the new table."""
    more = gd.replace(whole(), {"proactive.normative_documents.issued": 20})
    after = gd.replace(whole(2028), {"proactive.normative_documents.in_force": 11, AMENDED: 7})
    years = {o.instance: o.verdict for o in gd.check_years([whole(), after]).outcomes}
    parts = [whole(organ="临澜县教育局"), gd.zeros(2027, organ="柳溪镇人民政府", edition="2021")]
    rollup = gd.check_rollup(
        gd.replace(whole(organ="临澜县人民政府"), {"proactive.normative_documents.in_force": 70}), departments=parts
    )

    assert "PLA002@normative_documents" in {o.instance for o in gd.check(more).findings}
    assert gd.Verdict.PASSED is years["YR002@2028.normative_documents"]
    assert gd.Verdict.PASSED is years["YR001@2028.total"]
    summed = {o.instance.removeprefix("ROL001@") for o in rollup.outcomes if o.rule.code == "ROL001"}
    assert {AMENDED, f"{WITHDRAWN}.total"} <= summed
    assert not any("in_force" in address for address in summed)


def test_a_group_of_rows_is_one_figure_beside_one_row(form):
    """Where an edition prints one row and the others three or four, they add up as one."""
    parent = gd.replace(whole(organ="临澜县人民政府"), applicants("requests.outcomes.other_handling.other", 2))
    old = gd.replace(
        gd.zeros(2027, organ="柳溪镇人民政府", edition="2019"), applicants("requests.outcomes.other_handling", 5)
    )
    result = gd.check_rollup(parent, governments=[old], expected=["柳溪镇人民政府"])
    (found,) = (o for o in result.outcomes if o.instance == "ROL001@requests.outcomes.other_handling.total")

    assert gd.Verdict.PASSED is found.verdict
    assert ["withdrawn", "other"] == [a.split(".")[-2] for a in found.addresses if "other_handling." in a][2:4]


def test_compared_and_added_up(form):
    """Cells that an edition before does not have; a sum in the edition of the year, and what has no place in it."""
    old = gd.replace(gd.zeros(2026, organ="柳溪镇人民政府"), {"requests.received.total": 1})
    found = gd.compare(old, whole())
    total = gd.aggregate([whole(), old], organ="临澜县人民政府", year=2027)
    back = gd.aggregate([whole(), old], organ="临澜县人民政府", year=2026)

    assert (None, 4) == next((c.before, c.after) for c in found.changes if c.address == AMENDED)
    assert {"proactive.edition", "requests.edition"} <= {each.name for each in found.particulars}
    assert ("2027", "2027") == (total.report.requests.edition, total.report.remedies.edition)
    assert (9, gd.Gap.ABSENT) == (total.report.requests.received.total, gd.get(total.report, AMENDED))
    assert ("柳溪镇人民政府",) == total.gaps[AMENDED] == total.gaps[f"{WITHDRAWN}.total"]
    assert {} == total.unplaced
    assert (ORGAN,) == back.unplaced[AMENDED] == back.unplaced[f"{WITHDRAWN}.total"]
    assert "本年修订件数" in back.message("zh")


def test_written_and_read_back(form):
    """As JSON, as a record, in a converter of somebody else; the schema knows it."""
    report = whole()
    document = json.loads(gd.to_json(report))
    converter = gd.register(cattrs.Converter())
    validator = jsonschema.Draft202012Validator(gd.json_schema())

    assert report == gd.from_json(gd.to_json(report))
    assert report == gd.from_record(gd.to_record(report))
    for table in (report.proactive, report.requests, report.remedies):
        assert table == gd.from_dict(gd.to_dict(table)) == gd.from_record(gd.to_record(table))
    assert "2027" == document["requests"]["edition"] == document["remedies"]["edition"]
    assert report == converter.structure(converter.unstructure(report), gd.AnnualReport)
    either = gd.Proactive2019 | Proactive2027 | gd.Proactive2021
    assert report.proactive == converter.structure(converter.unstructure(report.proactive), either)
    assert validator.is_valid(document)
    del document["proactive"]["normative_documents"]["amended"]
    assert not validator.is_valid(document)
    with pytest.raises(gd.InvalidDocumentError, match=r"required field missing @ \$\.proactive\.normative_documents"):
        gd.from_dict(document)


@pytest.mark.slow
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: f"{layout.format} {layout.name}")
@pytest.mark.parametrize("edition", ["2019", "2021", "2027"])
def test_printed_and_read_again(form, layout, edition):
    """In every layout each edition is known by what is printed, whatever the year: no number is lost or wrong."""
    report = whole() if edition == "2027" else gd.zeros(2027, organ=ORGAN, edition=edition)
    document = render(report, layout)
    read = gd.read(document.content, format="html" if layout.format == "html" else "text")

    assert document.truth.proactive == read.report.proactive
    assert document.truth.requests == read.report.requests
    assert document.truth.remedies == read.report.remedies
    assert "edition-guessed" not in {notice.code for notice in read.notices}


def test_its_page(form, monkeypatch):
    """The documentation has its tables: columns with their nature, rows, wordings."""
    monkeypatch.syspath_prepend(Path(__file__).resolve().parents[2] / "docs")
    page = importlib.import_module("generators.forms").page("2027")

    assert DOCUMENT in page
    assert "| 本年修订件数 | amended this year | `amended` | 流量 flow | 件 |" in page
    assert "| 3.申请人撤回申请 | withdrawn by the applicant | `requests.outcomes.other_handling.withdrawn.*` |" in page


def test_strategies_make_it(form):
    """By edition, by year, in any mixture, over years; every identity holds, and readers are tried with it."""

    @given(strategies.reports(edition="2027"), strategies.reports(year=2028), strategies.panels(first_year=2026))
    def made(report, later, panel):
        assert ("2027", "2027") == (report.proactive.edition, later.requests.edition)
        assert gd.Verdict.PASSED is gd.verdict(report)
        assert ["2021", "2027"] == [each.requests.edition for each in panel][:2]

    @given(st.from_type(gd.AnnualReport))
    def mixed(report):
        assert 2019 <= report.year <= 2030

    made()
    mixed()


@pytest.mark.slow
def test_readers_are_tried_with_it(form):
    """The tests that others run on their readers print it too."""
    testing.assert_reader(gd.read, formats=("html",), deviations=(), max_examples=20)


def test_what_is_left_as_it_was(form):
    """A form may keep a table of the one before: it then belongs to both."""
    kept = attrs.evolve(FORM, edition="2028", first_year=2028, proactive=gd.Proactive2021)
    with registered(kept):
        report = gd.zeros(2028)

        assert gd.Proactive2021 is type(report.proactive)
        assert {"2021", "2028"} == editions_of(gd.Proactive2021)
        assert gd.Verdict.PASSED is gd.check(gd.Reading(report=report)).verdict
        assert [] == [o.instance for o in gd.check(report).findings if o.rule.code in ("STR014", "STR015")]
        read = gd.read(render(report, LAYOUTS[0]).content, format=LAYOUTS[0].format)
        assert report.proactive == read.report.proactive
        assert "edition-guessed" not in {notice.code for notice in read.notices}


def test_afterwards_all_is_as_before():
    """Nothing that was worked out with the form stays behind, even where an error ends the block."""
    schema, known = gd.json_schema(), table_classes()
    with registered(FORM):
        report = whole()
        document = gd.to_json(report)
        assert labels.find("3.申请人撤回申请").entries
        assert AMENDED == gd.addresses(report)[5]
    with pytest.raises(ZeroDivisionError), registered(FORM):
        raise ZeroDivisionError

    assert schema == gd.json_schema()
    assert known == table_classes()
    assert (gd.Requests2019, gd.Requests2021) == classes("requests")
    assert not labels.find("3.申请人撤回申请").entries
    assert "2021" == edition_for(2027) == gd.zeros(2027).remedies.edition
    assert DOCUMENT not in cells(gd.Remedies)[0].citation.zh
    assert FORM_BEFORE is FORMS["2021"]
    with pytest.raises(gd.UnknownAddressError):
        gd.label(AMENDED)
    with pytest.raises(gd.InvalidDocumentError):
        gd.from_json(document)
    with pytest.raises(gd.InvalidTypeError):
        attrs.evolve(gd.zeros(2027), proactive=report.proactive)
    with pytest.raises(gd.InvalidValueError):
        gd.zeros(2027, edition="2027")
