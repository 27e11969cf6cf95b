"""Exceptions, split by who must act; every message says what to do next.

The content of a document never raises: what is wrong in a report is an outcome of a rule, and what could not be
placed is a notice of the reading. An exception means that there is no report to speak of, that the call is wrong,
or that something is not installed.
"""


class GovDisclosureError(Exception):
    """Root of everything this library raises on purpose."""


class DocumentError(GovDisclosureError):
    """The document at hand cannot be read; the caller needs another document, or another way to read it."""


class NotAReportError(DocumentError, ValueError):
    """No table of an annual report was found; the message says what was looked for and what was found."""


class UnsupportedFormatError(DocumentError, ValueError):
    """The document is of a kind no reader exists for."""


class DamagedDocumentError(DocumentError, ValueError):
    """The document is broken, encrypted or not what its format demands."""


class LimitExceededError(DocumentError, ValueError):
    """A bound that protects the reader was passed.

    The bound is named in ``limit`` (a field of `govdisclosure.Limits`), its value in ``allowed`` and what the
    document needs in ``found`` (None where counting on would itself be the attack).
    """

    def __init__(self, limit: str, allowed: int | float, found: int | float | None = None) -> None:
        self.limit = limit
        self.allowed = allowed
        self.found = found
        has = "" if found is None else f", this document has {found:,}"
        super().__init__(
            f"limit {limit} is {allowed:,}{has}; if you trust the document, raise it: "
            f"read(..., limits=Limits({limit}=...))"
        )

    def __reduce__(self) -> tuple[type["LimitExceededError"], tuple[str, int | float, int | float | None]]:
        return type(self), (self.limit, self.allowed, self.found)


class SeveralReportsError(DocumentError, ValueError):
    """The document holds several reports; `govdisclosure.read_all` returns them all."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names
        super().__init__(f"the document holds {len(names)} reports ({'; '.join(names)}); use read_all()")

    def __reduce__(self) -> tuple[type["SeveralReportsError"], tuple[tuple[str, ...]]]:
        return type(self), (self.names,)


class DataError(GovDisclosureError):
    """Data given to us as data (JSON, a mapping, a record) is not of the shape it must have."""


class InvalidDocumentError(DataError, ValueError):
    """JSON, a mapping or a record does not describe a report; ``problems`` holds every problem with its path."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))

    def __reduce__(self) -> tuple[type["InvalidDocumentError"], tuple[tuple[str, ...]]]:
        return type(self), (self.problems,)


class UsageError(GovDisclosureError):
    """The call is wrong; the caller must change it."""


class ConfigurationError(UsageError, ValueError):
    """A configuration file says something that means nothing here; the message names the file and the key."""


class InvalidValueError(UsageError, ValueError):
    """A value that no cell may hold; the message names the field."""


class InvalidTypeError(UsageError, TypeError):
    """A value of a type that no cell may hold (bool, float, text); the message names the field."""


class UnknownAddressError(UsageError, KeyError):
    """The address is not on this edition of the form; ``suggestion`` holds the nearest one that is."""

    def __init__(self, address: str, suggestion: str | None = None) -> None:
        self.address = address
        self.suggestion = suggestion
        hint = f"; did you mean {suggestion!r}?" if suggestion else ""
        super().__init__(f"no cell {address!r} on this form{hint}")

    def __str__(self) -> str:
        return str(self.args[0])

    def __reduce__(self) -> tuple[type["UnknownAddressError"], tuple[str, str | None]]:
        return type(self), (self.address, self.suggestion)


class MissingExtraError(GovDisclosureError, ImportError):
    """An optional dependency is not installed; the message says which extra brings it."""
