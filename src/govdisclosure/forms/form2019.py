"""The trial form of the reports for 2019 and 2020: 国办公开办函〔2019〕60号. 22 + 161 + 15 cells."""

from typing import ClassVar, Literal

from attrs import field, frozen

from govdisclosure.errors import InvalidValueError
from govdisclosure.forms import shared
from govdisclosure.forms.declare import Nature, Printed, Sparse, cell, checked, part
from govdisclosure.forms.registry import OfficialForm
from govdisclosure.forms.shared import (
    FORM_2019,
    ITEM_1,
    ITEM_5,
    PROACTIVE_TITLE,
    REQUESTS_TITLE,
    TABLE_2,
    ApplicantCounts,
    NotDisclosed,
    NotProcessed,
    Remedies,
    UnableToProvide,
    article,
)
from govdisclosure.forms.text import Text
from govdisclosure.forms.values import Count, Money, Unit
from govdisclosure.plain import quoted

ITEM_9 = Text("第二十条第（九）项", "Art. 20(9)")


@frozen(field_transformer=checked, repr=False)
class DocumentCounts2019(Sparse):
    """Rules or normative documents: newly made, newly disclosed, disclosed to date."""

    newly_made: Count = field(
        metadata=cell("本年新制作数量", "newly made this year", TABLE_2, misprints={"本年新": "制作数量 left out"})
    )
    """本年新制作数量 · newly made this year (件) · 格式表二 · form, table 2"""
    newly_disclosed: Count = field(
        metadata=cell(
            "本年新公开数量", "newly disclosed this year", TABLE_2, moves=1, misprints={"本年新": "公开数量 left out"}
        )
    )
    """本年新公开数量 · newly disclosed this year (件) · 格式表二 · form, table 2"""
    disclosed_to_date: Count = field(
        metadata=cell("对外公开总数量", "total disclosed to the public", TABLE_2, nature=Nature.STOCK)
    )
    """对外公开总数量 · total disclosed to the public (件) · 格式表二 · form, table 2"""


def _last_year() -> dict[str, Printed]:
    return cell(
        "上一年项目数量", "items last year", TABLE_2, nature=Nature.STOCK, unit=Unit.ITEMS, seen=("上年项目数量",)
    )


def _change() -> dict[str, Printed]:
    return cell(
        "本年增/减",
        "increase or decrease this year",
        TABLE_2,
        nature=Nature.CHANGE,
        unit=Unit.ITEMS,
        seen=("本年增减",),
    )


@frozen(field_transformer=checked, repr=False)
class Decisions2019(Sparse):
    """Items of one kind of administrative matter, their change this year, and the decisions made."""

    items_last_year: Count = field(metadata=_last_year())
    """上一年项目数量 · items last year (项) · 格式表二 · form, table 2"""
    change: Count = field(metadata=_change())
    """本年增/减 · increase or decrease this year (项) · 格式表二 · form, table 2"""
    decisions: Count = field(metadata=cell("处理决定数量", "decisions made", TABLE_2, seen=("本年处理决定数量",)))
    """处理决定数量 · decisions made (件) · 格式表二 · form, table 2"""


@frozen(field_transformer=checked, repr=False)
class Fees2019(Sparse):
    """Items of administrative fees and their change this year: counts of items, not money."""

    items_last_year: Count = field(metadata=_last_year())
    """上一年项目数量 · items last year (项) · 格式表二 · form, table 2"""
    change: Count = field(metadata=_change())
    """本年增/减 · increase or decrease this year (项) · 格式表二 · form, table 2"""


def _amount_unit(instance: object, attribute: object, value: object) -> None:
    if value not in (Unit.YUAN, Unit.TEN_THOUSAND_YUAN, Unit.UNKNOWN):
        raise InvalidValueError(
            f"Procurement2019.amount_unit must be Unit.YUAN, TEN_THOUSAND_YUAN or UNKNOWN (got {quoted(value)})",
            zh=f"Procurement2019.amount_unit 只能是 Unit.YUAN、TEN_THOUSAND_YUAN 或 UNKNOWN（现为 {quoted(value)}）",
        )


@frozen(field_transformer=checked, repr=False)
class Procurement2019(Sparse):
    """Centralized government procurement. The form prints no unit for the amount, so ``amount_unit`` keeps it."""

    projects: Count = field(
        metadata=cell(
            "采购项目数量",
            "projects",
            TABLE_2,
            unit=Unit.ITEMS,
            misprints={"上一年项目数量": "sub-header of another item"},
        )
    )
    """采购项目数量 · projects (项) · 格式表二 · form, table 2"""
    amount: Money = field(
        metadata=cell(
            "采购总金额",
            "total amount",
            TABLE_2,
            nature=Nature.AMOUNT,
            unit=Unit.UNKNOWN,
            companion="amount_unit",
            seen=("采购总金额（万元）", "采购总金额（元）"),
            misprints={"本年增/减": "sub-header of another item"},
        )
    )
    """采购总金额 · total amount · 格式表二 · form, table 2"""
    amount_unit: Unit = field(default=Unit.UNKNOWN, validator=_amount_unit)
    """The unit of the amount as the document prints it."""


@frozen(field_transformer=checked, repr=False)
class Proactive2019(Sparse):
    """Table two of the 2019 edition: proactive disclosure under Article 20; 22 cells."""

    name: ClassVar[Literal["proactive"]] = "proactive"
    edition: ClassVar[Literal["2019"]] = "2019"
    title: ClassVar[Printed] = PROACTIVE_TITLE
    document: ClassVar[str] = FORM_2019

    government_rules: DocumentCounts2019 = field(metadata=shared.GOVERNMENT_RULES)
    """规章 · rules · 条例第二十条第（一）项 · Regulations, Art. 20(1)"""
    normative_documents: DocumentCounts2019 = field(
        metadata=part(
            "规范性文件",
            "normative documents",
            article("二十条第（一）项", "20(1)"),
            above=(ITEM_1,),
            seen=("行政规范性文件",),
        )
    )
    """规范性文件 · normative documents · 条例第二十条第（一）项 · Regulations, Art. 20(1)"""
    licensing: Decisions2019 = field(metadata=shared.LICENSING)
    """行政许可 · administrative licensing · 条例第二十条第（五）项 · Regulations, Art. 20(5)"""
    other_external: Decisions2019 = field(
        metadata=part(
            "其他对外管理服务事项",
            "other external administrative and service matters",
            article("二十条第（五）项", "20(5)"),
            above=(ITEM_5,),
        )
    )
    """其他对外管理服务事项 · other external administrative and service matters · 条例第二十条第（五）项
    · Regulations, Art. 20(5)"""
    penalties: Decisions2019 = field(metadata=shared.PENALTIES)
    """行政处罚 · administrative penalties · 条例第二十条第（六）项 · Regulations, Art. 20(6)"""
    compulsion: Decisions2019 = field(metadata=shared.COMPULSION)
    """行政强制 · administrative compulsion · 条例第二十条第（六）项 · Regulations, Art. 20(6)"""
    fees: Fees2019 = field(metadata=shared.FEES)
    """行政事业性收费 · administrative fees · 条例第二十条第（八）项 · Regulations, Art. 20(8)"""
    central_procurement: Procurement2019 = field(
        metadata=part(
            "政府集中采购",
            "centralized government procurement",
            article("二十条第（九）项", "20(9)"),
            above=(ITEM_9,),
        )
    )
    """政府集中采购 · centralized government procurement · 条例第二十条第（九）项 · Regulations, Art. 20(9)"""


@frozen(field_transformer=checked, repr=False)
class Outcomes2019(Sparse):
    """三、本年度办理结果: how the requests ended, by row of the 2019 edition, and the total as printed."""

    disclosed: ApplicantCounts = field(metadata=shared.DISCLOSED)
    """（一）予以公开 · disclosed · 条例第三十六条第（一）、（二）项 · Regulations, Art. 36(1)(2)"""
    partially_disclosed: ApplicantCounts = field(metadata=shared.PARTIALLY_DISCLOSED)
    """（二）部分公开（区分处理的，只计这一情形，不计其他情形） · partially disclosed · 条例第三十七条
    · Regulations, Art. 37"""
    not_disclosed: NotDisclosed = field(metadata=shared.NOT_DISCLOSED)
    """（三）不予公开 · not disclosed · 格式表三 · form, table 3"""
    unable_to_provide: UnableToProvide = field(metadata=shared.UNABLE_TO_PROVIDE)
    """（四）无法提供 · unable to provide · 格式表三 · form, table 3"""
    not_processed: NotProcessed = field(metadata=shared.NOT_PROCESSED)
    """（五）不予处理 · not processed · 格式表三 · form, table 3"""
    other_handling: ApplicantCounts = field(metadata=shared.OTHER_HANDLING)
    """（六）其他处理 · handled otherwise · 格式表三 · form, table 3"""
    total: ApplicantCounts = field(metadata=shared.TOTAL_OUTCOMES)
    """（七）总计 · total outcomes · 格式表三 · form, table 3"""


@frozen(field_transformer=checked, repr=False)
class Requests2019(Sparse):
    """Table three of the 2019 edition: requests received and handled; 23 rows by 7 columns, 161 cells."""

    name: ClassVar[Literal["requests"]] = "requests"
    edition: ClassVar[Literal["2019"]] = "2019"
    title: ClassVar[Printed] = REQUESTS_TITLE
    document: ClassVar[str] = FORM_2019

    received: ApplicantCounts = field(metadata=shared.RECEIVED)
    """一、本年新收政府信息公开申请数量 · requests newly received this year · 参见条例第二十七条至第三十三条
    · see Regulations, Art. 27-33"""
    carried_over_in: ApplicantCounts = field(metadata=shared.CARRIED_OVER_IN)
    """二、上年结转政府信息公开申请数量 · carried over from last year · 格式表三 · form, table 3"""
    outcomes: Outcomes2019 = field(metadata=shared.OUTCOMES)
    """三、本年度办理结果 · outcomes this year · 格式表三 · form, table 3"""
    carried_over_out: ApplicantCounts = field(metadata=shared.CARRIED_OVER_OUT)
    """四、结转下年度继续办理 · carried over to next year · 格式表三 · form, table 3"""


FORM = OfficialForm(
    edition="2019",
    first_year=2019,
    document=FORM_2019,
    proactive=Proactive2019,
    requests=Requests2019,
    remedies=Remedies,
)
