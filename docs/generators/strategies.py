"""The page of the strategies: every function and class, every layout and every deviation."""

import inspect
from collections.abc import Iterator

from generators.markdown import table
from govdisclosure import strategies as gst

INTRODUCTION = """# 测试数据的生成 Data for tests

`govdisclosure.strategies` 是 hypothesis 的策略。
它们生成三种东西：数字勾稽相符的报告，差一点就相符的报告，印着报告的文件；后两种都附有真值。
需要附加项 `testing`（{doc}`/how-to/install`）；不用时不会加载 hypothesis。
怎么用，见{doc}`/how-to/property-test-your-parser`；为什么这样，见{doc}`/explanation/testing`。

Hypothesis strategies for reports that tie, reports that nearly do, and documents that print them.
Import it as `from govdisclosure import strategies as gst`.
Once the package is installed, `st.from_type` of every public class works without further ado."""

KINDS = (
    ("相符的报告 Reports that tie", ("reports", "proactive", "requests", "remedies", "organs")),
    ("多份报告 Several reports", ("panels", "families", "Family")),
    (
        "差一点相符的报告 Reports that nearly tie",
        (
            "one_wrong_cell",
            "swapped_cells",
            "shifted_row",
            "wrong_identity",
            "undetectable_change",
            "WrongCell",
            "Changed",
            "WrongIdentity",
        ),
    ),
    (
        "差一点相连的多份报告 Years and organs that nearly tie",
        ("broken_year_link", "broken_rollup", "BrokenYearLink", "BrokenRollup"),
    ),
    ("印着报告的文件 Documents that print a report", ("rendered", "Rendered")),
)
"""The names under their headings."""

LAYOUTS = """`rendered(layouts=[...])` 的名称，每种格式最朴素的在前。
Names for `rendered(layouts=[...])`, the plainest of each format first."""

DEVIATIONS = """`rendered(deviations=[...])` 的名称，取自真实发布的报告。
Names for `rendered(deviations=[...])`, as seen in published reports."""

ASSERTIONS = """## 断言 Assertions

`govdisclosure.testing` 供测试使用；只有 `assert_reader` 需要 hypothesis。
Assertions for tests; only `assert_reader` needs hypothesis.

```{eval-rst}
.. automodule:: govdisclosure.testing
   :members: assert_consistent, assert_reader, differences
```"""


def described(names: tuple[str, ...]) -> str:
    """Directives that show functions and classes by their docstrings."""
    lines = ["```{eval-rst}"]
    for name in names:
        is_class = inspect.isclass(getattr(gst, name))
        lines.append(f".. {'autoclass' if is_class else 'autofunction'}:: govdisclosure.strategies.{name}")
        lines += ["   :members:"] if is_class else []
    return "\n".join([*lines, "```"])


def summary(item: object) -> str:
    """The first line of a docstring."""
    return (inspect.getdoc(item) or "").partition("\n")[0]


def parts() -> Iterator[str]:
    """The page, piece by piece."""
    yield INTRODUCTION
    for heading, names in KINDS:
        yield f"## {heading}"
        yield described(names)
    yield f"## 版面 Layouts\n\n{LAYOUTS}"
    yield table(("名称", "格式", ""), [(each.name, each.format, summary(each.lay_out)) for each in gst.LAYOUTS])
    yield f"## 偏差 Deviations\n\n{DEVIATIONS}"
    yield table(("名称", ""), [(name, summary(function)) for name, function in gst.DEVIATIONS.items()])
    yield ASSERTIONS


def page() -> str:
    """Every strategy, layout and deviation, and the assertions."""
    return "\n\n".join(parts())
