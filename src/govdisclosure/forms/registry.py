"""The forms there are. Each module that declares one says here what it is; unions of classes, readers, rules, schemas,
strategies and documents ask here and name no edition themselves.
"""

import contextlib
import functools
from collections.abc import Callable, Generator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, Literal, ParamSpec, TypeVar, cast

import attrs

from govdisclosure.forms.text import Text

Edition = Literal["2019", "2021"]
"""The editions that a type checker knows."""

P = ParamSpec("P")
T = TypeVar("T")


@attrs.frozen
class Topic:
    """What section one of a report has to speak of, and the words of which one shows that it does."""

    name: Text
    words: tuple[str, ...]


@attrs.frozen(kw_only=True, eq=False)
class OfficialForm:
    """What a form says of itself: its edition, the first reporting year it is made for, its document and its tables.

    Nothing else tells it from others: a printed table is of the edition whose rows and columns it has. A table that is
    left as it was is the class of the form before.
    """

    edition: Edition
    first_year: int
    document: str
    proactive: type[Any]
    requests: type[Any]
    remedies: type[Any]
    topics: tuple[Topic, ...] = ()

    def table(self, name: str) -> type[Any]:
        """The class of the table of this name."""
        return cast("type[Any]", getattr(self, name))

    @property
    def text(self) -> Text:
        """What sentences call it."""
        return Text(f"{self.edition}年格式", f"the {self.edition} edition")

    @property
    def tables(self) -> tuple[type[Any], ...]:
        """The classes of its tables, in official order."""
        return self.proactive, self.requests, self.remedies


def named(forms: Sequence[OfficialForm]) -> Text:
    """What sentences call several forms."""
    return Text("、".join(form.text.zh for form in forms), " and ".join(form.text.en for form in forms))


_forms: dict[Edition, OfficialForm] = {}

FORMS: Final[Mapping[Edition, OfficialForm]] = MappingProxyType(_forms)
"""Every form by its edition, the oldest first: a view that shows at any time what there is."""


def register(*forms: OfficialForm) -> None:
    """Make these the forms there are."""
    _forms.clear()
    _forms.update((form.edition, form) for form in sorted(forms, key=lambda form: form.first_year))
    for forget in _forgotten:
        forget()


@contextlib.contextmanager
def registered(form: OfficialForm) -> Generator[None]:
    """One form more, as long as the block runs: to try out a form that is not in use yet."""
    before = tuple(_forms.values())
    register(*before, form)
    try:
        yield
    finally:
        register(*before)


def newest() -> OfficialForm:
    """The form that came last."""
    return next(reversed(_forms.values()))


_forgotten: list[Callable[[], None]] = []


def remembered(most: int | None = None) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """A cache of at most so many results, emptied whenever a form is added or taken away."""

    def decorate(find: Callable[P, T]) -> Callable[P, T]:
        cached = functools.lru_cache(maxsize=most)(find)
        _forgotten.append(cached.cache_clear)
        return cast("Callable[P, T]", cached)

    return decorate
