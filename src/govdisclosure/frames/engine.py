"""The one place where narwhals is imported: frames of every kind are spoken to through its stable interface."""

from govdisclosure.optional import require

require("narwhals", extra="frames", purpose="reports in data frames", purpose_zh="以数据框处理报告")

import narwhals.stable.v2 as nw  # noqa: E402

__all__ = ["nw"]
