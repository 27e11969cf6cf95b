"""The page of the exceptions: who must act, what each carries, and a message that the library really gave."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from types import ModuleType
from typing import cast

import govdisclosure as gd
from generators.examples import examples, refusal_block
from generators.markdown import quoted, table
from govdisclosure import errors, policy
from govdisclosure.forms.text import Text
from govdisclosure.readers.limits import Limits

INTRODUCTION = """# 异常 Exceptions

报告的内容从不引发异常：内容不对，是规则的结论；内容没有归位，是读取提示。
异常只表示三件事之一：没有报告可言，调用有误，或者缺少安装项。
全部异常都继承 `GovDisclosureError`，并按该由谁处理分为几支；许多同时继承内建的异常，所以 `except ValueError` 也能接住。
命令行把它们写到标准错误，退出码为 2。
每条消息都是一行（`InvalidDocumentError` 每个问题一行），文件里的控制字符写成 `\\uXXXX`，不会在终端或日志里起作用。
每条消息都有中文和英文：`str(error)` 是英文，`error.message("zh")` 是中文；命令行用哪种语言，就写哪种语言的。

The content of a document never raises: what is wrong in it is an outcome of a rule, \
and what could not be placed is a notice of the reading.
All exceptions descend from `GovDisclosureError`, split by who must act; many are built-in exceptions as well.
On the command line each is a message on the error stream and exit code 2.
Every message exists in both languages: `str(error)` is English, `error.message("zh")` Chinese; \
the command line writes the one of its language.

```python
>>> import govdisclosure as gd
>>> try:
...     gd.get(gd.zeros(2024), "requests.received.totals")
... except gd.UnknownAddressError as error:
...     print(error.suggestion)
...     print(error.message("zh"))
requests.received.total
这一版表样中没有单元格 'requests.received.totals'；是否指 'requests.received.total'？
```"""

WHO: Mapping[type[Exception], Text] = {
    gd.GovDisclosureError: Text("本库有意抛出的一切异常的根", "everything raised on purpose"),
    gd.DocumentError: Text("这份文件读不了：换一份文件，或换一种读法", "the document cannot be read"),
    gd.FileError: Text("系统不让读取这个文件", "the system does not let the file be read"),
    gd.MissingFileError: Text("没有这个文件", "there is no such file"),
    gd.NotAReportError: Text("没有找到年度报告的表格", "no table of an annual report was found"),
    gd.UnsupportedFormatError: Text("没有能读这种格式的读取器", "no reader for this kind of document"),
    gd.DamagedDocumentError: Text(
        "文件损坏、加密，或不符合其格式", "broken, encrypted, or not what its format demands"
    ),
    gd.LimitExceededError: Text("超过一项读取上限", "a bound of the readers was passed"),
    gd.SeveralReportsError: Text("一份文件里有几份报告，用 read_all", "several reports in one document; use read_all"),
    gd.DataError: Text("作为数据交来的东西形状不对", "data given as data has the wrong shape"),
    gd.InvalidDocumentError: Text("JSON、映射或记录不是一份报告", "JSON, a mapping or a record is no report"),
    gd.UsageError: Text("调用有误，由调用者改", "the call is wrong; the caller must change it"),
    gd.ConfigurationError: Text("配置文件有误", "a configuration file says something that means nothing here"),
    gd.InvalidValueError: Text("单元格不能有这样的值", "a value that no cell may hold"),
    gd.InvalidTypeError: Text("单元格不能有这种类型的值", "a value of a type that no cell may hold"),
    gd.UnknownAddressError: Text("这一版表样没有这个地址", "the address is not on this edition of the form"),
    gd.MissingExtraError: Text("缺少可选的安装项", "an optional dependency is not installed"),
    gd.MissingFontError: Text("没有中文字体，写不了 PDF", "there is no Chinese font to write a PDF with"),
}

Raiser = Callable[[], object]

MESSAGES: Mapping[type[Exception], Raiser] = {
    gd.LimitExceededError: lambda: Limits().hold("pages", 1_024),
    gd.InvalidDocumentError: lambda: gd.from_json('{"table": "remedies", "schema": "govdisclosure/0"}'),
    gd.ConfigurationError: lambda: policy.from_table({"select": ["XYZ"]}).rules(),
    gd.InvalidValueError: lambda: gd.Fees2021(Decimal("NaN")),
    gd.InvalidTypeError: lambda: gd.Decisions2021(decisions=cast("int", 12.0)),
    gd.UnknownAddressError: lambda: gd.get(gd.zeros(2024), "requests.recieved.total"),
}
"""What raises each, for those that need no document."""


def known(module: ModuleType) -> Iterator[type[Exception]]:
    """The exceptions of a module, in order of declaration."""
    for item in vars(module).values():
        if inspect.isclass(item) and issubclass(item, errors.GovDisclosureError):
            yield item


def depth(error: type[Exception]) -> int:
    """How many of our exceptions stand above one."""
    return sum(issubclass(base, errors.GovDisclosureError) for base in error.__mro__) - 1


def message(error: type[Exception]) -> Text | None:
    """A message that the library gives; None if raising it needs a document."""
    if error not in MESSAGES:
        return None
    try:
        MESSAGES[error]()
    except errors.GovDisclosureError as raised:
        return Text(raised.message("zh"), raised.message("en"))
    raise AssertionError(f"{error.__name__} was not raised")


def lines() -> Iterator[tuple[str, str, str, str]]:
    """A line for each exception, indented below the one it descends from."""
    for error in known(errors):
        built_in = [
            base.__name__
            for base in error.__bases__
            if not issubclass(base, errors.GovDisclosureError) and base is not Exception
        ]
        name = "—" * depth(error) + f" `{error.__name__}`"
        yield name, "、".join(f"`{each}`" for each in built_in), WHO[error].zh, WHO[error].en


def shown(error: type[Exception]) -> Iterator[str]:
    """The messages of an exception: of a call, or of each document that is refused with it."""
    if text := message(error):
        yield quoted((text.zh, text.en))
    yield from (refusal_block(each) for each in examples("REFUSALS") if each.code == error.__name__)


EXAMPLES = """## 消息示例 Examples

每条消息都由程序在生成本页时给出：先是文件的样子，然后是中文和英文的消息。
各项读取上限的消息见[读取上限](limits.md)。
Messages as the library gave them when this page was made: what the document holds, then the message in both languages.
Those of all bounds stand with the [bounds](limits.md)."""


def page() -> str:
    """The whole page."""
    sections = ((error, list(shown(error))) for error in known(errors))
    return "\n\n".join(
        [
            INTRODUCTION,
            table(("异常 Exception", "也是 Also", "含义", "Meaning"), lines()),
            EXAMPLES,
            *("\n\n".join([f"### {error.__name__}", *blocks]) for error, blocks in sections if blocks),
        ]
    )
