"""Text that exists in Chinese and in English."""

from typing import Literal

import attrs

from govdisclosure.errors import language

Lang = Literal["zh", "en"]


@attrs.frozen
class Text:
    """One statement in both languages; output uses one of them and never mixes."""

    zh: str
    en: str

    def get(self, lang: Lang) -> str:
        """The statement in ``lang``."""
        return self.zh if language(lang) == "zh" else self.en
