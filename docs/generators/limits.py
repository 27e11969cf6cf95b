"""The page of the bounds of the readers, from their one declaration."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

import attrs
import griffe

import govdisclosure as gd
from generators.examples import Example, examples, refusal_text
from generators.markdown import literal, table
from govdisclosure.readers.limits import Limits

SOURCE = Path(__file__).resolve().parents[2] / "src"

INTRODUCTION = """# 读取上限 Limits of reading

每个读取器都有上限，免得一份损坏的或恶意的文件占满机器。
默认值远高于见过的任何报告，又远低于能造成危害的程度。
超过时抛出 `LimitExceededError`，写明是哪一项、上限多少、这份文件需要多少；命令行的退出码为 2。
信得过文件时，只提高它说的那一项：

Every reader has bounds, so that a damaged or hostile document cannot take the machine.
An error names the bound, its value and what the document needs; \
raise that one bound if you trust the document, as the [guide](../how-to/raise-a-limit.md) shows.

```text
govdisclosure check --limit slots=400000 2024.html
```

```text
gd.read("2024.html", limits=gd.Limits(slots=400_000))
```"""

CHINESE: Mapping[str, str] = {
    "document_bytes": "文件本身的大小，字节（HTML、文本、CSV、JSON）",
    "package_bytes": "PDF 或压缩格式（DOCX、XLSX）解压之前的大小，字节",
    "unpacked_bytes": "所读各部分（PDF 的各数据流）解压之后的总大小，字节",
    "part_bytes": "压缩包内单个部分（PDF 的单个数据流）解压之后的大小，字节",
    "package_parts": "压缩包（或存为单个文件的网页）内的部分数，网页脚本里的表格数",
    "archive_members": "一个 ZIP 压缩包里的文件数（压缩包由命令行读取）",
    "archive_bytes": "一个 ZIP 压缩包里的文件解压之后的总大小，字节",
    "tag_bytes": "一个标记（含属性）的长度，字节",
    "tag_attributes": "一个标记的属性数",
    "markup_depth": "元素嵌套的层数",
    "markup_tags": "一份文件里标记和注释的总数",
    "style_work": "样式表的选择器与元素相比的次数",
    "nodes": "一份 JSON 里值和名称的总数",
    "lines": "一份文件里文字的总行数，表格之外的和单元格里第一行之外的都算",
    "line_characters": "一行的字数；超出的部分不读，并给出提示",
    "table_depth": "表格套表格的层数",
    "slots": "全部表格（工作表）展开合并单元格之后的格数",
    "rows": "一份文件里属于报告表格的总行数，几份报告合计",
    "pages": "PDF 的页数",
    "pdf_steps": "读取一份 PDF 的步数（记号、字形、引用等，每步约 5 微秒，密排的一页约三万步）",
    "seconds": "读取一份文件的处理器时间，秒；单独的进程按时钟可用三倍，等待管道的时间也以此为限",
    "memory_bytes": "读取文件的单独进程（PDF，以及 read_many 的全部文件）的内存，字节，仅限 Linux",
    "office_memory_bytes": "LibreOffice 的内存，字节，仅限 Linux",
}


def english() -> Mapping[str, str]:
    """What each field is, from the docstring below it."""
    package = griffe.load("govdisclosure.readers.limits", search_paths=[SOURCE])
    fields = cast("griffe.Class", package["Limits"]).attributes
    return {name: field.docstring.value for name, field in fields.items() if field.docstring}


def lines() -> Iterator[tuple[str, str, str, str]]:
    """A line for each bound."""
    told = english()
    for field in attrs.fields(Limits):
        yield f"`{field.name}`", f"{field.default:,}", CHINESE[field.name], told[field.name]


EXAMPLES = """## 例子 Examples

上限降到足以拒绝一份小文件的程度，消息是生成本页时读出来的；最后一行是提高这一项的写法（这里是默认值的两倍）。
Each with the bound lowered, so that a small document passes it, and its message in the run that made this page; \
the last line raises the bound (here to twice its default)."""


def raising(name: str) -> str:
    """How a bound is raised, on the command line and in a program."""
    twice = 2 * getattr(Limits(), name)
    return f"`--limit {name}={twice}`，`gd.Limits({name}={twice:_})`"


def told(example: Example) -> tuple[str, str]:
    """The message in both languages; one that not every system gives is made here, as the reader makes it."""
    if example.needs:
        error = gd.LimitExceededError(example.code, getattr(example.limits, example.code))
        return error.message("zh"), error.message("en")
    text = refusal_text(example)
    return text.zh, text.en


def section(example: Example) -> str:
    """What was read with which bound, what that gives, and how to raise the bound."""
    lines = (example.what.zh, example.what.en, *map(literal, told(example)), raising(example.code))
    return "\n".join([f"`{example.code}`", *(f": {line}" for line in lines)])


def page() -> str:
    """The whole page."""
    bounds = table(("名称 Name", "默认 Default", "含义", "Meaning"), lines())
    return "\n\n".join([INTRODUCTION, bounds, EXAMPLES, *map(section, examples("BOUNDS"))])
