"""What a reading can say beside its numbers: every kind of notice, declared once.

A notice never means that a number was changed. It says that something printed was not placed, that a cell was left
without a number and why, or that a reading rests on more than the label printed beside it.
"""

from collections.abc import Mapping
from types import MappingProxyType, NoneType
from typing import Any, Final

import attrs

from govdisclosure.errors import InvalidValueError, language
from govdisclosure.forms.declare import declared
from govdisclosure.forms.demands import is_a
from govdisclosure.forms.say import COLON
from govdisclosure.forms.shared import ApplicantCounts
from govdisclosure.forms.text import Lang
from govdisclosure.model.place import Place
from govdisclosure.plain import prose, quoted


@attrs.frozen(kw_only=True)
class NoticeKind:
    """A kind of notice: its code, its text in both languages, and what a reader of the document should do.

    ``zh`` and ``en`` are templates; ``{detail}`` is what the notice itself adds (a label, a printed text, a number).
    """

    code: str
    zh: str
    en: str
    advice_zh: str
    advice_en: str


def _known(instance: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
    if not isinstance(value, str) or value not in NOTICES:
        raise InvalidValueError(f"there is no notice {quoted(value)}", zh=f"没有读取提示 {quoted(value)}")


@attrs.frozen
class Notice:
    """One remark of a reading: its kind, the addresses it touches, where it stands, and what was printed there."""

    code: str = attrs.field(validator=_known)
    """Its kind: one of ``NOTICES``."""
    addresses: tuple[str, ...] = attrs.field(default=(), validator=is_a(tuple))
    """The cells that it touches."""
    place: Place | None = attrs.field(default=None, validator=is_a(Place, NoneType))
    """Where in the document."""
    detail: str = attrs.field(default="", validator=is_a(str))
    """What was printed there: a label, a text, a number."""

    def message(self, lang: Lang = "zh") -> str:
        """The notice as a sentence in ``lang`` ("zh" or "en"), on one line."""
        language(lang)
        kind = NOTICES[self.code]
        template = kind.zh if lang == "zh" else kind.en
        if not self.detail:
            template = template.removesuffix(f"{COLON.get(lang)}{{detail}}")
        return prose(template.replace("{detail}", self.detail))


_KINDS: list[NoticeKind] = []


def _declared(code: str, *, zh: str, en: str, advice_zh: str, advice_en: str) -> str:
    """Declare a kind of notice; its code."""
    _KINDS.append(NoticeKind(code=code, zh=zh, en=en, advice_zh=advice_zh, advice_en=advice_en))
    return code


CHARSET_GUESSED: Final = _declared(
    "charset-guessed",
    zh="没有声明字符编码，或声明与内容不符；按 {detail} 读取",
    en="no charset is declared, or it does not fit the content; read as {detail}",
    advice_zh="抽查几个汉字标签，确认没有乱码。",
    advice_en="Look at a few labels and make sure that the characters are right.",
)
TEXT_DAMAGED: Final = _declared(
    "text-damaged",
    zh="文中有无法解码的字符：{detail}",
    en="some characters could not be decoded: {detail}",
    advice_zh="用原始文件重新导出后再读。",
    advice_en="Export the document again from its source.",
)
LINE_CUT: Final = _declared(
    "line-cut",
    zh="有一行过长，行末的 {detail} 个字符没有读入",
    en="a line is longer than any real one; the last {detail} characters of it were not read",
    advice_zh="看这一行的后半有没有报告的内容；有则用 --limit line_characters=... 提高上限再读。",
    advice_en="See whether the rest of the line belongs to the report; if so, raise --limit line_characters=...",
)
IMAGE_CELL: Final = _declared(
    "image-cell",
    zh="单元格里只有图片，没有文字",
    en="the cell shows a picture and no text",
    advice_zh="看图片里是不是数字，是则手工填写。",
    advice_en="See whether the picture shows a number, and fill it in.",
)
TABLE_IN_CELL: Final = _declared(
    "table-in-cell",
    zh="单元格里只有另一个表格或文本框，没有自己的文字",
    en="the cell holds another table or a text box and no text of its own",
    advice_zh="看里面是不是这一格的数字，是则手工填写。",
    advice_en="See whether the number of the cell stands inside, and fill it in.",
)
EMBEDDED_FRAME: Final = _declared(
    "embedded-frame",
    zh="网页嵌入了另一个文件，未读入：{detail}",
    en="the page shows another file inside, which was not read: {detail}",
    advice_zh="报告若在其中，请单独读取那个文件。",
    advice_en="If the report is in it, read that file.",
)
ATTACHMENT_UNREAD: Final = _declared(
    "attachment-unread",
    zh="网页没有带数字的表格，只提到另一个文件，未读入：{detail}",
    en="the page shows no table with numbers and names another file, which was not read: {detail}",
    advice_zh="报告若在其中，请单独读取那个文件。",
    advice_en="If the report is in it, read that file.",
)
HIDDEN_TABLE: Final = _declared(
    "hidden-table",
    zh="网页没有显示带数字的表格，读入了不显示的内容",
    en="the page shows no table with numbers, so what it hides was read as well",
    advice_zh="在浏览器中打开，确认这些表格会显示（如点开标签页后）。",
    advice_en="Open the page and make sure that it can show these tables (on another tab, say).",
)
SCRIPT_TABLE: Final = _declared(
    "script-table",
    zh="网页没有显示带数字的表格，从脚本或数据中的网页代码读取",
    en="the page shows no table with numbers; read from the markup in its scripts or data",
    advice_zh="在浏览器中打开，与显示的表格核对。",
    advice_en="Open the page and compare it with the tables shown.",
)
SCRIPT_TABLE_UNREAD: Final = _declared(
    "script-table-unread",
    zh="脚本中有由程序拼出的表格，未读入（{detail} 个）",
    en="scripts put tables together by computing, which were not read ({detail})",
    advice_zh="在浏览器中打开，另存为网页后再读。",
    advice_en="Open the page in a browser, save it from there and read that.",
)
UNACCEPTED_REVISIONS: Final = _declared(
    "unaccepted-revisions",
    zh="文档带有未接受的修订（{detail} 处），按全部接受后的内容读取",
    en="the document has tracked changes that are not accepted ({detail}); read as if they were",
    advice_zh="在 Word 中接受或拒绝全部修订后再读。",
    advice_en="Accept or reject all changes in Word and read it again.",
)
HIDDEN_TEXT: Final = _declared(
    "hidden-text",
    zh="未读入看不见的文字：{detail}",
    en="text that is not shown was left out: {detail}",
    advice_zh="确认这些文字确实不属于报告。",
    advice_en="Make sure that this text is no part of the report.",
)
STRUCK_TEXT: Final = _declared(
    "struck-text",
    zh="未读入带删除线的文字：{detail}",
    en="text that is struck through was left out: {detail}",
    advice_zh="确认删除线确实表示作废。",
    advice_en="Make sure that it was struck through to be taken out.",
)
RAISED_MARK: Final = _declared(
    "raised-mark",
    zh="未读入上标或下标：{detail}",
    en="a raised or lowered mark was left out: {detail}",
    advice_zh="确认它是注释标记，而不是数字的一部分。",
    advice_en="Make sure that it is a mark and no part of a number.",
)
WHITE_TEXT: Final = _declared(
    "white-text",
    zh="有白色文字，可能看不见：{detail}",
    en="there is white text, which may not be visible: {detail}",
    advice_zh="看页面上能否看见；表格里的白色数字未读取，看得见的请手工填写。",
    advice_en="See whether it is visible; white numbers in tables were not read: fill those in that can be seen.",
)
LOOK_UNCLEAR: Final = _declared(
    "look-unclear",
    zh="文字的大小、位置与相邻文字不同，或样式含义不明，是否属于数字存疑：{detail}",
    en="the size, position or style of some text leaves open whether it belongs to the number: {detail}",
    advice_zh="看页面上显示的是什么；表格里的这个数字未读取，请手工填写。",
    advice_en="See what is shown; the number was not read where it stands in a table: fill it in.",
)
CELL_COVERED: Final = _declared(
    "cell-covered",
    zh="这一格里有图片、图形、批注或表单域，其中显示的内容未读取",
    en="a picture, a drawing, a comment or a form field stands in the cell; what it shows was not read",
    advice_zh="看这一格显示的是什么，手工填写。",
    advice_en="See what is shown in the cell and fill it in.",
)
SCRIPTED_TEXT: Final = _declared(
    "scripted-text",
    zh="此处的文字由脚本或样式表写入，未读入：{detail}",
    en="a script or a style sheet writes text here, which was not read: {detail}",
    advice_zh="在浏览器中打开，看这里显示的是什么，手工填写，或另存为网页后再读。",
    advice_en="Open the page and fill in what it shows here, or save it from the browser and read that.",
)
FOOTNOTE: Final = _declared(
    "footnote",
    zh="此处有脚注或尾注，未并入正文：{detail}",
    en="there is a footnote or endnote here, not read into the text: {detail}",
    advice_zh="看注释是否改变了数字的含义。",
    advice_en="See whether the note changes what the number means.",
)
FIELD_WITHOUT_RESULT: Final = _declared(
    "field-without-result",
    zh="域没有保存计算结果：{detail}",
    en="a field has no stored result: {detail}",
    advice_zh="在 Word 中全选后按 F9 更新域，保存后再读。",
    advice_en="Select all in Word, press F9 to update the fields, save and read it again.",
)
LIST_LABEL_UNREAD: Final = _declared(
    "list-label-unread",
    zh="自动编号不属于文字，未读入（{detail} 处）",
    en="automatic numbering is no part of the text and was not read ({detail})",
    advice_zh="一般无需处理；编号本身是数据时请手工填写。",
    advice_en="Nothing to do as a rule; type the numbers in where they are data.",
)
PICTURES_UNREAD: Final = _declared(
    "pictures-unread",
    zh="图片未读入（{detail} 幅）",
    en="pictures were not read ({detail})",
    advice_zh="看图片中有没有表格或数字。",
    advice_en="See whether the pictures show tables or numbers.",
)
OBJECT_UNREAD: Final = _declared(
    "object-unread",
    zh="嵌入的对象未读入：{detail}",
    en="an embedded object was not read: {detail}",
    advice_zh="对象若是表格，请改为普通表格。",
    advice_en="If the object is a table, make it a table of the document.",
)
EMBEDDED_DOCUMENT_UNREAD: Final = _declared(
    "embedded-document-unread",
    zh="嵌入的另一份文档未读入",
    en="another document embedded in this one was not read",
    advice_zh="在 Word 中打开并另存为 .docx 后再读。",
    advice_en="Open it in Word, save it as .docx and read it again.",
)
CONVERTED_BY_OFFICE: Final = _declared(
    "converted-by-office",
    zh="由 LibreOffice 从 {detail} 格式转换后读取",
    en="read after LibreOffice converted it from {detail}",
    advice_zh="有疑问时与原件核对。",
    advice_en="Compare it with the original where in doubt.",
)
CONVERSION_DIFFERS: Final = _declared(
    "conversion-differs",
    zh="LibreOffice 转换后，这一行的数字不是原文件里的",
    en="as LibreOffice converted it, this row does not hold the figures of the document",
    advice_zh="用 Word 或 WPS 打开原文件，另存为 .docx 后再读；或照原件填写这一行。",
    advice_en="Open the document in Word or WPS, save it as .docx and read that; or fill in this row from it.",
)
HIDDEN_SHEET: Final = _declared(
    "hidden-sheet",
    zh="隐藏的工作表未读入：{detail}",
    en="a hidden sheet was left out: {detail}",
    advice_zh="报告若在其中，请取消隐藏后再读。",
    advice_en="If the report is in it, show the sheet and read the workbook again.",
)
HIDDEN_CELLS: Final = _declared(
    "hidden-cells",
    zh="隐藏的行列或被合并单元格盖住的内容未读入：{detail}",
    en="cells in hidden rows or columns, or covered by merged cells, were left out: {detail}",
    advice_zh="确认这些内容确实不属于报告。",
    advice_en="Make sure that they are no part of the report.",
)
MERGED_CELLS_OVERLAP: Final = _declared(
    "merged-cells-overlap",
    zh="合并单元格互相重叠，后者按未合并读取：{detail}",
    en="merged cells overlap; the later ones were read as not merged: {detail}",
    advice_zh="文件可能已损坏，用办公软件打开并另存后再读。",
    advice_en="The file may be damaged; open it, save it and read it again.",
)
SHEET_UNREAD: Final = _declared(
    "sheet-unread",
    zh="工作表不含单元格（图表等），未读入：{detail}",
    en="a sheet without cells (a chart, say) was not read: {detail}",
    advice_zh="一般无需处理。",
    advice_en="Nothing to do as a rule.",
)
NUMBER_FORMAT: Final = _declared(
    "number-format",
    zh="数字格式使显示与存储的数不同，按存储的数读取（格式 {detail}）",
    en="the cell shows its number in another form; read as stored (format {detail})",
    advice_zh="看单元格显示的是什么：四舍五入、以万为单位、短横还是空白。",
    advice_en="See what the cell shows: a rounded number, one in another unit, a dash or nothing.",
)
FORMULA_EVALUATED: Final = _declared(
    "formula-evaluated",
    zh="公式没有可信的存储结果，由程序算出：{detail}",
    en="the formula has no stored result to trust; computed here: {detail}",
    advice_zh="用办公软件打开并保存一次，结果即写入文件。",
    advice_en="Open the workbook once and save it; that stores the results.",
)
FORMULA_WITHOUT_VALUE: Final = _declared(
    "formula-without-value",
    zh="公式没有可信的存储结果，也无法算出：{detail}",
    en="the formula has no stored result to trust and cannot be computed here: {detail}",
    advice_zh="用办公软件打开并保存一次后再读。",
    advice_en="Open the workbook once, save it and read it again.",
)
FORMULA_DIFFERS: Final = _declared(
    "formula-differs",
    zh="存储的结果与公式算出的不同，按存储的读取：{detail}",
    en="the stored result is not what the formula gives; read as stored: {detail}",
    advice_zh="在办公软件中重新计算，看哪一个是要公布的数。",
    advice_en="Recalculate the workbook and see which number is meant.",
)
QUOTE_UNCLOSED: Final = _declared(
    "quote-unclosed",
    zh="文件中有未闭合的引号，引号按普通字符读取",
    en="a quotation mark is opened and never closed; read as a plain character",
    advice_zh="检查含引号的字段是否完整。",
    advice_en="See whether the fields with quotation marks are complete.",
)
NUMBER_JOINED: Final = _declared(
    "number-joined",
    zh="一个数字由相距较远的几段拼成：{detail}",
    en="a number was put together from pieces that stand apart: {detail}",
    advice_zh="与原件核对这个数字。",
    advice_en="Compare the number with the original.",
)
NUMBER_CONTINUED: Final = _declared(
    "number-continued",
    zh="单元格太窄，一个数字印成几行，合在一起读取：{detail}",
    en="a number that its cell is too narrow for stands on several lines and was read as one: {detail}",
    advice_zh="与原件核对这个数字。",
    advice_en="Compare the number with the original.",
)
NUMBER_WRAPPED: Final = _declared(
    "number-wrapped",
    zh="一个数字分成几行：{detail}",
    en="a number stands on several lines: {detail}",
    advice_zh="与原件核对，确认是一个数字而不是几个。",
    advice_en="Compare with the original: is it one number or several?",
)
TEXT_OVERLAPS: Final = _declared(
    "text-overlaps",
    zh="文字相互重叠，可能读错：{detail}",
    en="characters are printed over each other and may be misread: {detail}",
    advice_zh="与原件核对这一格。",
    advice_en="Compare the cell with the original.",
)
TEXT_ACROSS_RULES: Final = _declared(
    "text-across-rules",
    zh="跨越多条表格线的文字不属于任何一格，未读入：{detail}",
    en="text that runs across several lines of a table belongs to no cell and was left out: {detail}",
    advice_zh="看原件中这里印的是什么。",
    advice_en="See in the original what is printed there.",
)
TEXT_SLANTED: Final = _declared(
    "text-slanted",
    zh="未读入斜排的文字（如水印）：{detail}",
    en="slanted text, such as a watermark, was left out: {detail}",
    advice_zh="确认它不属于报告正文。",
    advice_en="Make sure that it is no part of the report.",
)
TABLE_PART_UNCLEAR: Final = _declared(
    "table-part-unclear",
    zh="表格线不完整，此处文字不属于任何一格：{detail}",
    en="the lines of a table are incomplete and this text belongs to no cell: {detail}",
    advice_zh="与原件核对表格的这一部分。",
    advice_en="Compare this part of the table with the original.",
)
ROW_REJOINED: Final = _declared(
    "row-rejoined",
    zh="一行在分页处断开，下页只有标签的其余部分，合在一起读取：{detail}",
    en="a row is cut by the end of a page, with only the rest of its label overleaf; read as one: {detail}",
    advice_zh="与原件核对这一行。",
    advice_en="Compare the row with the original.",
)
ROW_TORN: Final = _declared(
    "row-torn",
    zh="一行在分页处断开，这一格可能只印了一部分，未读取：{detail}",
    en="a row is cut by the end of a page and the cell may be a part of what is printed; not read: {detail}",
    advice_zh="看原件中这一行在两页上各印了什么。",
    advice_en="See in the original what both pages print of this row.",
)
TABLE_WITHOUT_LINES: Final = _declared(
    "table-without-lines",
    zh="表格没有框线，行列由位置推断",
    en="a table has no lines; rows and columns were inferred from positions",
    advice_zh="与原件核对表中的数字，或改读网页、Word 版本。",
    advice_en="Compare its numbers with the original, or read the HTML or Word version.",
)
HEADER_REPEATED: Final = _declared(
    "header-repeated",
    zh="续页重复的表头未重复读入：{detail}",
    en="the header that is repeated on the next page was left out: {detail}",
    advice_zh="一般无需处理。",
    advice_en="Nothing to do as a rule.",
)
PAGE_FURNITURE: Final = _declared(
    "page-furniture",
    zh="未读入页码和每页重复的页眉页脚：{detail}",
    en="page numbers and lines repeated on every page were left out: {detail}",
    advice_zh="一般无需处理。",
    advice_en="Nothing to do as a rule.",
)
PAGE_IS_IMAGE: Final = _declared(
    "page-is-image",
    zh="此页是图片，未读入",
    en="the page is a picture and was not read",
    advice_zh="先做文字识别（OCR），或改读网页、Word 版本。",
    advice_en="Run OCR on it first, or read the HTML or Word version.",
)
PAGE_DAMAGED: Final = _declared(
    "page-damaged",
    zh="此页有一部分已损坏，内容可能不全",
    en="a part of the page is damaged and something may be missing",
    advice_zh="用原始文件重新导出后再读。",
    advice_en="Export the document again from its source.",
)
PAGES_MISSING: Final = _declared(
    "pages-missing",
    zh="文件声明的页数比实有的多 {detail} 页",
    en="the file promises more pages than it has ({detail} more)",
    advice_zh="文件可能不完整，请重新下载。",
    advice_en="The file may be incomplete; download it again.",
)
NOTE_NOT_READ: Final = _declared(
    "note-not-read",
    zh="页面上的表单域或批注文字未读入：{detail}",
    en="text of a form field or a comment on the page was not read: {detail}",
    advice_zh="打开文件，打印为新的 PDF 后再读。",
    advice_en="Open the file, print it to a new PDF and read that.",
)
LABEL_VARIANT: Final = _declared(
    "label-variant",
    zh="标签是已知的一种误印：{detail}",
    en="a label is a known misprint: {detail}",
    advice_zh="核对这一行或这一列的标签。",
    advice_en="Compare the label with the form.",
)
LABEL_NEAR: Final = _declared(
    "label-near",
    zh="标签与格式用语不完全一致，按最接近的唯一标签读取：{detail}",
    en="a label is not quite that of the form; read as the only one close to it: {detail}",
    advice_zh="核对这一行或这一列的标签。",
    advice_en="Compare the label with the form.",
)
LABEL_BY_ORDER: Final = _declared(
    "label-by-order",
    zh="同名标签按前后次序区分：{detail}",
    en="labels of the same wording were told apart by their order: {detail}",
    advice_zh="核对这些行或列。",
    advice_en="Look at these rows or columns.",
)
HEADER_MISSING: Final = _declared(
    "header-missing",
    zh="没有可识别的完整表头，数据个数与格式一致，按格式的次序读取{detail}",
    en="no whole header that can be read; the count fits the form and its order was taken{detail}",
    advice_zh="核对各列次序。",
    advice_en="Make sure that the columns are in the official order.",
)
NUMBERING_LEFT_OUT: Final = _declared(
    "numbering-left-out",
    zh="未读入为各行或各列编的号：{detail}",
    en="numbers that count the lines, rows or columns of a table were left out: {detail}",
    advice_zh="一般无需处理；确认它们不是表中的数据。",
    advice_en="Usually nothing; make sure that these are no figures of the table.",
)
_FIRST, *_, _LAST = (label.zh for _, label in declared(ApplicantCounts))
HEADER_BY_ORDER: Final = _declared(
    "header-by-order",
    zh="表头各列名称齐全，但只有先后次序，看不出各列的位置，按格式的次序读取：{detail}",
    en="the header names all columns, but only one after the other, which does not show where they stand; "
    "they were read in the official order: {detail}",
    advice_zh=f"对照原表确认各列次序，尤其是“{_FIRST}”和“{_LAST}”的位置。",
    advice_en=f"Compare the columns with the original table, above all where {_FIRST} and {_LAST} stand.",
)
HEADER_UNCLEAR: Final = _declared(
    "header-unclear",
    zh="表头的列次序无法确定，未读取这些格：{detail}",
    en="the order of the columns cannot be told from the header; these cells were not read: {detail}",
    advice_zh="看原文后手工填写。",
    advice_en="Look at the document and fill them in.",
)
COLUMN_EXTRA: Final = _declared(
    "column-extra",
    zh="格式中没有的列，未读入：{detail}",
    en="a column that is not on the form was left out: {detail}",
    advice_zh="一般无需处理；确认它不是表中的数据。",
    advice_en="Nothing to do as a rule; make sure that it is none of the form's.",
)
EDITIONS_MIXED: Final = _declared(
    "editions-mixed",
    zh="同一张表里混有另一种格式，这一行未读入：{detail}",
    en="a row of another edition of the form stands in the table, and was left out: {detail}",
    advice_zh="看应该用哪一年的格式，按它填写这一行。",
    advice_en="See which edition the report has to use, and fill the row in as that has it.",
)
ROW_EXTRA: Final = _declared(
    "row-extra",
    zh="分组行自身带有数据（多为小计），未读入：{detail}",
    en="a group heading has numbers of its own (mostly subtotals), left out: {detail}",
    advice_zh="一般无需处理。",
    advice_en="Nothing to do as a rule.",
)
ROW_UNKNOWN: Final = _declared(
    "row-unknown",
    zh="行标签不属于格式，未读入：{detail}",
    en="a row whose label is not on the form was left out: {detail}",
    advice_zh="看它是哪一行，手工填写。",
    advice_en="See which row it is and fill it in.",
)
ROW_MISSING: Final = _declared(
    "row-missing",
    zh="缺少行：{detail}",
    en="rows are missing: {detail}",
    advice_zh="看原文是否有这些行。",
    advice_en="See whether the document has them.",
)
ROW_INCOMPLETE: Final = _declared(
    "row-incomplete",
    zh="数据个数与列数不符，未读取此行：{detail}",
    en="the row does not have as many values as columns and was not read: {detail}",
    advice_zh="看原文后手工填写；空格可能在转换时丢失。",
    advice_en="Look at the document and fill it in; blank cells may have been lost.",
)
ROW_REPEATED: Final = _declared(
    "row-repeated",
    zh="同一行出现不止一次：{detail}",
    en="a row is printed more than once: {detail}",
    advice_zh="一般无需处理。",
    advice_en="Nothing to do as a rule.",
)
ROW_CONTRADICTORY: Final = _declared(
    "row-contradictory",
    zh="同一行出现不止一次且数据不同，未读取：{detail}",
    en="a row is printed more than once with different numbers and was not read: {detail}",
    advice_zh="看原文确定哪一行有效。",
    advice_en="See which of them holds.",
)
CELLS_MERGED: Final = _declared(
    "cells-merged",
    zh="合并或拆分的单元格里的数字不能归到一个格：{detail}",
    en="a number in merged or split cells cannot be given to one cell: {detail}",
    advice_zh="看原文后手工填写。",
    advice_en="Look at the document and fill it in.",
)
NUMBER_UNREADABLE: Final = _declared(
    "number-unreadable",
    zh="无法识别为数字：{detail}",
    en="not a number that can be read: {detail}",
    advice_zh="看原文后手工填写。",
    advice_en="Look at the document and fill it in.",
)
NUMBER_CLEANED: Final = _declared(
    "number-cleaned",
    zh="去掉不可见字符或小数点后的零后读取：{detail}",
    en="read without invisible characters or zeros after the point: {detail}",
    advice_zh="一般无需处理。",
    advice_en="Nothing to do as a rule.",
)
NUMBER_CONVERTED: Final = _declared(
    "number-converted",
    zh="按印出的单位精确换算：{detail}",
    en="converted exactly from the unit that is printed: {detail}",
    advice_zh="确认印出的单位没有写错。",
    advice_en="Make sure that the printed unit is right.",
)
NUMBER_ANNOTATED: Final = _declared(
    "number-annotated",
    zh="数字后的说明未计入：{detail}",
    en="a remark after the number was left out: {detail}",
    advice_zh="确认说明不改变数字的含义。",
    advice_en="Make sure that the remark does not change what the number means.",
)
NUMBER_NOT_PLACED: Final = _declared(
    "number-not-placed",
    zh="表中有数字未归入任何格：{detail}",
    en="a number in the table belongs to none of its cells: {detail}",
    advice_zh="看原文确定它属于哪里。",
    advice_en="See where it belongs.",
)
TABLE_MISSING: Final = _declared(
    "table-missing",
    zh="没有找到表：{detail}",
    en="the table was not found: {detail}",
    advice_zh="看原文中它是不是图片，或在附件里。",
    advice_en="See whether it is a picture or in an attachment.",
)
EDITION_GUESSED: Final = _declared(
    "edition-guessed",
    zh="标签不能确定表格版本，按 {detail} 版读取",
    en="the labels do not show the edition of the table; read as {detail}",
    advice_zh="核对表格的版本。",
    advice_en="See which edition the table has.",
)
YEAR_MISSING: Final = _declared(
    "year-missing",
    zh="文中没有年度",
    en="no reporting year in the document",
    advice_zh="手工填写年度。",
    advice_en="Fill the year in.",
)
YEAR_INFERRED: Final = _declared(
    "year-inferred",
    zh="标题没有年度，按统计期限、前言或文件名取：{detail}",
    en="no year in the title; taken from the period, the preface or the name of the file: {detail}",
    advice_zh="核对年度。",
    advice_en="Make sure that the year is right.",
)
YEAR_DOUBTFUL: Final = _declared(
    "year-doubtful",
    zh="文中年度不一致：{detail}",
    en="the document names different years: {detail}",
    advice_zh="核对年度。",
    advice_en="Make sure that the year is right.",
)
ORGAN_MISSING: Final = _declared(
    "organ-missing",
    zh="文中没有机关名称",
    en="no name of the organ in the document",
    advice_zh="手工填写机关名称。",
    advice_en="Fill the name in.",
)
ORGAN_INFERRED: Final = _declared(
    "organ-inferred",
    zh="标题没有机关名称，按前言取：{detail}",
    en="no name of the organ in the title; taken from the preface: {detail}",
    advice_zh="核对机关名称。",
    advice_en="Make sure that the name is right.",
)
ORGAN_DOUBTFUL: Final = _declared(
    "organ-doubtful",
    zh="文中机关名称不一致：{detail}",
    en="the document names different organs: {detail}",
    advice_zh="核对机关名称。",
    advice_en="Make sure that the name is right.",
)
PERIOD_DOUBTFUL: Final = _declared(
    "period-doubtful",
    zh="统计期限无法确定：{detail}",
    en="the statistical period cannot be told: {detail}",
    advice_zh="核对统计期限；网站软件可能丢失了数字。",
    advice_en="Look at the sentence; the site may have lost digits.",
)
HEADING_VARIANT: Final = _declared(
    "heading-variant",
    zh="按序号和用语认作章节标题：{detail}",
    en="taken for the title of a section by its ordinal and words: {detail}",
    advice_zh="核对章节。",
    advice_en="Look at the sections.",
)
HEADING_RENUMBERED: Final = _declared(
    "heading-renumbered",
    zh="表格的标题编号与格式不同：{detail}",
    en="the title of a table is numbered otherwise than on the form: {detail}",
    advice_zh="按内容认作该表；核对编号。",
    advice_en="It was taken for that table by its words; look at the number.",
)
SECTION_MISSING: Final = _declared(
    "section-missing",
    zh="没有找到章节：{detail}",
    en="sections were not found: {detail}",
    advice_zh="看原文是否有这些章节。",
    advice_en="See whether the document has them.",
)
FEE_UNREADABLE: Final = _declared(
    "fee-unreadable",
    zh="信息处理费金额无法确定：{detail}",
    en="the amount of the handling fee cannot be told: {detail}",
    advice_zh="看原文后手工填写。",
    advice_en="Look at the document and fill it in.",
)
REPORTS_SIDE_BY_SIDE: Final = _declared(
    "reports-side-by-side",
    zh="文件中有几份报告的表并排，按左右次序归为各份报告",
    en="the tables of several reports stand side by side; put together by their order",
    advice_zh="核对每份报告的表。",
    advice_en="Make sure that each report has its own tables.",
)
REPORTS_NOT_PAIRED: Final = _declared(
    "reports-not-paired",
    zh="文件中有几份报告的表，不能确定哪些表属于同一份报告",
    en="the tables of several reports are in the document, and it cannot be told which belong together",
    advice_zh="分开读取，或手工合并。",
    advice_en="Read them apart, or put them together by hand.",
)

KINDS: tuple[NoticeKind, ...] = tuple(_KINDS)
"""Every kind of notice, in the order of the pages about them."""

NOTICES: Mapping[str, NoticeKind] = MappingProxyType({kind.code: kind for kind in KINDS})
"""Every kind of notice by its code."""
