"""The form in use since the report for 2021: 国办公开办函〔2021〕30号, 26 September 2021. 10 + 175 + 15 cells."""

from typing import ClassVar, Literal

from attrs import field, frozen

from govdisclosure.forms import shared
from govdisclosure.forms.declare import Nature, Printed, Sparse, cell, checked, part
from govdisclosure.forms.registry import OfficialForm, Topic
from govdisclosure.forms.shared import (
    FORM_2021,
    ITEM_1,
    PROACTIVE_TITLE,
    REQUESTS_TITLE,
    TABLE_2,
    TABLE_3,
    ApplicantCounts,
    NotDisclosed,
    NotProcessed,
    Remedies,
    UnableToProvide,
    article,
    see,
)
from govdisclosure.forms.text import Text
from govdisclosure.forms.values import Count, Money, Unit


@frozen(field_transformer=checked, repr=False)
class DocumentCounts2021(Sparse):
    """Rules or normative documents: issued, repealed and in force."""

    issued: Count = field(
        metadata=cell("本年制发件数", "issued this year", TABLE_2, moves=1, misprints={"本年发件数": "制 left out"})
    )
    """本年制发件数 · issued this year (件) · 格式表二 · form, table 2"""
    repealed: Count = field(metadata=cell("本年废止件数", "repealed this year", TABLE_2, moves=-1))
    """本年废止件数 · repealed this year (件) · 格式表二 · form, table 2"""
    in_force: Count = field(
        metadata=cell(
            "现行有效件数",
            "currently in force",
            TABLE_2,
            nature=Nature.STOCK,
            seen=("现行有效件数（历史累计）",),
            misprints={"现行有效件": "数 left out"},
        )
    )
    """现行有效件数 · currently in force (件) · 格式表二 · form, table 2"""


@frozen(field_transformer=checked, repr=False)
class Decisions2021(Sparse):
    """Decisions of one kind made this year."""

    decisions: Count = field(metadata=cell("本年处理决定数量", "decisions made this year", TABLE_2))
    """本年处理决定数量 · decisions made this year (件) · 格式表二 · form, table 2"""


@frozen(field_transformer=checked, repr=False)
class Fees2021(Sparse):
    """Administrative fees charged this year, in 10,000 yuan. Not the information handling fee of section six."""

    amount: Money = field(
        metadata=cell(
            "本年收费金额（单位：万元）",
            "amount charged this year (10,000 yuan)",
            TABLE_2,
            nature=Nature.AMOUNT,
            unit=Unit.TEN_THOUSAND_YUAN,
            seen=("本年收费金额", "本年收费金额（万元）"),
        )
    )
    """本年收费金额（单位：万元） · amount charged this year (10,000 yuan) (万元) · 格式表二 · form, table 2"""


@frozen(field_transformer=checked, repr=False)
class Proactive2021(Sparse):
    """Table two of the 2021 edition: proactive disclosure under Article 20; 10 cells."""

    name: ClassVar[Literal["proactive"]] = "proactive"
    edition: ClassVar[Literal["2021"]] = "2021"
    title: ClassVar[Printed] = PROACTIVE_TITLE
    document: ClassVar[str] = FORM_2021

    government_rules: DocumentCounts2021 = field(metadata=shared.GOVERNMENT_RULES)
    """规章 · rules · 条例第二十条第（一）项 · Regulations, Art. 20(1)"""
    normative_documents: DocumentCounts2021 = field(
        metadata=part(
            "行政规范性文件",
            "administrative normative documents",
            article("二十条第（一）项", "20(1)"),
            above=(ITEM_1,),
            misprints={"规范性文件": "label of the 2019 edition"},
        )
    )
    """行政规范性文件 · administrative normative documents · 条例第二十条第（一）项 · Regulations, Art. 20(1)"""
    licensing: Decisions2021 = field(metadata=shared.LICENSING)
    """行政许可 · administrative licensing · 条例第二十条第（五）项 · Regulations, Art. 20(5)"""
    penalties: Decisions2021 = field(metadata=shared.PENALTIES)
    """行政处罚 · administrative penalties · 条例第二十条第（六）项 · Regulations, Art. 20(6)"""
    compulsion: Decisions2021 = field(metadata=shared.COMPULSION)
    """行政强制 · administrative compulsion · 条例第二十条第（六）项 · Regulations, Art. 20(6)"""
    fees: Fees2021 = field(metadata=shared.FEES)
    """行政事业性收费 · administrative fees · 条例第二十条第（八）项 · Regulations, Art. 20(8)"""


@frozen(field_transformer=checked, repr=False)
class OtherHandling2021(Sparse):
    """（六）其他处理: requests handled otherwise; three rows in this edition."""

    correction_overdue: ApplicantCounts = field(
        metadata=part(
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            "not corrected in time without legitimate reason; no longer processed",
            see("三十条", "30"),
            seen=("申请人无正当理由逾期不补正，行政机关不再处理其政府信息公开申请", "逾期不补正"),
        )
    )
    """1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请
    · not corrected in time without legitimate reason; no longer processed · 参见条例第三十条
    · see Regulations, Art. 30"""
    fee_unpaid: ApplicantCounts = field(
        metadata=part(
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            "fee not paid in time; no longer processed",
            see("四十二条", "42"),
            seen=(
                "申请人逾期未按收费通知要求缴纳费用，行政机关不再处理其政府信息公开申请",
                "逾期不缴费",
                "逾期未缴费",
            ),
        )
    )
    """2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请
    · fee not paid in time; no longer processed · 参见条例第四十二条 · see Regulations, Art. 42"""
    other: ApplicantCounts = field(metadata=part("3.其他", "other", TABLE_3, seen=("其它",)))
    """3.其他 · other · 格式表三 · form, table 3"""


@frozen(field_transformer=checked, repr=False)
class Outcomes2021(Sparse):
    """三、本年度办理结果: how the requests ended, by row of the 2021 edition, and the total as printed."""

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
    other_handling: OtherHandling2021 = field(metadata=shared.OTHER_HANDLING)
    """（六）其他处理 · handled otherwise · 格式表三 · form, table 3"""
    total: ApplicantCounts = field(metadata=shared.TOTAL_OUTCOMES)
    """（七）总计 · total outcomes · 格式表三 · form, table 3"""


@frozen(field_transformer=checked, repr=False)
class Requests2021(Sparse):
    """Table three of the 2021 edition: requests received and handled; 25 rows by 7 columns, 175 cells."""

    name: ClassVar[Literal["requests"]] = "requests"
    edition: ClassVar[Literal["2021"]] = "2021"
    title: ClassVar[Printed] = REQUESTS_TITLE
    document: ClassVar[str] = FORM_2021

    received: ApplicantCounts = field(metadata=shared.RECEIVED)
    """一、本年新收政府信息公开申请数量 · requests newly received this year · 参见条例第二十七条至第三十三条
    · see Regulations, Art. 27-33"""
    carried_over_in: ApplicantCounts = field(metadata=shared.CARRIED_OVER_IN)
    """二、上年结转政府信息公开申请数量 · carried over from last year · 格式表三 · form, table 3"""
    outcomes: Outcomes2021 = field(metadata=shared.OUTCOMES)
    """三、本年度办理结果 · outcomes this year · 格式表三 · form, table 3"""
    carried_over_out: ApplicantCounts = field(metadata=shared.CARRIED_OVER_OUT)
    """四、结转下年度继续办理 · carried over to next year · 格式表三 · form, table 3"""


FORM = OfficialForm(
    edition="2021",
    first_year=2021,
    document=FORM_2021,
    proactive=Proactive2021,
    requests=Requests2021,
    remedies=Remedies,
    topics=(
        Topic(Text("主动公开", "proactive disclosure"), ("主动公开",)),
        Topic(Text("依申请公开", "disclosure upon request"), ("依申请公开", "申请公开")),
        Topic(Text("政府信息管理", "management of information"), ("信息管理", "信息资源")),
        Topic(Text("平台建设", "platforms"), ("平台", "网站", "新媒体")),
        Topic(Text("监督保障", "supervision"), ("监督", "保障", "考核")),
    ),
)
