"""Exceptions, split by who must act; every message says what to do next, in Chinese and in English.

The content of a document never raises: what is wrong in a report is an outcome of a rule, and what could not be
placed is a notice of the reading. An exception means that there is no report to speak of, that the call is wrong,
or that something is not installed.
"""

import errno
from collections.abc import Mapping
from typing import Final, Literal

from govdisclosure.plain import paragraphs, prose, quoted


class GovDisclosureError(Exception):
    """Root of everything this library raises on purpose; ``zh`` is the message in Chinese.

    A message is one line, and nothing in it acts on a terminal or in a log, whatever a document or a name of a file
    had in it.
    """

    _plain = staticmethod(prose)

    def __init__(self, *args: object, zh: str = "") -> None:
        super().__init__(*(self._plain(each) if isinstance(each, str) else each for each in args))
        self.zh = self._plain(zh)

    def message(self, lang: Literal["zh", "en"] = "zh") -> str:
        """What it says in one language; in English where it was given no Chinese text."""
        language(lang)
        return (self.zh if lang == "zh" else "") or str(self)


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
        has_zh = "" if found is None else f"，本文件为 {found:,}"
        super().__init__(
            f"limit {limit} is {allowed:,}{has}; if you trust the document, raise it: "
            f"--limit {limit}=..., or read(..., limits=Limits({limit}=...))",
            zh=f"读取上限 {limit} 为 {allowed:,}{has_zh}；文件来源可靠的，可以调高上限："
            f"--limit {limit}=...，或 read(..., limits=Limits({limit}=...))",
        )

    def __reduce__(self) -> tuple[type["LimitExceededError"], tuple[str, int | float, int | float | None]]:
        return type(self), (self.limit, self.allowed, self.found)


class SeveralReportsError(DocumentError, ValueError):
    """The document holds several reports; `govdisclosure.read_all` returns them all."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names
        super().__init__(
            f"the document holds {len(names)} reports ({'; '.join(names)}); use read_all()",
            zh=f"文件中有 {len(names)} 份年度报告（{'；'.join(names)}）；请用 read_all() 读取",
        )

    def __reduce__(self) -> tuple[type["SeveralReportsError"], tuple[tuple[str, ...]]]:
        return type(self), (self.names,)


class DataError(GovDisclosureError):
    """Data given to us as data (JSON, a mapping, a record) is not of the shape it must have."""


class InvalidDocumentError(DataError, ValueError):
    """JSON, a mapping or a record does not describe a report; ``problems`` holds every problem with its path.

    ``problems`` is in English; ``message("zh")`` says the same in Chinese, a line for each.
    """

    _plain = staticmethod(paragraphs)

    def __init__(self, problems: tuple[str, ...], *, zh: tuple[str, ...] = ()) -> None:
        self.problems = tuple(map(prose, problems))
        super().__init__("\n".join(self.problems), zh="\n".join(map(prose, zh)))

    def __reduce__(self) -> tuple[type["InvalidDocumentError"], tuple[tuple[str, ...]], dict[str, str]]:
        return type(self), (self.problems,), {"zh": self.zh}


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
        hint_zh = f"；是否指 {suggestion!r}？" if suggestion else ""
        super().__init__(f"no cell {address!r} on this form{hint}", zh=f"这一版表样中没有单元格 {address!r}{hint_zh}")

    def __str__(self) -> str:
        return str(self.args[0])

    def __reduce__(self) -> tuple[type["UnknownAddressError"], tuple[str, str | None]]:
        return type(self), (self.address, self.suggestion)


class MissingExtraError(GovDisclosureError, ImportError):
    """An optional dependency is not installed; the message says which extra brings it."""

    def __init__(self, *args: object, name: str | None = None, zh: str = "") -> None:
        super().__init__(*args, zh=zh)
        self.name = name


class MissingFontError(GovDisclosureError):
    """No font with Chinese characters is installed; the message names a package that brings one."""

    def __init__(self, font: str) -> None:
        self.font = font
        super().__init__(
            f"no font with Chinese characters was found ({font}, for example); "
            "install one, on Debian and Ubuntu with: apt install fonts-noto-cjk",
            zh=f"没有找到中文字体（如 {font}）；请安装，Debian 和 Ubuntu 上为：apt install fonts-noto-cjk",
        )

    def __reduce__(self) -> tuple[type["MissingFontError"], tuple[str]]:
        return type(self), (self.font,)


_SYSTEM: Final[Mapping[int, str]] = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有访问权限",
    errno.EPERM: "没有操作权限",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EEXIST: "文件已经存在",
    errno.ENOSPC: "磁盘空间不足",
    errno.EROFS: "磁盘为只读，不能写入",
    errno.ENAMETOOLONG: "文件名过长",
    errno.EMFILE: "打开的文件过多",
    errno.EBUSY: "文件正被占用",
    errno.EIO: "读写设备出错",
}


def system_text(error: OSError, lang: Literal["zh", "en"]) -> str:
    """What the system says, without the name of the file; what has no Chinese sentence is named by its code."""
    if lang == "en":
        return error.strerror or str(error)
    name = errno.errorcode.get(error.errno or 0, type(error).__name__)
    return _SYSTEM.get(error.errno or 0, f"系统报告错误 {name}")


class FileError(DocumentError, OSError):
    """The system does not let the file be read; ``errno``, ``strerror`` and ``filename`` are those of the system."""

    def __init__(self, errno: int | None, strerror: str | None, filename: object = None) -> None:
        told = OSError(errno, strerror)
        name = "" if filename is None else str(filename)
        super().__init__(
            f"{name}{': ' if name else ''}{system_text(told, 'en')}",
            zh=f"{name}{'：' if name else ''}{system_text(told, 'zh')}",
        )
        self.errno, self.strerror, self.filename = errno, strerror, filename

    def __str__(self) -> str:
        return str(self.args[0])

    def __reduce__(self) -> tuple[type["FileError"], tuple[int | None, str | None, object]]:
        return type(self), (self.errno, self.strerror, self.filename)


class MissingFileError(FileError, FileNotFoundError):
    """There is no such file."""


def refused(error: OSError) -> FileError:
    """The error of the system as one of this library."""
    kind = MissingFileError if isinstance(error, FileNotFoundError) else FileError
    return kind(error.errno, error.strerror or str(error), error.filename)


def unopened(error: OSError) -> DocumentError:
    """The error of the system as one of a document, which stands in the place of its reading."""
    return DocumentError(system_text(error, "en"), zh=system_text(error, "zh"))


def language(value: object) -> Literal["zh", "en"]:
    """The language; `InvalidValueError` unless it is one of the two."""
    if value not in ("zh", "en"):
        raise InvalidValueError(
            f'lang must be "zh" or "en" (got {quoted(value)})', zh=f'lang 只能是 "zh" 或 "en"（现为 {quoted(value)}）'
        )
    return value
