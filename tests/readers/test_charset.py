"""Bytes to text: right where the bytes show what they are, and never wrong without a remark."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govdisclosure.model.notices import NOTICES
from govdisclosure.readers.charset import decode

LINE = "一、本年新收政府信息公开申请数量 26 件，二、上年结转政府信息公开申请数量 3 件"
TRADITIONAL = "一、本年新收政府資訊公開申請數量，二、上年結轉政府資訊公開申請數量"
RARE = "㙍村与䶮镇"


def codes(decoded):
    return [remark.code for remark in decoded.remarks]


@pytest.mark.parametrize(
    ("data", "declared", "encoding"),
    [
        (LINE.encode("utf-8"), None, "utf-8"),
        (LINE.encode("utf-8"), "UTF-8", "utf-8"),
        (LINE.encode("utf-8-sig"), "gb2312", "utf-8"),
        (b"\xff\xfe" + LINE.encode("utf-16-le"), None, "utf-16-le"),
        (b"\xfe\xff" + LINE.encode("utf-16-be"), "gbk", "utf-16-be"),
        (b"\xff\xfe\0\0" + LINE.encode("utf-32-le"), None, "utf-32-le"),
        (b"\0\0\xfe\xff" + LINE.encode("utf-32-be"), None, "utf-32-be"),
        (LINE.encode("gb18030"), "gb2312", "gb18030"),
        (LINE.encode("gb18030"), "x-gbk", "gb18030"),
        (LINE.encode("gb18030"), "EUC-CN", "gb18030"),
        (LINE.encode("gb18030"), None, "gb18030"),
        (LINE.encode("hz"), "hz-gb-2312", "hz"),
        (b"plain", "iso-8859-1", "utf-8"),
        (b"plain", "big5", "utf-8"),
        (b"", None, "utf-8"),
    ],
)
def test_what_the_bytes_show_is_read_without_a_remark(data, declared, encoding):
    """A mark, valid UTF-8, a fitting declaration or much plain Chinese need no remark."""
    decoded = decode(data, declared=declared)

    assert ("plain" if data == b"plain" else LINE if data else "") == decoded.text
    assert encoding == decoded.encoding
    assert () == decoded.remarks


def test_labels_of_smaller_sets_are_read_as_the_largest():
    """Pages labelled GB2312 hold characters of place names that only GB18030 has."""
    assert RARE == decode(RARE.encode("gb18030"), declared="gb2312").text


def test_big5_is_honoured_where_it_is_declared_and_fits():
    """A declared charset that decodes strictly is believed."""
    decoded = decode(TRADITIONAL.encode("big5"), declared="big5")

    assert (TRADITIONAL, "big5hkscs", ()) == (decoded.text, decoded.encoding, decoded.remarks)


@pytest.mark.parametrize(
    ("data", "declared", "encoding"),
    [
        (LINE.encode("utf-8"), "gb2312", "utf-8"),
        (LINE.encode("utf-8"), "made-up", "utf-8"),
        (LINE.encode("gb18030"), "utf-8", "gb18030"),
        (LINE.encode("gb18030"), "iso-8859-1", "gb18030"),
        (LINE.encode("gb18030"), "punycode", "gb18030"),
        (LINE.encode("gb18030"), "big5", "gb18030"),
        (LINE.encode("gb18030"), "hz-gb-2312", "gb18030"),
        ("总计".encode("gb18030"), None, "gb18030"),
        (("总计 1,2,3 " * 9).encode("utf-16-le"), None, "utf-16-le"),
        (("总计 1,2,3 " * 9).encode("utf-16-be"), "gbk", "utf-16-be"),
    ],
)
def test_a_doubt_is_said(data, declared, encoding):
    """Against the declaration, or with little to go by, the reading says what it went by."""
    decoded = decode(data, declared=declared)

    assert encoding == decoded.encoding
    assert ["charset-guessed"] == codes(decoded)
    assert encoding == decoded.remarks[0].detail
    assert "\ufffd" not in decoded.text


LABELS = {
    "utf-8": ("UTF-8", "utf8", "utf8mb4", "unicode-1-1-utf-8"),
    "gb18030": ("GB18030", "gb2312", "GB_2312-80", "csGB2312", "GBK", "x-gbk", "EUC-CN", "cp936", "MS936", "gb"),
    "big5hkscs": ("Big5", "big5-hkscs", "cn-big5", "x-x-big5", "csBig5", "cp950", "ms950", "windows-950"),
    "cp949": ("EUC-KR", "ks_c_5601", "CP949"),
    "cp932": ("Shift_JIS", "sjis", "x-sjis", "CP932"),
    "euc_jp": ("EUC-JP", "x-euc-jp"),
    "hz": ("HZ", "hz-gb-2312"),
    "utf-16-le": ("UTF-16", "UTF-16LE"),
    "utf-16-be": ("utf-16be",),
}
WRITTEN = {"big5hkscs": TRADITIONAL, "cp949": "정보 공개 보고", "cp932": "情報公開の報告", "euc_jp": "情報公開の報告"}


@pytest.mark.parametrize(
    ("encoding", "label"),
    [(encoding, label) for encoding, labels in LABELS.items() for label in (*labels, labels[0].upper())]
    + [("gb18030", "windows-936")],
)
def test_every_name_of_a_charset(encoding, label):
    """However a page spells it, a charset that fits is believed and nothing is said."""
    text = WRITTEN.get(encoding, "总计 1, 2, 3")
    decoded = decode(text.encode(encoding), declared=label)

    assert (text, encoding, ()) == (decoded.text, decoded.encoding, decoded.remarks)


@pytest.mark.parametrize(
    ("text", "guessed"),
    [
        ("总" * 10, True),
        ("总" * 11, False),
        ("总" * 18 + "镕" * 2, False),
        ("总" * 17 + "镕" * 3, True),
        ("总 1, " * 11, False),
    ],
)
def test_how_much_chinese_is_convincing(text, guessed):
    """More than ten characters, nine of ten of them common; otherwise it is said that the charset is a guess."""
    decoded = decode(text.encode("gb18030"), declared=None)

    assert (text, "gb18030", ["charset-guessed"] * guessed) == (decoded.text, decoded.encoding, codes(decoded))


@pytest.mark.parametrize(("digits", "encoding"), [(1, "gb18030"), (2, "gb18030"), (3, "utf-16-le")])
def test_how_many_zero_bytes_make_utf16(digits, encoding):
    """More than one of twenty."""
    data = ("总" * (20 - digits) + "1" * digits).encode("utf-16-le")

    assert (encoding == "utf-16-le") == (decode(data, declared=None).encoding == "utf-16-le")


@pytest.mark.parametrize(("count", "guessed"), [(9, True), (10, False), (19, False)])
def test_how_many_broken_places_utf8_may_have(count, guessed):
    """One in ten characters; where more is broken, it is a guess that it is UTF-8 at all."""
    decoded = decode(b"\xff" + ("总" * count).encode(), declared=None)

    assert "utf-8" == decoded.encoding
    assert ["charset-guessed"] * guessed + ["text-damaged"] == codes(decoded)


def test_utf16_without_a_mark_is_right_where_it_is_declared():
    """The declaration settles what the zero bytes suggest."""
    assert () == decode("<p>总计</p>".encode("utf-16-le"), declared="utf-16").remarks


def test_zero_bytes_alone_do_not_make_utf16():
    """Zero bytes in what is no UTF-16 are characters like others."""
    assert "a\0b" == decode(b"a\0b", declared=None).text


def test_few_characters_that_are_valid_in_two_charsets_follow_the_declaration():
    """The bytes of this word are valid UTF-8 for two Greek letters."""
    data = "喂".encode("gbk") + "谓".encode("gbk")
    greek = "喂".encode("gbk")

    assert "喂谓" == decode(data, declared="gbk").text
    assert ["charset-guessed"] == codes(decode("·".encode(), declared=None))
    assert "·" == decode("·".encode(), declared="utf-8").text
    assert greek


def test_a_broken_place_does_not_turn_utf8_into_rubbish():
    """UTF-8 cut in the middle of a character would be valid GB18030 all over, and wrong all over."""
    data = LINE.encode()[:-1] + b"<"
    decoded = decode(data, declared="gb2312")

    assert LINE[:-1] + "\ufffd<" == decoded.text
    assert ["charset-guessed", "text-damaged"] == codes(decoded)


def test_a_broken_place_in_gb18030_is_said():
    """Nothing decodes strictly: the reading that loses least is taken, and what is lost is counted."""
    decoded = decode(LINE.encode("gb18030") + b"\xff" + LINE.encode("gb18030"), declared="gbk")

    assert f"{LINE}\ufffd{LINE}" == decoded.text
    assert ["text-damaged"] == codes(decoded)
    assert "U+FFFD × 1" == decoded.remarks[0].detail


def test_a_damaged_text_without_a_declaration_is_a_guess_as_well():
    """Both are said: what was lost, and that the charset was a guess."""
    decoded = decode(b"\xff" + LINE.encode("gb18030"), declared=None)

    assert "gb18030" == decoded.encoding
    assert ["charset-guessed", "text-damaged"] == codes(decoded)


@pytest.mark.parametrize("rubbish", ["锟斤拷", "鏀垮簻", "鍏紑"])
def test_text_that_was_spoiled_before_it_was_saved_is_said(rubbish):
    """What was decoded wrongly once and saved decodes without error."""
    assert ["text-damaged"] == codes(decode(f"{LINE}{rubbish}".encode(), declared="utf-8"))


@given(
    st.binary(), st.none() | st.sampled_from(["utf-8", "gbk", "big5", "hz", "utf-16", "", "x"]) | st.text(max_size=9)
)
def test_any_bytes_give_text(data, declared):
    """Nothing raises, and every code that is said is one there are words for."""
    decoded = decode(data, declared=declared)

    assert decoded.text == decoded.text.encode("utf-8").decode("utf-8")
    assert all(remark.code in NOTICES for remark in decoded.remarks)


@given(st.text(alphabet=st.sampled_from(LINE + "、。0123456789\n"), min_size=40), st.sampled_from(["gb18030", "utf-8"]))
def test_report_text_survives_either_charset_undeclared(text, encoding):
    """Chinese text of some length is told apart without any declaration."""
    text = LINE + text

    assert text == decode(text.encode(encoding), declared=None).text
