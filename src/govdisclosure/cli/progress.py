"""How far a long run is: a line on the error stream of a terminal, with the total and how long the rest may take."""

import time
from collections.abc import Callable
from importlib.util import find_spec
from typing import Final

from govdisclosure.cli.streams import Status
from govdisclosure.forms.text import Lang, Text

_DONE: Final = Text("已读 {done}/{total} 个文件，约剩 {rest}", "{done} of {total} files read, about {rest} left")
_MINUTES: Final = Text("{} 分 {} 秒", "{} min {} s")
_SECONDS: Final = Text("{} 秒", "{} s")
_PATIENCE: Final = 1.0
"""Seconds before anything is shown: what is done at once leaves no trace."""
_EVERY: Final = 0.2


class Progress:
    """Counts sources; ``total`` is asked for once, when there is something to show."""

    def __init__(self, lang: Lang, status: Status, total: Callable[[], int]) -> None:
        self._lang: Lang = lang
        self._status = status
        self._ask = total
        self._total = 0
        self._done = 0
        self._began = time.monotonic()
        self._next = self._began + _PATIENCE

    def step(self) -> None:
        """One more source is done."""
        self._done += 1
        now = time.monotonic()
        if self._status.seen and now >= self._next:
            self._next = now + _EVERY
            self._total = max(self._total or self._ask(), self._done)
            self._status.show(self._text(now - self._began))

    def _text(self, passed: float) -> str:
        left = round(passed / self._done * (self._total - self._done))
        minutes, seconds = divmod(left, 60)
        rest = (
            _MINUTES.get(self._lang).format(minutes, seconds) if minutes else _SECONDS.get(self._lang).format(seconds)
        )
        told = _DONE.get(self._lang).format(done=self._done, total=self._total, rest=rest)
        if find_spec("rich") is None:
            return told
        from govdisclosure.cli.pretty import bar

        return f"{bar(self._done, self._total)} {told}"
