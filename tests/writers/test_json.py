"""JSON and mappings: lossless, strict, and at home in a stranger's converter."""

import copy
import datetime
import json
import re
from decimal import Decimal

import attrs
import cattrs
import pytest

import figures
import govdisclosure as gd
from govdisclosure.writers.json_hooks import classes

TEXTS = gd.Sections(
    overview=gd.Section(
        heading="一、总体情况",
        text="本年度工作：如下。",
        subsections=(gd.Section(heading="（一）主动公开", text="略"), gd.Section(text="{}:[]")),
    ),
    problems=gd.Gap.BLANK,
)
FULL = attrs.evolve(
    figures.report(figures.SUQIAN_2024),
    period=gd.Period(datetime.date(2024, 1, 1), datetime.date(2024, 12, 31)),
    sections=TEXTS,
    handling_fee=Decimal("2230.50"),
)
OLD = gd.replace(
    gd.zeros(2020, organ="某局"),
    {
        "proactive.licensing.change": -38,
        "proactive.central_procurement.amount": Decimal("160.5964"),
        "requests.received.total": gd.Gap.UNREADABLE,
        "remedies.reconsideration.total": -1,
    },
)
EVERYTHING = {
    **{name: figures.report(found) for name, found in figures.REPORTS.items()},
    "full": FULL,
    "old": OLD,
    "blank": gd.blank(gd.Gap.UNREADABLE),
    "requests": FULL.requests,
    "requests-2019": OLD.requests,
    "proactive": FULL.proactive,
    "proactive-2019": OLD.proactive,
    "remedies": FULL.remedies,
    "remedies-2019": OLD.remedies,
}


@pytest.mark.parametrize("x", EVERYTHING.values(), ids=EVERYTHING)
def test_nothing_is_lost(x):
    """What is written is read back equal, through text and through mappings."""
    assert x == gd.from_json(gd.to_json(x))
    assert x == gd.from_json(gd.to_json(x, indent=2).encode())
    assert x == gd.from_dict(gd.to_dict(x))
    assert gd.to_dict(x) == gd.to_dict(gd.from_dict(gd.to_dict(x)))
    assert gd.to_json(x) == gd.to_json(gd.from_json(gd.to_json(x)))


@pytest.mark.parametrize("x", EVERYTHING.values(), ids=EVERYTHING)
def test_json_types_only(x):
    """A mapping holds nothing that JSON does not; a gap is a word, never null."""

    def leaves(value):
        if isinstance(value, dict):
            assert all(type(key) is str for key in value)
            return [leaf for item in value.values() for leaf in leaves(item)]
        return [leaf for item in value for leaf in leaves(item)] if isinstance(value, list) else [value]

    data = gd.to_dict(x)

    assert {type(leaf) for leaf in leaves(data)} <= {str, int, type(None)}
    assert [] == [key for key, value in data.items() if value is None and key != "period"]
    assert data == json.loads(json.dumps(data))


def test_what_it_looks_like():
    """Count an integer, money a string, gap a word; edition on each table, version on the document."""
    data = gd.to_dict(OLD)

    assert "govdisclosure/1" == data["schema"]
    assert {"name": "某局"} == data["organ"]
    assert 2020 == data["year"]
    assert ["2019"] * 3 == [data[table]["edition"] for table in ("proactive", "requests", "remedies")]
    assert -38 == data["proactive"]["licensing"]["change"]
    assert {"projects": 0, "amount": "160.5964", "amount_unit": "unknown"} == data["proactive"]["central_procurement"]
    assert "unreadable" == data["requests"]["received"]["total"]
    assert {"overview": "absent", "problems": "absent", "other_matters": "absent"} == data["sections"]
    assert data["period"] is None


def test_a_table_alone_says_which_it_is():
    """A table of its own carries its name and the version beside its edition."""
    data = gd.to_dict(FULL.requests)

    assert ("govdisclosure/1", "requests", "2021") == (data["schema"], data["table"], data["edition"])


def change(path, value):
    """The full report as a mapping with one value changed."""
    data = copy.deepcopy(gd.to_dict(FULL))
    node = data
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    return data


COUNT = ("requests", "received", "total")
MONEY = ("proactive", "fees", "amount")


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (COUNT, 12.0, 'an integer or one of "blank", "placeholder", "absent" or "unreadable", got 12.0, a float'),
        (COUNT, True, "got true, a boolean"),
        (COUNT, "12", "got '12', a str"),
        (COUNT, "1_000", "got '1_000', a str"),
        (COUNT, None, "got null"),
        (COUNT, [1], "got a list"),
        (COUNT, {}, "got an object"),
        (COUNT, 10**12, "must lie between"),
        (COUNT, float("nan"), "got nan, a float"),
        (MONEY, 12, 'expected an amount as a string such as "12.50"'),
        (MONEY, 12.5, "got 12.5, a float"),
        (MONEY, "1e3", "got '1e3', a str"),
        (MONEY, "NaN", "got 'NaN', a str"),
        (MONEY, "１２", "got '１２', a str"),
        (MONEY, "1.0000001", "a str"),
        (MONEY, "12\n", "a str"),
        (MONEY, "9" * 70, "...,"),
        (("year",), "2024", "expected a year of four digits"),
        (("year",), True, "got true"),
        (("year",), 0, "got 0, a int"),
        (("organ", "name"), 5, "expected a string, got 5"),
        (("organ",), "某局", "expected an object"),
        (("period", "start"), "2023-02-30", "expected a date such as 2023-12-31"),
        (("period", "start"), "20230101", "expected a date"),
        (("period",), "absent", "expected an object"),
        (("requests", "edition"), "2019", "@ $.requests"),
        (("requests", "edition"), "2014", 'expected "2021"'),
        (("requests", "edition"), ["2021"], 'expected "2021"'),
        (("remedies", "edition"), "2014", 'expected "2019" or "2021"'),
        (("schema",), "govdisclosure/0", 'expected "govdisclosure/1"'),
        (("schema",), "govdisclosure/1.1", 'expected "govdisclosure/1"'),
        (("schema",), 2, 'expected "govdisclosure/1"'),
        (("sections", "overview"), "text", "expected an object"),
        (("sections", "overview", "subsections"), {}, "expected a list"),
        (("requests",), [], "expected an object"),
        (("requests", "received"), [0] * 7, "expected an object"),
    ],
)  # fmt: skip
def test_nothing_is_coerced(path, value, message):
    """What is not exactly of the shape is refused, with its path."""
    with pytest.raises(gd.InvalidDocumentError) as caught:
        gd.from_dict(change(path, value))

    assert any(message in problem for problem in caught.value.problems)
    assert all(f"$.{path[0]}" in problem for problem in caught.value.problems)
    assert same_places(caught.value)


def same_places(error):
    """Whether the Chinese text has a line for each problem, in the same order and with the same path."""
    places = [problem.partition(" @ ")[2] for problem in error.problems]
    lines = error.message("zh").split("\n")
    return places == [line.partition(" @ ")[2] for line in lines] and all(
        re.search("[\u4e00-\u9fff]", x) for x in lines
    )


def test_unit_of_procurement():
    """Only units of money, as words."""
    data = gd.to_dict(OLD)
    data["proactive"]["central_procurement"]["amount_unit"] = "pieces"

    with pytest.raises(gd.InvalidDocumentError, match=r'one of "yuan", "ten_thousand_yuan", "unknown".*amount_unit'):
        gd.from_dict(data)


def test_all_problems_at_once():
    """Every problem is named with its path, not only the first."""
    data = change(COUNT, 1.5)
    data["requests"]["received"]["natural_persons"] = "3"
    data["requests"]["outcomes"]["disclosed"]["extra"] = 1
    del data["remedies"]["reconsideration"]["upheld"]
    del data["organ"]
    data["author"] = "?"
    data["sections"]["overview"]["subsections"][1]["text"] = 0
    with pytest.raises(gd.InvalidDocumentError) as caught:
        gd.from_dict(data)

    assert {
        "required field missing @ $.organ",
        "unknown field author @ $",
        "unknown field extra @ $.requests.outcomes.disclosed",
        "required field missing @ $.remedies.reconsideration.upheld",
        "expected a string, got 0, a int @ $.sections.overview.subsections[1].text",
    } < set(caught.value.problems)
    assert 7 == len(caught.value.problems)
    assert same_places(caught.value)
    assert {
        "缺少必填的字段 @ $.organ",
        "不认识的字段 author @ $",
        "应为字符串，实为 0（类型为 int） @ $.sections.overview.subsections[1].text",
        '应为整数，或 "blank"、"placeholder"、"absent"、"unreadable" 之一，实为 1.5（类型为 float） @ $.'
        + ".".join(COUNT),
    } < set(caught.value.message("zh").split("\n"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("[]", "got a list"),
        ("3", "got a int"),
        ("[" * 200_000, "nested too deep"),
        (b"\xff\xfe{", "not UTF-8"),
        (gd.to_json(FULL).replace('"year": 2024', '"year": 2024, "year": 2023'), "key given twice: year"),
        (gd.to_json(FULL).replace('"total": 0', '"total": NaN', 1), "NaN is not a number"),
        (gd.to_json(FULL).replace('"total": 0', '"total": -Infinity', 1), "-Infinity is not a number"),
        (gd.to_json(FULL).replace('"total": 0', '"total": 1e999', 1), "got inf, a float"),
        (gd.to_json(FULL).replace('"total": 0', f'"total": {"9" * 5000}', 1), "not JSON"),
        ('{"schema": "govdisclosure/1", "table": "x"}', "table must be one of proactive, requests, remedies, got 'x'"),
        ('{"schema": "govdisclosure/1", "table": 4}', "table must be one of"),
        ('{"table": "remedies"}', 'schema must be "govdisclosure/1", got None'),
    ],
)
def test_text_that_is_no_report(text, message):
    """Broken JSON, a key twice, numbers that are none, and another document are refused by name."""
    with pytest.raises(gd.InvalidDocumentError, match="(?s)." if not message else None) as caught:
        gd.from_json(text)

    assert message in str(caught.value)
    assert same_places(caught.value)


@pytest.mark.parametrize("of", [FULL, FULL.requests], ids=["report", "table"])
@pytest.mark.parametrize("version", [2, 10])
def test_a_later_version_is_named_as_such(of, version):
    """And nothing else is said of such a document: what is unknown or missing may be right in a later version."""
    data = gd.to_dict(of) | {"schema": f"govdisclosure/{version}", "narrative": {"figures": []}}
    del data["edition" if "edition" in data else "handling_fee"]
    with pytest.raises(gd.InvalidDocumentError) as caught:
        gd.from_json(json.dumps(data))

    assert (
        f"the document is of a later version of the schema, 'govdisclosure/{version}', and this library reads "
        '"govdisclosure/1"; update govdisclosure to read it @ $',
    ) == caught.value.problems
    assert caught.value.message("zh") == (
        f"文件的 schema 是较新的版本 'govdisclosure/{version}'，本库只能读 \"govdisclosure/1\"；"
        "请更新 govdisclosure 后再读 @ $"
    )


def test_a_later_version_in_a_converter_of_ones_own():
    """The hooks say it as well, at the place of the schema."""
    converter = gd.register(cattrs.Converter())
    with pytest.raises(cattrs.ClassValidationError) as caught:
        converter.structure(gd.to_dict(FULL) | {"schema": "govdisclosure/2"}, gd.AnnualReport)

    (problem,) = cattrs.transform_error(caught.value, format_exception=lambda error, _: str(error))
    assert problem.startswith("the document is of a later version of the schema, ")
    assert problem.endswith("@ $.schema")


def test_what_is_no_json_is_told_in_chinese():
    """With the place where the text goes wrong, though the standard library says it in English only."""
    for text, told in (
        ('{\n "year": }', "不是 JSON：第 2 行第 10 列有误"),
        (b"12345\xff", "不是 UTF-8 编码：第 6 个字节有误"),
        ('{"a": NaN}', "不是 JSON：NaN 不是数"),
        ('{"a": ' + "9" * 5000 + "}", "不是 JSON：有一个数的位数过多"),
        ('{"schema": 1, "table": "remedies"}', 'schema 应为 "govdisclosure/1"，实为 1 @ $'),
    ):
        with pytest.raises(gd.InvalidDocumentError) as caught:
            gd.from_json(text)
        assert told == caught.value.message("zh")


def test_a_key_twice_is_found_in_every_depth():
    """The last of two values never wins silently, whatever else the text holds."""
    text = gd.to_json(FULL)
    twice = text.replace('{"upheld": 88', '{"upheld": 87, "upheld": 88')

    assert text != twice
    with pytest.raises(gd.InvalidDocumentError, match="key given twice: upheld"):
        gd.from_json(twice)


def test_a_byte_order_mark_is_no_problem():
    """Editors of Windows write one."""
    assert FULL == gd.from_json(b"\xef\xbb\xbf" + gd.to_json(FULL).encode())


def nested(depth):
    """A report whose section one is nested so deep."""
    section = gd.to_dict(FULL)["sections"]["overview"]
    for _ in range(depth):
        section = {"heading": "", "text": "", "subsections": [section]}
    return change(("sections", "overview"), section)


def test_sections_nested_beyond_reason():
    """A document of endless nesting is refused and does not take the interpreter down."""
    assert isinstance(gd.from_dict(nested(20)), gd.AnnualReport)
    with pytest.raises(gd.InvalidDocumentError, match="nested too deep"):
        gd.from_dict(nested(5000))


def test_a_thousand_wrong_sections_are_enough():
    """The rest is not looked at, and that is said where it begins."""
    data = change(("sections", "overview", "subsections"), [0] * 3_000)
    with pytest.raises(gd.InvalidDocumentError) as caught:
        gd.from_dict(data)

    assert 1_001 == len(caught.value.problems)
    assert (
        "not looked at, after so many that are wrong @ $.sections.overview.subsections[1000]"
        == (caught.value.problems[-1])
    )
    assert "从此处起不再检查" in caught.value.message("zh")


@attrs.frozen
class Card:
    """A stranger's class with one of our tables in it."""

    number: int
    remedies: gd.Remedies
    requests: gd.Requests2021 | gd.Requests2019
    proactive: gd.Proactive2021 | gd.Proactive2019
    report: gd.AnnualReport
    seen: int | gd.Gap
    paid: Decimal | gd.Gap


CARD = Card(7, FULL.remedies, OLD.requests, FULL.proactive, OLD, gd.Gap.BLANK, Decimal("1.50"))


def test_a_table_in_a_strangers_class():
    """A registered converter writes and reads a class that embeds our tables, unions of editions included."""
    converter = gd.register(cattrs.Converter())
    data = converter.unstructure(CARD)

    assert data == json.loads(json.dumps(data))
    assert "2019" == data["requests"]["edition"]
    assert ("blank", "1.5") == (data["seen"], data["paid"])
    assert CARD == converter.structure(data, Card)


def test_strict_inside_a_strangers_class():
    """Our part is as strict there, with the path through the stranger's class; the rest is the stranger's business."""
    converter = gd.register(cattrs.Converter())
    data = converter.unstructure(CARD)
    data["remedies"]["reconsideration"]["total"] = 3.9
    data["requests"]["received"]["x"] = 1
    data["number"] = "7"
    data["seen"] = 1.0
    data["paid"] = 1.5
    with pytest.raises(cattrs.ClassValidationError) as caught:
        converter.structure(data, Card)
    problems = "\n".join(cattrs.transform_error(caught.value))

    assert "$.remedies.reconsideration.total" in problems
    assert "x) @ $.requests.received" in problems
    assert "$.seen" in problems
    assert "$.paid" in problems
    assert "$.number" not in problems


@attrs.frozen
class Folder:
    """A stranger's class in which anything may be missing, and any table may come."""

    requests: gd.Requests | None
    proactive: gd.Proactive | None
    remedies: gd.Remedies | None
    seen: gd.Count | None
    paid: gd.Money | None
    table: gd.AnyTable
    perhaps: gd.AnyTable | None
    either: gd.AnnualReport | gd.AnyTable
    tables: list[gd.AnyTable | None]


@pytest.mark.parametrize(
    "folder",
    [
        Folder(None, None, None, None, None, FULL.remedies, None, OLD.proactive, []),
        Folder(OLD.requests, FULL.proactive, OLD.remedies, 3, Decimal("1.5"), FULL.requests, OLD.requests, OLD, [None]),
        Folder(None, None, None, gd.Gap.BLANK, gd.Gap.ABSENT, OLD.proactive, None, FULL, [FULL.remedies, OLD.requests]),
    ],
)
def test_unions_with_none_and_unions_of_tables(folder):
    """What a field may hold is told by its type and by the rows that are there; nothing of it needs a hook."""
    converter = gd.register(cattrs.Converter())
    data = converter.unstructure(folder)

    assert data == json.loads(json.dumps(data))
    assert folder == converter.structure(data, Folder)


@pytest.mark.parametrize("value", [{}, {"edition": "2021"}, {1: 2}, [], None])
def test_what_is_no_table_is_refused(value):
    """Where any table may come, and where a report may come as well."""
    converter = gd.register(cattrs.Converter())
    for union, told in ((gd.AnyTable, "a table"), (gd.AnnualReport | gd.AnyTable, "a report or a table")):
        with pytest.raises(gd.InvalidTypeError, match=f"expected {told}, got"):
            converter.structure(value, union)


def test_a_wrong_table_is_wrong_where_it_is_wrong():
    """The table that the rows tell is read as strictly as one that the type names."""
    converter = gd.register(cattrs.Converter())
    data = converter.unstructure(FULL.remedies)
    data["reconsideration"]["total"] = 3.0
    with pytest.raises(cattrs.ClassValidationError) as caught:
        converter.structure(data, gd.AnyTable)

    assert ["$.reconsideration.total"] == [line.rpartition("@ ")[2] for line in cattrs.transform_error(caught.value)]


def test_no_two_tables_have_a_row_in_common():
    """So the rows tell which table it is."""
    rows = [
        {each.name for cls in named for each in attrs.fields(cls)} - {"edition"}
        for named in (
            (gd.Proactive2019, gd.Proactive2021),
            (gd.Requests2019, gd.Requests2021),
            (gd.Remedies,),
        )
    ]

    assert sum(map(len, rows)) == len(set().union(*rows))


def test_every_class_is_registered():
    """Any class of the model can be read and written on its own."""
    converter = gd.register(cattrs.Converter())
    section = gd.Section(heading="一", text="二", subsections=())

    assert {gd.AnnualReport, gd.Requests2021, gd.ApplicantCounts, gd.Organ, gd.Section} < set(classes())
    for part in (section, FULL.organ, FULL.period, FULL.sections, FULL.requests.outcomes, FULL.requests.received):
        assert part == converter.structure(converter.unstructure(part), type(part))


def test_golden_file(request):
    """A file written by version 0.1.0 is read, today and by every later version."""
    golden = request.path.parent.parent / "golden"

    assert FULL == gd.from_json((golden / "report-1.json").read_bytes())
    assert OLD == gd.from_json((golden / "report-2019-1.json").read_bytes())
    assert FULL.remedies == gd.from_json((golden / "remedies-1.json").read_bytes())
