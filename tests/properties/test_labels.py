"""Labels as printed: each wording of each label is found as what it names, whatever printing does to it."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govdisclosure as gd
from govdisclosure.forms.declare import cells, declared
from govdisclosure.forms.editions import table_classes
from govdisclosure.forms.sections import TITLES
from govdisclosure.readers import labels
from govdisclosure.readers.labels import LONGEST, Role, compact, distance, find, glued, may_begin, near, split_ordinal

QUICK = settings(max_examples=100, deadline=None)


def parts(cls, path=()):
    """The declarations of rows and groups, with their paths."""
    for attribute, label in declared(cls):
        if label.kind is None:
            here = (*path, attribute.name)
            yield here, attribute.type, label
            yield from parts(attribute.type, here)


def role_of(table, cls):
    """What a part is for the reader: a row holds cells, in table four even that is a group."""
    holds_cells = any(label.kind is not None for _, label in declared(cls))
    return Role.ROW if holds_cells and table.name != "remedies" else Role.GROUP


def declarations():
    """Every label with its wordings: table, role, path, edition, declaration."""
    for table in table_classes():
        edition = getattr(table, "edition", None)
        edition = edition if isinstance(edition, str) else None
        yield table.name, Role.TITLE, (), edition, table.title
        for path, cls, label in parts(table):
            yield table.name, role_of(table, cls), path, edition, label
        for cell in cells(table):
            yield table.name, Role.COLUMN, (cell.path[-1],), edition, cell.column
    for name, title in TITLES.items():
        yield "sections", Role.TITLE, (name,), None, title


WORDINGS = [
    (wording, note, declaration)
    for declaration in declarations()
    for wording, note in [(declaration[4].zh, ""), *((v.zh, v.note) for v in declaration[4].variants)]
]


def named(found, table, role, path, edition):
    """The entries of a label that name one thing, in one edition."""
    return [e for e in found.of(role, table) if e.path == path and (edition is None or edition in e.editions)]


def test_every_wording_names_what_it_is_declared_for():
    """Official labels, other wordings and misprints, each with its note; the editions are those of the table."""
    for wording, note, (table, role, path, edition, _) in WORDINGS:
        found = named(find(wording), table, role, path, edition)

        assert found, (wording, role, path)
        assert {note} >= {entry.note for entry in found if entry.note}, wording


BOTH = frozenset({"2019", "2021"})
FRAMES = {
    "第二十条第一项": ("proactive", labels.CAPTION, BOTH),
    "第二十条第五项": ("proactive", labels.CAPTION, BOTH),
    "第二十条第六项": ("proactive", labels.CAPTION, BOTH),
    "第二十条第八项": ("proactive", labels.CAPTION, BOTH),
    "第二十条第九项": ("proactive", labels.CAPTION, frozenset({"2019"})),
    "信息内容": ("proactive", labels.CORNER, BOTH),
    "本列数据的勾稽关系为第一项加第二项之和等于第三项加第四项之和": ("requests", labels.CORNER, BOTH),
    "申请人情况": ("requests", labels.HEAD, BOTH),
    "法人或其他组织": ("requests", labels.HEAD, BOTH),
    "行政诉讼": ("remedies", labels.HEAD, BOTH),
}
"""What the form prints around its labels."""


def everything_named():
    """Each body with all that it names, without editions, and the editions; worked out in the plainest way."""
    found = {
        body: {(Role.FRAME, table, path, "", "", False): set(editions)}
        for body, (table, path, editions) in FRAMES.items()
    }
    for table, role, path, edition, label in declarations():
        mark, _ = split_ordinal(label.zh)
        wordings = [(label.zh, "", True), *((variant.zh, variant.note, False) for variant in label.variants)]
        for wording, note, official in wordings:
            own, body = split_ordinal(wording)
            names = found.setdefault(compact(body), {})
            editions = names.setdefault((role, table, path, own or mark, note, official), set())
            editions |= {edition} if edition else BOTH
    return found


def test_every_body_names_what_is_declared_and_nothing_else():
    """Role, table, path, ordinal, what is wrong with it, and the editions that have it; misprints come last."""
    expected = everything_named()
    found = {body: find(body).entries for body in expected}

    assert expected == {
        body: {(e.role, e.table, e.path, e.mark, e.note, e.official): set(e.editions) for e in entries}
        for body, entries in found.items()
    }
    assert {body: len(names) for body, names in expected.items()} == {body: len(found[body]) for body in found}
    for entries in found.values():
        notes = [bool(entry.note) for entry in entries]
        assert notes == sorted(notes)


@pytest.mark.parametrize("text", ["三本年度办理结果", "五不予处理"])
def test_an_ordinal_is_no_part_of_a_label(text):
    """Without the mark that ends it, it is a letter like any other."""
    assert () == find(text).entries


def test_entries_of_one_role_and_table():
    """All of a role, or those in one table."""
    total = find("总计")

    assert ["requests", "remedies"] == [entry.table for entry in total.of(Role.COLUMN)]
    assert [("total",)] == [entry.path for entry in total.of(Role.COLUMN, "remedies")]
    assert () == total.of(Role.ROW, "remedies")
    assert () == total.of(Role.TITLE)


@pytest.mark.parametrize(
    ("text", "mark", "body", "unit"),
    [
        ("（三）不予公开", "(三)", "不予公开", ""),
        ("（三）不予公幵", "(三)", "不予公幵", ""),
        ("本年收费金额（单位：万元）", "", "本年收费金额单位万元", "万元"),
        ("3.本年某某数量（件）", "3", "本年某某数量件", "件"),
    ],
)
def test_what_a_label_consists_of(text, mark, body, unit):
    """Ordinal, letters and unit are told whether it names anything or not."""
    found = find(text)

    assert (mark, body, unit) == (found.mark, found.body, found.unit)


def test_a_unit_that_the_form_prints_is_part_of_the_official_wording():
    """The same without the unit is found as another wording."""
    assert [True] == [entry.official for entry in find("本年收费金额（单位：万元）").entries]
    assert [False] == [entry.official for entry in find("本年收费金额").entries]


NOISE = st.sampled_from(
    [
        lambda text: text.translate({ord("（"): "(", ord("）"): ")", ord("、"): "，", ord("“"): '"'}),
        lambda text: " ".join(text),
        lambda text: text[:3] + "\n" + text[3:],
        lambda text: f"\u00a0{text}\u3000",
        lambda text: f"{text}：",
        lambda text: f"{text}。",
        lambda text: text.replace("公", "公\u200b"),
    ]
)


@QUICK
@given(st.sampled_from(WORDINGS), NOISE)
def test_printing_changes_no_label(entry, noise):
    """White space, invisible characters, width and punctuation are not part of a label."""
    wording, _, (table, role, path, edition, _) = entry

    assert named(find(noise(wording)), table, role, path, edition)


@pytest.mark.parametrize(
    ("text", "mark", "rest"),
    [
        ("1.属于国家秘密", "1", "属于国家秘密"),
        ("1、属于国家秘密", "1", "属于国家秘密"),
        ("12. 其他", "12", "其他"),
        ("（三）不予公开", "(三)", "不予公开"),
        ("(3) 不予公开", "(3)", "不予公开"),
        ("三、本年度办理结果", "三", "本年度办理结果"),
        ("十二、其他", "十二", "其他"),
        ("1属于国家秘密", "1", "属于国家秘密"),
        ("1 属于国家秘密", "1", "属于国家秘密"),
        ("㈠予以公开", "(一)", "予以公开"),
        ("其他", "", "其他"),
        ("2021年", "", "2021年"),
        ("123.其他", "", "123.其他"),
        ("", "", ""),
        ("\u200b1.其他", "1", "其他"),
        ("1\u200b.其\u200b他", "1", "其他"),
    ],
)
def test_ordinals(text, mark, rest):
    """The number before a label is taken off it, in brackets or not."""
    assert (mark, rest) == split_ordinal(text)


def test_an_ordinal_tells_two_labels_of_one_wording_apart():
    """总计 is a row with its number and a column without; 其他 is a row, a column and a result."""
    total = find("（七）总计")

    assert {("outcomes", "total")} == {entry.path for entry in total.entries}
    assert {Role.ROW, Role.COLUMN} <= {entry.role for entry in find("总计").entries}
    assert {Role.ROW} == {entry.role for entry in find("3.其他").entries}
    assert "3" == find("3.其他").mark


def test_a_wrong_ordinal_leaves_all_that_the_words_may_mean():
    """Ordinals get shifted: the words count more."""
    assert {entry.path for entry in find("总计").entries} == {entry.path for entry in find("9.总计").entries}


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("本年收费金额（单位：万元）", "万元"),
        ("本年收费金额（元）", "元"),
        ("本年收费金额(单位:亿元)", "亿元"),
        ("本年处理决定数量（件）", "件"),
        ("采购项目数量（计量单位：项）", "项"),
        ("本年收费金额", ""),
        ("本年收费金额（概算）", ""),
        ("本年收费金额（单\n位：万\n元）", "万元"),
        ("本年处理决定数量 (计\n量单位：件\n)", "件"),
    ],
)
def test_units_behind_labels(text, unit):
    """A unit in brackets is kept, and the label is found with it and without."""
    assert unit == find(text).unit
    assert (unit != "" or text == "本年收费金额") is bool(find(text).of(Role.COLUMN))


@pytest.mark.parametrize(
    "text", ["", "12", "abc", "本机关按规定公开政府信息", "总计" * 70, "年", "第三十条", "国家秘密的保护办法", "公开"]
)
def test_what_is_no_label(text):
    """Numbers, prose and what is longer than any label name nothing."""
    assert () == find(text).entries


def test_the_longest_text_that_may_be_a_label():
    """White space may come in between, up to a bound."""
    label = "一、本年新收政府信息公开申请数量"
    room = LONGEST - len(label)

    assert find(label + " " * room).entries
    assert () == find(label + " " * (room + 1)).entries


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("第二十条第（一）项", True),
        ("第二十条（一）项", True),
        ("中华人民共和国政府信息公开条例第二十条第（八）项", True),
        ("《政府信息公开条例》（2019年）第二十条第（一）项", False),
        ("第二十条第（二）项", False),
    ],
)
def test_captions_of_table_two(text, found):
    """The name of the Regulations may stand before the article; another number may not."""
    assert found is bool([e for e in find(text).of(Role.FRAME, "proactive") if e.path == labels.CAPTION])


def test_a_row_behind_its_group():
    """Where both stand in one cell, the row is what the figures belong to."""
    found = find("（三）不予公开 1.属于国家秘密")

    assert {("outcomes", "not_disclosed", "state_secrets")} == {entry.path for entry in found.entries}
    assert () == find("（四）无法提供 1.属于国家秘密").entries
    assert {Role.ROW} == {entry.role for entry in find("（六）其他处理 1.其他").entries}


# ---------------------------------------------------------------------------------------------------- near misses


@pytest.mark.parametrize(
    ("left", "right", "bound", "expected"),
    [
        ("abc", "abc", 2, 0),
        ("abc", "abd", 2, 1),
        ("abc", "ab", 2, 1),
        ("ab", "abc", 2, 1),
        ("abc", "bcd", 2, 2),
        ("abc", "xyz", 2, 3),
        ("abc", "xyz", 9, 3),
        ("", "ab", 2, 2),
        ("abcdef", "ab", 2, 3),
        ("kitten", "sitting", 3, 3),
    ],
)
def test_distance(left, right, bound, expected):
    """Letters to insert, delete or replace; beyond the bound it does not matter how many."""
    assert expected == distance(left, right, bound) == distance(right, left, bound)


@QUICK
@given(st.text("ab", max_size=6), st.text("ab", max_size=6), st.integers(0, 6))
def test_distance_against_the_definition(left, right, bound):
    """The same as working it out from the end, letter by letter."""

    def plain(one, other):
        if not one or not other:
            return len(one) + len(other)
        return min(
            plain(one[1:], other) + 1, plain(one, other[1:]) + 1, plain(one[1:], other[1:]) + (one[0] != other[0])
        )

    expected = plain(left, right)
    assert min(expected, bound + 1) == min(distance(left, right, bound), bound + 1)


@pytest.mark.parametrize(
    ("body", "role", "table", "path"),
    [
        ("规范性文伴", Role.ROW, "proactive", ("normative_documents",)),
        ("属于国家秘蜜", Role.ROW, "requests", ("outcomes", "not_disclosed", "state_secrets")),
        ("本机关不掌握相关政府信自", Role.ROW, "requests", ("outcomes", "unable_to_provide", "not_held")),
        ("本机关不掌握政府信息", Role.ROW, "requests", ("outcomes", "unable_to_provide", "not_held")),
        ("未经复议直按起诉", Role.GROUP, "remedies", ("litigation_direct",)),
    ],
)
def test_near_misses(body, role, table, path):
    """A letter or two wrong, and only one label that can be meant."""
    assert {path} == {entry.path for entry in near(body, role, table)}
    assert () == near(body, role, table, taken=[path])
    assert () == near(body, Role.TITLE, table)


@pytest.mark.parametrize(
    ("body", "role"),
    [
        ("科研企构", Role.COLUMN),
        ("自然入", Role.COLUMN),
        ("属于家秘蜜", Role.ROW),
        ("本机关不掌握相关政甲乙丙", Role.ROW),
        ("完全不同的一句话", Role.ROW),
        ("", Role.ROW),
        ("逾期不补费", Role.ROW),
    ],
)
def test_what_is_near_to_nothing(body, role):
    """Short labels, too many letters, or two labels that could be meant: nothing is guessed."""
    assert () == near(body, role, "requests")


@pytest.mark.parametrize(
    ("body", "role", "table", "begins"),
    [
        ("其他", Role.ROW, "requests", True),
        ("信访举报投诉", Role.ROW, "requests", True),
        ("信访举报投诉", Role.COLUMN, "requests", False),
        ("信访举报投诉", Role.ROW, "proactive", False),
        ("信访举报投诉类申请", Role.ROW, "requests", False),
        ("部分公开", Role.ROW, "requests", False),
        ("访举报投诉", Role.ROW, "requests", False),
    ],
)
def test_a_label_that_may_be_another_one_cut_short(body, role, table, begins):
    """It is the beginning of a longer one of the same kind, which is not only a longer wording of the same."""
    assert begins is bool(labels.longer(body, role, table))


@pytest.mark.parametrize(
    ("body", "role", "table", "path"),
    [
        ("信访举报投诉", Role.ROW, "requests", ("outcomes", "not_processed", "petitions_and_complaints")),
        ("信访举报投", Role.ROW, "requests", None),
        ("访举报投诉类申请", Role.ROW, "requests", None),
        ("信访举报投诉", Role.COLUMN, "requests", None),
        ("信访举报投诉", Role.ROW, "proactive", None),
        ("申请人逾期未按", Role.ROW, "requests", ("outcomes", "other_handling", "fee_unpaid")),
        ("本年处理决定", Role.COLUMN, "proactive", ("decisions",)),
        ("政府信息公开", Role.TITLE, "sections", None),
        ("", Role.ROW, "requests", None),
    ],
)
def test_a_label_cut_by_the_end_of_a_page(body, role, table, path):
    """The one label that begins so; none where the beginning is short or several labels begin so."""
    assert ({path} if path else set()) == {entry.path for entry in labels.begun(body, role, table)}


# ---------------------------------------------------------------------------------------------------- running text


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("商业企业科研机构", ("商业企业", "科研机构")),
        ("自然人 商业企业 总计", ("自然人", "商业企业", "总计")),
        ("商业企业", ()),
        ("商业企业和科研机构", ()),
        ("", ()),
        ("总计" * 400, ("总计",) * 400),
        ("总计" * 401, ()),
        ("其他处理总计", ("其他处理", "总计")),
    ],
)
def test_labels_run_together(text, bodies):
    """A text that is labels throughout is these labels; with anything between them it is prose."""
    assert bodies == glued(text)


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("一、本年新", True),
        ("1.", True),
        ("（三", True),
        ("（", True),
        ("属于国", True),
        ("总计", True),
        ("本机关很好", False),
        ("", False),
        ("12 34", False),
    ],
)
def test_beginnings(text, may):
    """A label broken over lines begins with something that a label can begin with."""
    assert may is may_begin(text)


@QUICK
@given(st.sampled_from([wording for wording, _, _ in WORDINGS]), st.integers(0, 40))
def test_every_beginning_of_a_label_may_be_one(wording, length):
    """Wherever a label is cut, what stands before the cut may begin it."""
    body = split_ordinal(wording)[1]
    beginning = body[: 1 + length % len(body)]

    assert may_begin(beginning) or compact(beginning) == ""


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("商业企业科研机构", True),
        ("自然", True),
        ("总", True),
        ("（总计", True),
        ("按照规定", False),
        ("12", False),
        ("", False),
    ],
)
def test_beginnings_of_labels_that_nothing_separates(text, may):
    """As many letters as the shortest label has are enough to say that none begins here."""
    assert may is labels.may_begin_labels(text)


def test_compact_keeps_letters_and_digits():
    """Everything that printing adds is taken away."""
    assert "表3共12件" == compact(" 表（3），共１２ 件。\u200b_")
    assert re.fullmatch(r"\w*", compact("“三安全一稳定”"))


def test_editions_of_tables():
    """A table of one edition has labels of that edition; table four has those of both."""
    assert {"2019"} == set(labels.editions_of(gd.Proactive2019))
    assert {"2019", "2021"} == set(labels.editions_of(gd.Remedies))
