"""The page as people use it in Chromium: drop, paste, correct, compare, save, print, with keys, on a small screen."""

import shutil
import zipfile
from pathlib import Path

import attrs
import pytest

import govdisclosure as gd
from readers.pdf_paper import Page, pdf
from readers.workbooks import compound

pytestmark = pytest.mark.system

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
FAULTY, BEFORE = EXAMPLES / "linlan-water-2023.html", EXAMPLES / "linlan-water-2022.html"
SLOW = ROOT / "fuzz" / "corpus" / "pdf"
WRONG = "requests.outcomes.disclosed.natural_persons"
AXE = (ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js").read_text
CHECKED = """async () => (await axe.run()).violations.map(({ id, nodes }) => [id, ...nodes.map(node => node.html)])"""
HURRY = """() => {
  const usual = complain;
  patience = 1;
  complain = text => { patience = 20000; complain = usual; usual(text); };
}"""
"""The next document takes too long, and only that."""
WIDTH = "document.documentElement.scrollWidth"


@pytest.fixture
def wrong(tmp_path):
    """A report with one wrong cell, and the report as it should be."""
    right = gd.read(BEFORE).report
    assert gd.check(right).ok
    gd.write(gd.replace(right, {WRONG: gd.get(right, WRONG) + 10}), tmp_path / "report.html")
    return tmp_path / "report.html", right


def cell(page):
    return page.locator(f'td[data-cell="{WRONG}"]')


def test_a_wrong_cell_is_marked_corrected_and_saved(checker, wrong, tmp_path):
    """Open a report, read the mark and the proposal, take it, see the verdict turn, and read back what is saved."""
    page, (source, right) = checker.page, wrong
    checker.open(source)

    assert "不通过" in page.inner_text("#report-title")
    assert "wrong" in cell(page).get_attribute("class")
    assert f"→{gd.get(right, WRONG)}" in cell(page).inner_text()
    page.locator("#findings button").first.click()
    assert page.locator("td.lit").count() > 1
    page.click("#accept")
    page.wait_for_selector("#report[data-verdict=passed]")
    saved = checker.save("[data-format=docx]", tmp_path / "saved.docx")

    assert () == gd.compare(right, gd.read(saved).report).changes
    assert all(url.startswith(("file:", "blob:", "data:")) for url in checker.requests)


def test_the_sums_change_with_the_cell(checker):
    """Beside the cell stand the sums that it is in; after a correction they stand there anew, with the verdict."""
    page = checker.page
    checker.open(FAULTY)
    page.locator("#findings button").first.click()
    page.wait_for_selector("#cell-sums .failed >> nth=1")
    assert "各项之和 5，总计填 50" in page.inner_text("#cell-sums li >> nth=0")

    page.fill("#value", "49")
    page.keyboard.press("Enter")
    page.wait_for_selector("#cell-sums >> text=各项之和 49，总计填 50")
    assert "已改正。结论：不通过" == page.inner_text("#cell-told")
    page.click("#accept")
    page.wait_for_selector("#cell-sums .passed >> nth=1")
    page.locator("#cell-sums button").first.click()
    assert 7 == page.locator("td.lit").count()


def test_a_file_is_dropped(checker):
    """The page takes it wherever it falls."""
    drag(checker, FAULTY)

    assert ["临澜县水务局 2023: 不通过"] == checker.page.locator("#report-title").all_inner_texts()


def test_a_folder_is_dropped(checker, folder):
    """Its files are read with those in folders inside; those that cannot be a report are named."""
    drag(checker, folder)

    assert 3 == checker.page.locator("#rows tr").count()
    checker.page.wait_for_selector("#errors li")
    assert "reports/picture.png" in checker.page.inner_text("#errors")


def drag(checker, path):
    """Drag from the file manager over the page and let go."""
    data = {"items": [], "files": [str(path)], "dragOperationsMask": 1}
    devtools = checker.page.context.new_cdp_session(checker.page)
    with checker.reading():
        for kind in ("dragEnter", "dragOver", "drop"):
            devtools.send("Input.dispatchDragEvent", {"type": kind, "x": 300, "y": 600, "data": data})


def test_a_table_is_pasted(checker):
    """What was copied from a page is read as a page, tables and text."""
    other = checker.page.context.new_page()
    other.goto(FAULTY.as_uri())
    other.bring_to_front()
    other.keyboard.press("Control+A")
    other.keyboard.press("Control+C")
    other.close()
    page = checker.page
    page.bring_to_front()
    page.locator("h1").click()
    with checker.reading():
        page.keyboard.press("Control+V")

    assert "failed" == page.get_attribute("#report", "data-verdict")
    assert "wrong" in cell(page).get_attribute("class")


@pytest.fixture
def folder(tmp_path):
    """Reports of two years in a folder, one below it, and a picture."""
    folder = tmp_path / "reports"
    (folder / "older").mkdir(parents=True)
    shutil.copy(FAULTY, folder)
    shutil.copy(BEFORE, folder / "older")
    (folder / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    return folder


def test_a_folder_gives_an_overview_and_a_workbook(checker, folder, tmp_path):
    """A line for each file, whether it was read or not; what was left out is named."""
    page = checker.page
    checker.open(folder)
    lines = {row.split("\t")[0]: row for row in page.locator("#rows tr").all_inner_texts()}

    assert {"reports/linlan-water-2023.html", "reports/older/linlan-water-2022.html", "reports/old.doc"} == set(lines)
    assert "不通过" in lines["reports/linlan-water-2023.html"]
    assert "通过" in lines["reports/older/linlan-water-2022.html"]
    assert ".docx" in lines["reports/old.doc"]
    page.wait_for_selector("#errors li")
    assert "reports/picture.png" in page.inner_text("#errors")

    page.click("#rows button >> text=older")
    page.wait_for_selector("#report[data-verdict=passed]")
    saved = checker.save("#workbook", tmp_path / "all.xlsx")
    with zipfile.ZipFile(saved) as packed:
        sheets = "".join(packed.read(name).decode() for name in packed.namelist() if "/worksheets/" in name)
    assert all(name in sheets for name in lines)


def test_the_year_before_stands_beside(checker):
    """Found by organ and year, or chosen by hand."""
    page = checker.page
    checker.open(FAULTY)
    assert "没有上年的报告" in page.inner_text("#beside")

    checker.open(BEFORE)
    page.click("#rows button >> text=2023")
    page.wait_for_selector("#beside table")
    assert "2022\t2023" in page.inner_text("#beside thead >> nth=0")

    checker.open(EXAMPLES / "linlan-county-2025.html")
    page.click("#rows button >> text=water-2023")
    page.wait_for_selector("#report-title >> text=2023")
    page.select_option("#before", label="临澜县人民政府 2025")
    page.wait_for_selector("#beside th >> text=2025")


def test_in_english(checker):
    """Everything that the page says; the official labels stay as they are."""
    page = checker.page
    checker.open(FAULTY)
    page.click("#language")
    page.wait_for_selector("#report-title >> text=failed")

    assert "en" == page.get_attribute("html", "lang")
    assert "This page is one file" in page.inner_text("header")
    assert "Download return slip" in page.inner_text("#downloads")
    assert "but the parts add up to" in page.inner_text("#findings")
    page.click("#language")
    page.wait_for_selector("#report-title >> text=不通过")


def test_a_return_slip(checker, tmp_path):
    """It names the organ and the cell."""
    checker.open(FAULTY)
    saved = checker.save("[data-format=slip]", tmp_path / "slip.docx")
    with zipfile.ZipFile(saved) as packed:
        text = packed.read("word/document.xml").decode()

    assert "临澜县水务局" in text
    assert "50" in text


def test_with_the_keyboard_alone(checker, wrong):
    """Tab to the marked cell, Enter, Enter: the proposal is taken; Escape goes back to where one was."""
    page, (source, _) = checker.page, wrong
    checker.open(source)
    focus = "document.activeElement.dataset.cell ?? document.activeElement.id"
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(focus) == WRONG:
            break
    page.keyboard.press("ArrowRight")
    assert WRONG != page.evaluate(focus)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    assert "value" == page.evaluate(focus)
    page.keyboard.press("Escape")
    assert WRONG == page.evaluate(focus)

    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_selector("#report[data-verdict=passed]")
    page.wait_for_function(f"document.activeElement.dataset.cell === '{WRONG}'")


def test_nothing_stands_beyond_a_small_screen(checker):
    """360 px: no scrolling sideways but inside of a table, whatever is open."""
    page = checker.page
    page.set_viewport_size({"width": 360, "height": 740})
    assert 360 == page.evaluate(WIDTH)
    checker.open(FAULTY, BEFORE)
    page.click("#rows button >> text=2023")
    page.wait_for_selector("#findings button")
    page.locator("#findings button").first.click()
    assert page.is_visible("#cell")
    assert 360 == page.evaluate(WIDTH)
    page.click("#language")
    page.wait_for_selector("#report-title >> text=failed")
    assert 360 == page.evaluate(WIDTH)


def test_printed(checker):
    """On paper are the verdict, the findings and the tables, and nothing to click on."""
    page = checker.page
    checker.open(FAULTY)
    page.locator("#findings button").first.click()
    page.emulate_media(media="print")

    assert [] == [each for each in ("#drop", "#downloads", "#cell", "footer", "#language") if page.is_visible(each)]
    assert all(map(page.is_visible, ("#report-title", "#findings", "td.wrong")))
    page.set_viewport_size({"width": 700, "height": 1000})  # A4 without its margins
    clipped = "[...document.querySelectorAll('#tables table')].some(each => each.scrollWidth > innerWidth)"
    assert not page.evaluate(clipped)
    assert page.pdf(format="A4").startswith(b"%PDF-")


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing(checker, width):
    """Before anything is open, with a report, its open cell and the year before, and in English."""
    page = checker.page
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate(AXE(encoding="utf-8"))
    assert [] == page.evaluate(CHECKED)

    checker.open(BEFORE, FAULTY)
    page.locator("#findings button").first.click()
    assert [] == page.evaluate(CHECKED)
    page.click("#language")
    page.wait_for_selector("#report-title >> text=failed")
    assert [] == page.evaluate(CHECKED)


def test_what_takes_too_long_is_stopped(checker, wrong):
    """Python is started anew, and what was open is as it was, corrections and all."""
    page, (source, _) = checker.page, wrong
    checker.open(source)
    page.locator("#findings button").first.click()
    page.click("#accept")
    page.wait_for_selector("#report[data-verdict=passed]")
    page.evaluate(HURRY)
    checker.open(max(SLOW.iterdir(), key=lambda path: path.stat().st_size))

    assert "读取超过 20 秒，已停止" in page.inner_text("#errors")
    checker.open(FAULTY)
    assert 2 == page.locator("#rows tr").count()
    page.click("#rows button >> text=report.html")
    page.wait_for_selector("#report[data-verdict=passed]")


def test_text_that_disagrees_is_marked(checker, tmp_path):
    """A number in the text that is another one in the table, quoted with the mention marked."""
    report = gd.read(BEFORE).report
    overview = attrs.evolve(report.sections.overview, text="本年度共收到政府信息公开申请12345件。")
    said = attrs.evolve(report, sections=attrs.evolve(report.sections, overview=overview))
    gd.write(said, tmp_path / "report.html")
    checker.open(tmp_path / "report.html")

    assert "12345" in checker.page.inner_text("#said mark >> nth=0")


AES = (
    f"/Root 1 0 R /Encrypt << /Filter /Standard /V 5 /R 6 /Length 256 /O <{bytes(48).hex()}> /U <{bytes(48).hex()}> "
    f"/OE <{bytes(32).hex()}> /UE <{bytes(32).hex()}> /Perms <{bytes(16).hex()}> /P -4 /StmF /StdCF /StrF /StdCF "
    "/CF << /StdCF << /CFM /AESV3 /Length 32 >> >> >> /ID [<00> <00>]"
).encode()
"""The trailer of a PDF with a password as programs of today write it."""
LOCKED = {
    "report.docx": compound({"EncryptedPackage": bytes(5000)}),
    "report.xlsx": compound({"EncryptedPackage": bytes(5000)}),
    "rc4.pdf": pdf(Page().text(72, 100, "正文"), password="secret"),
    "aes.pdf": pdf(Page().text(72, 100, "正文")).replace(b"/Root 1 0 R", AES),
}
"""Small files with a password."""


@pytest.mark.parametrize(
    ("name", "zh", "en"),
    [
        ("report.docx", "请用密码打开，取消密码后另存", "open it with its password and save it without one"),
        ("report.xlsx", "请用密码打开，取消密码后另存", "open it with its password and save it without one"),
        ("rc4.pdf", "请另存一份没有密码的再读取", "save a copy without one and read that"),
        ("aes.pdf", "请打开后另存或打印为未加密的 PDF 再放进来", "open it, print it as PDF and read that"),
    ],
)
def test_a_password(checker, tmp_path, name, zh, en):
    """What has one says what to do, in both languages."""
    page = checker.page
    (tmp_path / name).write_bytes(LOCKED[name])
    checker.open(tmp_path / name)
    assert zh in page.inner_text("#findings")
    page.click("#language")
    page.wait_for_selector("#report-title >> text=could not be read")

    assert en in page.inner_text("#findings")


def test_errors_say_the_next_step(checker, tmp_path):
    """In the line of the file, in words; nothing that is dropped makes the page forget the others."""
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-")
    (tmp_path / "huge.html").write_bytes(b"<p>" + b" " * 60_000_000)
    checker.open(FAULTY, tmp_path / "huge.html", tmp_path / "scan.pdf")

    assert "请打开后重新保存" in checker.page.inner_text("#findings")
    huge = checker.page.inner_text("#rows >> text=huge.html >> xpath=ancestor::tr")
    assert "文件大小（最多 16,000,000 字节）" in huge
    assert "另存为 .docx" in huge
    assert 3 == checker.page.locator("#rows tr").count()
