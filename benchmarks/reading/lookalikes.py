"""Documents that look like annual reports and are none: each must be refused, by name where one is given."""

from collections.abc import Iterator, Mapping

from govdisclosure import blank, zeros
from govdisclosure.strategies.layouts import LAYOUTS, Line, paper
from govdisclosure.writers.printed import Box

_PROSE = (Line("本机关按规定公开政府信息。"), Line("全年公开信息128条，其中网站96条。"))
_STATISTICS = ((Box("指标"), Box("数量")), (Box("主动公开信息"), Box("128")), (Box("收到申请"), Box("3")))

TITLES: Mapping[str, str] = {
    "half-year statistics": "普安区2022年上半年政府信息公开数据统计",
    "statistics of a quarter": "云栖州2023年第一季度政府信息公开情况统计表",
    "sheet of a website": "政府网站工作年度报表（2023年度）",
    "law-based government": "临澜县2023年法治政府建设年度报告",
    "guide": "临澜县水务局政府信息公开指南",
    "catalogue": "临澜县水务局政府信息公开目录",
    "school year": "北屿市第一中学2022-2023学年信息公开年度报告",
    "reporting system": "政府信息公开统计制度",
    "work plan": "临澜县2023年政务公开工作要点",
    "news": "县水务局召开2023年度总结大会",
}


def documents() -> Iterator[tuple[str, str, str]]:
    """Each: what it is, its format, and its text, in every layout."""
    for layout in LAYOUTS:
        for name, title in TITLES.items():
            lines = (Line(title, heading=True), *_PROSE, _STATISTICS)
            yield name, layout.format, layout.lay_out(lines)
        for name, title in _TEMPLATES.items():
            report = paper(blank(2023, organ="某机关"))
            yield name, layout.format, layout.lay_out((Line(title, heading=True), *report[1:]))
        half = paper(zeros(2023, organ="某机关"))
        title = Line("某机关2023年上半年政府信息公开情况统计", heading=True)
        yield "half a year in tables of the form", layout.format, layout.lay_out((title, *half[1:]))


_TEMPLATES = {
    "template with placeholders": "XX局20XX年政府信息公开工作年度报告",
    "template by name": "政府信息公开工作年度报告（模板）",
}
