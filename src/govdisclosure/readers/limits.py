"""Bounds that keep a hostile or damaged document from taking the machine."""

from typing import Any, cast

import attrs

from govdisclosure.errors import InvalidValueError, LimitExceededError, UsageError


def _positive(instance: "Limits", attribute: "attrs.Attribute[Any]", value: Any) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not value > 0:
        raise InvalidValueError(
            f"Limits.{attribute.name} must be a number above 0 (got {value!r})",
            zh=f"Limits.{attribute.name} 须为大于 0 的数（现为 {value!r}）",
        )


@attrs.frozen(kw_only=True)
class Limits:
    """Bounds of every reader; each error about one names it, so that a trusted document can raise it.

    Sizes are bytes. The defaults are far above any report seen and far below what hurts.
    """

    document_bytes: int = attrs.field(default=16_000_000, validator=_positive)
    """Size of a file as it is given (HTML, text, CSV, JSON)."""
    package_bytes: int = attrs.field(default=64_000_000, validator=_positive)
    """Size of a PDF, or of a zip package (DOCX, XLSX) before unpacking."""
    unpacked_bytes: int = attrs.field(default=64_000_000, validator=_positive)
    """Sum of the unpacked sizes of the parts that are read."""
    part_bytes: int = attrs.field(default=32_000_000, validator=_positive)
    """Unpacked size of one part of a package."""
    package_parts: int = attrs.field(default=10_000, validator=_positive)
    """Parts in a package."""
    tag_bytes: int = attrs.field(default=65_536, validator=_positive)
    """Length of one tag of markup, attributes included."""
    tag_attributes: int = attrs.field(default=1_000, validator=_positive)
    """Attributes in one tag of markup."""
    markup_depth: int = attrs.field(default=2_000, validator=_positive)
    """Elements open inside each other."""
    markup_tags: int = attrs.field(default=1_000_000, validator=_positive)
    """Tags and comments in one document."""
    table_depth: int = attrs.field(default=50, validator=_positive)
    """Tables nested in tables."""
    slots: int = attrs.field(default=200_000, validator=_positive)
    """Slots of all tables together, spans resolved."""
    pages: int = attrs.field(default=300, validator=_positive)
    """Pages of a PDF."""
    seconds: float = attrs.field(default=60, validator=_positive)
    """Time for a reader that runs in a process of its own (PDF, LibreOffice)."""
    memory_bytes: int = attrs.field(default=2_000_000_000, validator=_positive)
    """Memory of a reader that runs in a process of its own."""

    def hold(self, limit: str, found: int | float) -> None:
        """Raise `LimitExceededError` if ``found`` is above the bound named ``limit``."""
        allowed = getattr(self, limit)
        if found > allowed:
            raise LimitExceededError(limit, allowed, found)

    def raised(self, setting: str) -> "Limits":
        """The same bounds with one set from text, as in ``"slots=500000"``; `UsageError` for what is no bound."""
        name, _, text = setting.partition("=")
        known = {field.name: cast("type[float]", field.type) for field in attrs.fields(Limits)}
        try:
            value = known[name](text)
        except (KeyError, ValueError):
            raise UsageError(
                f"a limit is set as NAME=NUMBER, with one of {', '.join(known)} (got {setting!r})",
                zh=f"读取上限的写法是 名称=数字，名称为 {'、'.join(known)} 之一（现为 {setting!r}）",
            ) from None
        return cast("Limits", attrs.evolve(cast("Any", self), **{name: value}))
