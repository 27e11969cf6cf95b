"""Titles of the three sections that are text: one, five and six. The titles of the others stand with their tables."""

from collections.abc import Mapping
from types import MappingProxyType

from govdisclosure.forms.declare import Printed, Variant
from govdisclosure.forms.shared import FORM_NOTES

OVERVIEW = Printed(
    "一、总体情况",
    "1. Overview",
    FORM_NOTES,
    (
        Variant("总体情况概述"),
        Variant("总体工作情况"),
        Variant("工作概述"),
        Variant("工作开展情况"),
        Variant("概述"),
        Variant("主要任务落实情况"),
        Variant("政府信息公开工作总体情况"),
        Variant("政务公开工作完成情况及成效"),
        Variant("基本情况"),
    ),
)
PROBLEMS = Printed(
    "五、存在的主要问题及改进情况",
    "5. Main problems and improvements",
    FORM_NOTES,
    (
        Variant("存在主要问题及改进情况"),
        Variant("存在的主要问题和改进情况"),
        Variant("存在问题及改进情况"),
        Variant("存在的问题及改进情况"),
        Variant("存在问题及改进措施"),
        Variant("存在的问题及改进措施"),
        Variant("存在的主要问题及改进措施"),
        Variant("存在的主要问题及整改情况"),
        Variant("存在的主要问题及整改措施"),
        Variant("当前存在的主要问题及下一步改进措施"),
        Variant("政府信息公开工作存在的主要问题及改进情况"),
    ),
)
OTHER_MATTERS = Printed(
    "六、其他需要报告的事项",
    "6. Other matters to report",
    FORM_NOTES,
    (
        Variant("其它需要报告的事项"),
        Variant("其他需要报告事项"),
        Variant("其他需报告的事项"),
        Variant("其他报告的事项"),
        Variant("其他报告事项"),
        Variant("需要报告的其他事项"),
    ),
)

TITLES: Mapping[str, Printed] = MappingProxyType(
    {"overview": OVERVIEW, "problems": PROBLEMS, "other_matters": OTHER_MATTERS}
)
"""The titles by the name of the section."""
