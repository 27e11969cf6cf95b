"""What every strategy needs, asked for before the others ask: where it is missing, the error says what to install."""

from govdisclosure.optional import require

require("hypothesis", extra="testing", purpose="making examples for tests", purpose_zh="生成测试数据")
