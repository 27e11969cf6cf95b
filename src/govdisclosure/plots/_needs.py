"""What every picture needs, asked for before the others ask: where it is missing, the error says what to install."""

from govdisclosure.optional import require

require("altair", extra="plot", purpose="drawing a picture", purpose_zh="画图")
