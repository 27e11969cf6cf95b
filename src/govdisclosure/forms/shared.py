"""The parts of the form that its editions have in common: applicants, reasons, and the whole of table four.

Labels are as the form prints them. A citation names the article of the Regulations (State Council Order 711, 2019)
that a row counts; "see" marks an article that has not been compared with the official text.
"""

from typing import ClassVar, Literal, cast

from attrs import field, frozen

from govdisclosure.errors import InvalidValueError
from govdisclosure.forms.declare import Nature, Printed, Sparse, Variant, cell, checked, part
from govdisclosure.forms.registry import FORMS, Edition, newest
from govdisclosure.forms.text import Text
from govdisclosure.forms.values import Count
from govdisclosure.plain import quoted

REGULATIONS = Text(
    "《中华人民共和国政府信息公开条例》（国务院令第711号）",
    "Regulations on Open Government Information (State Council Order 711, 2019)",
)
FIRST_YEAR = 2008
"""The year in which the Regulations first took effect: no report is for an earlier one."""

FORM_2021 = "国办公开办函〔2021〕30号"
FORM_2019 = "国办公开办函〔2019〕60号"
FORM_NOTES = Text(
    "年度报告格式（国办公开办函〔2019〕60号、〔2021〕30号）",
    "annual report form (Guoban Gongkai Banhan [2019] No. 60, [2021] No. 30)",
)


def article(zh: str, en: str) -> Text:
    """A citation of the Regulations."""
    return Text(f"条例第{zh}", f"Regulations, Art. {en}")


def see(zh: str, en: str) -> Text:
    """A citation of the Regulations that has not been compared with the official text."""
    return Text(f"参见条例第{zh}", f"see Regulations, Art. {en}")


TABLE_2 = Text("格式表二", "form, table 2")
TABLE_3 = Text("格式表三", "form, table 3")
TABLE_4 = Text("格式表四", "form, table 4")

PROACTIVE_TITLE = Printed(
    "二、主动公开政府信息情况",
    "2. Proactive disclosure of government information",
    TABLE_2,
    (
        Variant("主动公开信息情况"),
        Variant("行政机关主动公开政府信息情况"),
        Variant("主动公开政府信息的情况"),
    ),
)
REQUESTS_TITLE = Printed(
    "三、收到和处理政府信息公开申请情况",
    "3. Requests for government information received and handled",
    TABLE_3,
    (
        Variant("收到的处理政府信息公开申请情况", "和 misprinted as 的"),
        Variant("行政机关收到和处理政府信息公开申请情况"),
        Variant("依申请公开情况"),
    ),
)
REMEDIES_TITLE = Printed(
    "四、政府信息公开行政复议、行政诉讼情况",
    "4. Administrative reconsideration and litigation over open government information",
    TABLE_4,
    (
        Variant("政府信息公开行政复议和行政诉讼情况"),
        Variant("政府信息公开行政复议及行政诉讼情况"),
        Variant("政府信息公开行政复议行政诉讼情况"),
        Variant("因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
        Variant("因政府信息公开工作被申请行政复议和提起行政诉讼情况"),
        Variant("因政府信息公开工作被申请行政复议提起行政诉讼情况"),
        Variant("政府信息公开被申请行政复议提起行政诉讼情况"),
        Variant("因政府信息公开申请行政复议、提起行政诉讼情况"),
        Variant("申请行政复议和提起行政诉讼情况"),
    ),
)

SUBJECT = Text("信息内容", "information")
"""Printed over the labels of the rows of table two."""
BALANCE_NOTE = Text(
    "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
    "(in each column, item 1 plus item 2 equals item 3 plus item 4)",
)
"""Printed over the labels of the rows of table three."""
APPLICANTS = Text("申请人情况", "applicants")
ORGANIZATIONS = Text("法人或其他组织", "legal persons or other organizations")


@frozen(field_transformer=checked, repr=False)
class ApplicantCounts(Sparse):
    """One row of table three: a count of requests by kind of applicant, and the total as printed."""

    natural_persons: Count = field(metadata=cell("自然人", "natural persons", TABLE_3))
    """自然人 · natural persons (件) · 格式表三 · form, table 3"""
    commercial_enterprises: Count = field(
        metadata=cell("商业企业", "commercial enterprises", TABLE_3, above=(ORGANIZATIONS,))
    )
    """商业企业 · commercial enterprises (件) · 格式表三 · form, table 3"""
    research_institutions: Count = field(
        metadata=cell(
            "科研机构",
            "research institutions",
            TABLE_3,
            above=(ORGANIZATIONS,),
            misprints={"科研企业": "机构 misprinted as 企业"},
        )
    )
    """科研机构 · research institutions (件) · 格式表三 · form, table 3"""
    public_welfare_organizations: Count = field(
        metadata=cell(
            "社会公益组织",
            "public-welfare organizations",
            TABLE_3,
            above=(ORGANIZATIONS,),
            misprints={"社会公益": "组织 left out", "社会公益机构": "组织 misprinted as 机构"},
        )
    )
    """社会公益组织 · public-welfare organizations (件) · 格式表三 · form, table 3"""
    legal_service_institutions: Count = field(
        metadata=cell(
            "法律服务机构",
            "legal service institutions",
            TABLE_3,
            above=(ORGANIZATIONS,),
            misprints={"法律服务": "机构 left out", "法律服务组织": "机构 misprinted as 组织"},
        )
    )
    """法律服务机构 · legal service institutions (件) · 格式表三 · form, table 3"""
    other_organizations: Count = field(
        metadata=cell("其他", "other organizations", TABLE_3, above=(ORGANIZATIONS,), seen=("其它",))
    )
    """其他 · other organizations (件) · 格式表三 · form, table 3"""
    total: Count = field(metadata=cell("总计", "total", TABLE_3, seen=("合计",)))
    """总计 · total (件) · 格式表三 · form, table 3"""


RECEIVED = part(
    "一、本年新收政府信息公开申请数量", "requests newly received this year", see("二十七条至第三十三条", "27-33")
)
CARRIED_OVER_IN = part(
    "二、上年结转政府信息公开申请数量", "carried over from last year", TABLE_3, nature=Nature.OPENING
)
OUTCOMES = part("三、本年度办理结果", "outcomes this year", TABLE_3)
CARRIED_OVER_OUT = part("四、结转下年度继续办理", "carried over to next year", TABLE_3, nature=Nature.CLOSING)

DISCLOSED = part("（一）予以公开", "disclosed", article("三十六条第（一）、（二）项", "36(1)(2)"))
PARTIALLY_DISCLOSED = part(
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    "partially disclosed",
    article("三十七条", "37"),
    seen=("部分公开",),
    misprints={"部分公开（区分处理的，只计这一情况，不计其他情形）": "情形 misprinted as 情况"},
)
NOT_DISCLOSED = part("（三）不予公开", "not disclosed", TABLE_3)
UNABLE_TO_PROVIDE = part("（四）无法提供", "unable to provide", TABLE_3)
NOT_PROCESSED = part("（五）不予处理", "not processed", TABLE_3)
OTHER_HANDLING = part("（六）其他处理", "handled otherwise", TABLE_3, misprints={"（六）其他": "处理 left out"})
TOTAL_OUTCOMES = part("（七）总计", "total outcomes", TABLE_3, seen=("合计",))

ITEM_1 = Text("第二十条第（一）项", "Art. 20(1)")
ITEM_5 = Text("第二十条第（五）项", "Art. 20(5)")
ITEM_6 = Text("第二十条第（六）项", "Art. 20(6)")
ITEM_8 = Text("第二十条第（八）项", "Art. 20(8)")

GOVERNMENT_RULES = part("规章", "rules", article("二十条第（一）项", "20(1)"), above=(ITEM_1,))
LICENSING = part("行政许可", "administrative licensing", article("二十条第（五）项", "20(5)"), above=(ITEM_5,))
PENALTIES = part("行政处罚", "administrative penalties", article("二十条第（六）项", "20(6)"), above=(ITEM_6,))
COMPULSION = part("行政强制", "administrative compulsion", article("二十条第（六）项", "20(6)"), above=(ITEM_6,))
FEES = part("行政事业性收费", "administrative fees", article("二十条第（八）项", "20(8)"), above=(ITEM_8,))


@frozen(field_transformer=checked, repr=False)
class NotDisclosed(Sparse):
    """（三）不予公开: requests for information that was not disclosed, by reason."""

    state_secrets: ApplicantCounts = field(
        metadata=part("1.属于国家秘密", "state secrets", article("十四条", "14"), seen=("国家秘密",))
    )
    """1.属于国家秘密 · state secrets · 条例第十四条 · Regulations, Art. 14"""
    prohibited_by_law: ApplicantCounts = field(
        metadata=part(
            "2.其他法律行政法规禁止公开",
            "prohibited by other laws or administrative regulations",
            article("十四条", "14"),
            seen=("其他法律、行政法规禁止公开", "其他法律法规禁止公开"),
            misprints={"其他法律行政止公开": "法规禁 misprinted as 止"},
        )
    )
    """2.其他法律行政法规禁止公开 · prohibited by other laws or administrative regulations · 条例第十四条
    · Regulations, Art. 14"""
    security_and_stability: ApplicantCounts = field(
        metadata=part(
            "3.危及“三安全一稳定”",
            "endangers national, public or economic security or social stability",
            article("十四条", "14"),
            seen=("危及三安全一稳定",),
        )
    )
    """3.危及“三安全一稳定” · endangers national, public or economic security or social stability · 条例第十四条
    · Regulations, Art. 14"""
    third_party_rights: ApplicantCounts = field(
        metadata=part(
            "4.保护第三方合法权益",
            "protects the lawful rights and interests of third parties",
            article("十五条", "15"),
        )
    )
    """4.保护第三方合法权益 · protects the lawful rights and interests of third parties · 条例第十五条
    · Regulations, Art. 15"""
    internal_affairs: ApplicantCounts = field(
        metadata=part(
            "5.属于三类内部事务信息",
            "internal-affairs information (three kinds: personnel, logistics, internal workflow)",
            article("十六条第一款", "16 para. 1"),
            misprints={"属于三类内容事务信息": "内部 misprinted as 内容"},
        )
    )
    """5.属于三类内部事务信息 · internal-affairs information (three kinds: personnel, logistics, internal workflow)
    · 条例第十六条第一款 · Regulations, Art. 16 para. 1"""
    process_information: ApplicantCounts = field(
        metadata=part(
            "6.属于四类过程性信息",
            "process information (four kinds: discussion records, drafts, consultation letters, "
            "requests for instructions)",
            article("十六条第二款", "16 para. 2"),
            misprints={
                "属于四类过程信息": "性 left out",
                "属于四类过程性性信息": "性 printed twice",
            },
        )
    )
    """6.属于四类过程性信息
    · process information (four kinds: discussion records, drafts, consultation letters, requests for instructions)
    · 条例第十六条第二款 · Regulations, Art. 16 para. 2"""
    enforcement_case_files: ApplicantCounts = field(
        metadata=part(
            "7.属于行政执法案卷", "administrative law-enforcement case files", article("十六条第二款", "16 para. 2")
        )
    )
    """7.属于行政执法案卷 · administrative law-enforcement case files · 条例第十六条第二款
    · Regulations, Art. 16 para. 2"""
    registry_lookups: ApplicantCounts = field(
        metadata=part(
            "8.属于行政查询事项",
            "matters with their own statutory look-up procedure",
            article("三十六条第（七）项", "36(7)"),
        )
    )
    """8.属于行政查询事项 · matters with their own statutory look-up procedure · 条例第三十六条第（七）项
    · Regulations, Art. 36(7)"""


@frozen(field_transformer=checked, repr=False)
class UnableToProvide(Sparse):
    """（四）无法提供: requests for information that could not be provided, by reason."""

    not_held: ApplicantCounts = field(
        metadata=part(
            "1.本机关不掌握相关政府信息",
            "information not held by this organ",
            article("三十六条第（四）、（五）项", "36(4)(5)"),
        )
    )
    """1.本机关不掌握相关政府信息 · information not held by this organ · 条例第三十六条第（四）、（五）项
    · Regulations, Art. 36(4)(5)"""
    creation_required: ApplicantCounts = field(
        metadata=part(
            "2.没有现成信息需要另行制作",
            "no existing information; would have to be created",
            article("三十八条", "38"),
        )
    )
    """2.没有现成信息需要另行制作 · no existing information; would have to be created · 条例第三十八条
    · Regulations, Art. 38"""
    still_unclear: ApplicantCounts = field(
        metadata=part(
            "3.补正后申请内容仍不明确",
            "request still unclear after correction",
            see("三十条", "30"),
        )
    )
    """3.补正后申请内容仍不明确 · request still unclear after correction · 参见条例第三十条
    · see Regulations, Art. 30"""


@frozen(field_transformer=checked, repr=False)
class NotProcessed(Sparse):
    """（五）不予处理: requests that were not processed, by reason."""

    petitions_and_complaints: ApplicantCounts = field(
        metadata=part(
            "1.信访举报投诉类申请",
            "petitions, reports and complaints",
            article("三十九条第一款", "39 para. 1"),
        )
    )
    """1.信访举报投诉类申请 · petitions, reports and complaints · 条例第三十九条第一款 · Regulations, Art. 39 para. 1"""
    repeat_requests: ApplicantCounts = field(
        metadata=part("2.重复申请", "repeat requests", article("三十六条第（六）项", "36(6)"))
    )
    """2.重复申请 · repeat requests · 条例第三十六条第（六）项 · Regulations, Art. 36(6)"""
    published_works: ApplicantCounts = field(
        metadata=part("3.要求提供公开出版物", "asks for public publications", article("三十九条第二款", "39 para. 2"))
    )
    """3.要求提供公开出版物 · asks for public publications · 条例第三十九条第二款 · Regulations, Art. 39 para. 2"""
    excessive_requests: ApplicantCounts = field(
        metadata=part(
            "4.无正当理由大量反复申请",
            "numerous repeated requests without legitimate reason",
            see("三十五条", "35"),
        )
    )
    """4.无正当理由大量反复申请 · numerous repeated requests without legitimate reason · 参见条例第三十五条
    · see Regulations, Art. 35"""
    confirm_or_reissue: ApplicantCounts = field(
        metadata=part(
            "5.要求行政机关确认或重新出具已获取信息",
            "asks the organ to confirm or reissue information already obtained",
            TABLE_3,
        )
    )
    """5.要求行政机关确认或重新出具已获取信息 · asks the organ to confirm or reissue information already obtained
    · 格式表三 · form, table 3"""


@frozen(field_transformer=checked, repr=False)
class RemedyOutcomes(Sparse):
    """One group of table four: how the cases ended, and the total as printed."""

    upheld: Count = field(metadata=cell("结果维持", "upheld", TABLE_4, seen=("维持",)))
    """结果维持 · upheld (件) · 格式表四 · form, table 4"""
    corrected: Count = field(metadata=cell("结果纠正", "corrected", TABLE_4, seen=("纠正",)))
    """结果纠正 · corrected (件) · 格式表四 · form, table 4"""
    other_result: Count = field(metadata=cell("其他结果", "other result", TABLE_4, seen=("其它结果", "其他")))
    """其他结果 · other result (件) · 格式表四 · form, table 4"""
    pending: Count = field(metadata=cell("尚未审结", "not yet concluded", TABLE_4, seen=("未审结",)))
    """尚未审结 · not yet concluded (件) · 格式表四 · form, table 4"""
    total: Count = field(metadata=cell("总计", "total", TABLE_4, seen=("合计",)))
    """总计 · total (件) · 格式表四 · form, table 4"""


LITIGATION = Text("行政诉讼", "administrative litigation")


def _edition(instance: object, attribute: object, value: object) -> None:
    if type(value) is not str or value not in FORMS:
        known = tuple(map(repr, FORMS))
        raise InvalidValueError(
            f"Remedies.edition must be {' or '.join(known)} (got {quoted(value)})",
            zh=f"Remedies.edition 只能是 {' 或 '.join(known)}（现为 {quoted(value)}）",
        )


class _Documents:
    """The documents of all forms that print this table."""

    def __get__(self, instance: object, owner: type) -> str:
        return "、".join(form.document for form in FORMS.values() if form.remedies is owner)


def _newest() -> Edition:
    return newest().edition


@frozen(field_transformer=checked, repr=False)
class Remedies(Sparse):
    """Table four: administrative reconsideration and litigation; 15 cells, the same in every edition.

    All forms print the same table, so nothing in it shows which form it came with: ``edition`` says it.
    """

    name: ClassVar[Literal["remedies"]] = "remedies"
    title: ClassVar[Printed] = REMEDIES_TITLE
    document: ClassVar[str] = cast("str", _Documents())

    reconsideration: RemedyOutcomes = field(metadata=part("行政复议", "administrative reconsideration", TABLE_4))
    """行政复议 · administrative reconsideration · 格式表四 · form, table 4"""
    litigation_direct: RemedyOutcomes = field(
        metadata=part(
            "未经复议直接起诉",
            "sued directly",
            TABLE_4,
            above=(LITIGATION,),
            seen=("行政诉讼（未经复议直接起诉）", "直接起诉"),
        )
    )
    """未经复议直接起诉 · sued directly · 格式表四 · form, table 4"""
    litigation_after_reconsideration: RemedyOutcomes = field(
        metadata=part(
            "复议后起诉", "sued after reconsideration", TABLE_4, above=(LITIGATION,), seen=("行政诉讼（复议后起诉）",)
        )
    )
    """复议后起诉 · sued after reconsideration · 格式表四 · form, table 4"""
    edition: Edition = field(factory=_newest, kw_only=True, validator=_edition)
    """The form that the table came with."""
