"""Colours of every colour space as red, green and blue, so that text can be compared with its ground.

What a space says of a colour that cannot be worked out has no colour here: the reader then does not know.
"""

import functools
import math
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, cast

from pdfminer.pdfcolor import PREDEFINED_COLORSPACE, PDFColorSpace
from pdfminer.pdftypes import PDFStream, dict_value, list_value, resolve1
from pdfminer.psparser import PSLiteral, literal_name

from govdisclosure.readers.pdf.sight import Colour
from govdisclosure.readers.pdf.work import spend

Numbers = Sequence[float]
Function = Callable[[Numbers], Numbers]

_DEEPEST: Final = 8
"""Colour spaces within colour spaces, and functions within functions."""
_FAULTS: Final = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What comes of a function or table that is not as it should be."""


class Space(PDFColorSpace):
    """A colour space of a document that knows what its colours look like."""

    def __init__(self, name: str, count: int, rgb: Callable[[Numbers], Colour | None], first: Numbers) -> None:
        """Take what turns so many numbers into a colour, and the numbers of the first one."""
        super().__init__(name, count)
        self._rgb = rgb
        self.first = tuple(first)

    def rgb(self, parts: Numbers) -> Colour | None:
        """The colour of so many numbers; None where it is not known."""
        try:
            return self._rgb(parts) if len(parts) == self.ncomponents else None
        except _FAULTS:
            return None


def _grey(parts: Numbers) -> Colour:
    return parts[0], parts[0], parts[0]


def _red_green_blue(parts: Numbers) -> Colour:
    red, green, blue = parts
    return red, green, blue


def _inks(parts: Numbers) -> Colour:
    cyan, magenta, yellow, black = parts
    return 1 - min(1, cyan + black), 1 - min(1, magenta + black), 1 - min(1, yellow + black)


def _unknown(parts: Numbers) -> None:
    return None


_DEVICES: Final[Mapping[str, tuple[int, Callable[[Numbers], Colour], Numbers]]] = {
    **dict.fromkeys(("DeviceGray", "CalGray", "G"), (1, _grey, (0,))),
    **dict.fromkeys(("DeviceRGB", "CalRGB", "RGB"), (3, _red_green_blue, (0, 0, 0))),
    **dict.fromkeys(("DeviceCMYK", "CMYK"), (4, _inks, (0, 0, 0, 1))),
}
_BY_COUNT: Final = {1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}


def plain_space(space: PDFColorSpace) -> Space:
    """The space as one that knows its colours."""
    return space if isinstance(space, Space) else _named(str(space.name))


@functools.cache
def _named(name: str) -> Space:
    """A space that is told by its name alone; pdfminer has a handful of them."""
    return space_of(PSLiteral(name))


def space_of(spec: object, depth: int = 0) -> Space:
    """The colour space that a document describes."""
    spec = resolve1(spec)
    parts = cast(list[object], spec) if isinstance(spec, list) else [spec]
    name = literal_name(resolve1(parts[0])) if parts else ""
    if name in _DEVICES:
        return Space(name, *_DEVICES[name])
    make = _SPACES.get(name)
    try:
        made = make(parts, depth + 1) if make and depth < _DEEPEST else None
    except _FAULTS:
        made = None
    known = PREDEFINED_COLORSPACE.get(name)
    return made or Space(name, known.ncomponents if known else 1, _unknown, (0,))


def _by_profile(parts: list[object], depth: int) -> Space:
    profile = cast(PDFStream, resolve1(parts[1]))
    count = cast(int, resolve1(profile["N"]))
    other = resolve1(profile.get("Alternate"))
    under = space_of(other if other is not None else PSLiteral(_BY_COUNT[count]), depth)
    return Space("ICCBased", count, under.rgb, (0,) * count)


def _lab(parts: list[object], depth: int) -> Space:
    def rgb(parts: Numbers) -> Colour:
        level = (parts[0] + 16) / 116
        steps = (level + parts[1] / 500, level, level - parts[2] / 200)
        x, y, z = (
            at * (step**3 if step >= 6 / 29 else 108 / 841 * (step - 4 / 29))
            for at, step in zip(_WHITE, steps, strict=True)
        )
        linear = (
            3.2406 * x - 1.5372 * y - 0.4986 * z,
            -0.9689 * x + 1.8758 * y + 0.0415 * z,
            0.0557 * x - 0.2040 * y + 1.0570 * z,
        )
        red, green, blue = (_toned(min(1.0, max(0.0, each))) for each in linear)
        return red, green, blue

    return Space("Lab", 3, rgb, (0, 0, 0))


_WHITE: Final = (0.9505, 1.0, 1.089)
"""Where white is: whatever white a space names, a person sees it as white."""


def _toned(level: float) -> float:
    return 12.92 * level if level <= 0.0031308 else 1.055 * level ** (1 / 2.4) - 0.055


def _indexed(parts: list[object], depth: int) -> Space:
    base = space_of(parts[1], depth)
    table = resolve1(parts[3])
    data = table.get_data() if isinstance(table, PDFStream) else cast(bytes, table)
    last = cast(int, resolve1(parts[2]))

    def rgb(parts: Numbers) -> Colour | None:
        at = min(last, max(0, int(parts[0]))) * base.ncomponents
        entry = data[at : at + base.ncomponents]
        return base.rgb([byte / 255 for byte in entry])

    return Space("Indexed", 1, rgb if base.name != "Lab" else _unknown, (0,))


def _tinted(parts: list[object], depth: int) -> Space:
    """A space of inks of its own, by what stands for them on other devices."""
    names = resolve1(parts[1])
    count = len(cast(list[object], names)) if isinstance(names, list) else 1
    under, function = space_of(parts[2], depth), function_of(parts[3], depth)
    return Space(literal_name(resolve1(parts[0])), count, lambda parts: under.rgb(function(parts)), (1,) * count)


_SPACES: Final[Mapping[str, Callable[[list[object], int], Space]]] = {
    "ICCBased": _by_profile,
    "Lab": _lab,
    "Indexed": _indexed,
    "I": _indexed,
    "Separation": _tinted,
    "DeviceN": _tinted,
}


# ------------------------------------------------------------------------------------------------ functions


def function_of(spec: object, depth: int = 0) -> Function:
    """The function that a document describes; a fault of it is an error of Python (`_FAULTS`)."""
    spec = resolve1(spec)
    entries = spec.attrs if isinstance(spec, PDFStream) else dict_value(spec)
    kind = resolve1(entries["FunctionType"])
    domain, reach = _pairs(entries["Domain"]), _pairs(entries.get("Range", []))
    if depth > _DEEPEST:
        raise ValueError(depth)
    inner = _FUNCTIONS[cast(int, kind)](spec, entries, depth + 1)

    def function(values: Numbers) -> Numbers:
        spend(2 + len(domain) + len(reach))
        found = inner([_within(value, *pair) for value, pair in zip(values, domain, strict=True)])
        return [_within(value, *pair) for value, pair in zip(found, reach, strict=True)] if reach else found

    return function


def _within(value: float, low: float, high: float) -> float:
    return min(high, max(low, value))


def _numbers(value: object) -> list[float]:
    return [float(cast(float, resolve1(each))) for each in list_value(value)]


def _pairs(value: object) -> list[tuple[float, float]]:
    numbers = _numbers(value)
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _between(value: float, start: float, end: float, low: float, high: float) -> float:
    return low if start == end else low + (value - start) * (high - low) / (end - start)


def _power(spec: object, entries: Mapping[str, object], depth: int) -> Function:
    low, high = _numbers(entries.get("C0", [0.0])), _numbers(entries.get("C1", [1.0]))
    exponent = float(cast(float, resolve1(entries["N"])))
    return lambda values: [one + values[0] ** exponent * (other - one) for one, other in zip(low, high, strict=True)]


def _stitched(spec: object, entries: Mapping[str, object], depth: int) -> Function:
    functions = [function_of(each, depth) for each in list_value(entries["Functions"])]
    ((start, end),) = _pairs(entries["Domain"])
    edges, codes = [start, *_numbers(entries["Bounds"]), end], _pairs(entries["Encode"])

    def function(values: Numbers) -> Numbers:
        part = min(sum(values[0] >= edge for edge in edges[1:-1]), len(functions) - 1)
        return functions[part]([_between(values[0], edges[part], edges[part + 1], *codes[part])])

    return function


def _sampled(spec: object, entries: Mapping[str, object], depth: int) -> Function:
    """The value at the nearest sample: near enough to tell whether text can be seen."""
    sizes = [int(each) for each in _numbers(entries["Size"])]
    bits, reach, domain = (
        cast(int, resolve1(entries["BitsPerSample"])),
        _pairs(entries["Range"]),
        _pairs(entries["Domain"]),
    )
    encode = _pairs(entries["Encode"]) if "Encode" in entries else [(0.0, size - 1.0) for size in sizes]
    decode = _pairs(entries["Decode"]) if "Decode" in entries else reach
    data = cast(PDFStream, spec).get_data()

    def function(values: Numbers) -> Numbers:
        at, step = 0, 1
        for value, span, code, size in zip(values, domain, encode, sizes, strict=True):
            at += step * round(_within(_between(value, *span, *code), 0, size - 1))
            step *= size
        found = (_bits(data, (at * len(reach) + number) * bits, bits) for number in range(len(reach)))
        return [_between(each, 0, 2**bits - 1, *pair) for each, pair in zip(found, decode, strict=True)]

    return function


def _bits(data: bytes, start: int, count: int) -> int:
    end = start + count
    if end > 8 * len(data):
        raise IndexError(end)
    piece = int.from_bytes(data[start // 8 : -(-end // 8)], "big")
    return piece >> (-end % 8) & (1 << count) - 1


_Program = list["str | float | _Program"]


def _calculated(spec: object, entries: Mapping[str, object], depth: int) -> Function:
    text = cast(PDFStream, spec).get_data().decode("ascii")
    spend(len(text) // 16)
    words = iter(text.replace("{", " { ").replace("}", " } ").split())
    next(words)
    program = _procedure(words)

    def function(values: Numbers) -> Numbers:
        stack: list[float] = list(values)
        _run(program, stack)
        return stack

    return function


def _procedure(words: Iterator[str]) -> _Program:
    program: _Program = []
    for word in words:
        if word == "}":
            break
        program.append(_procedure(words) if word == "{" else word if word[0].isalpha() else float(word))
    return program


def _run(program: _Program, stack: list[float]) -> None:
    branches: list[_Program] = []
    for each in program:
        spend(1)
        if isinstance(each, list):
            branches.append(each)
        elif each in ("if", "ifelse"):
            chosen = branches if stack.pop() else branches[1:]
            branches = []
            for branch in chosen[:1]:
                _run(branch, stack)
        elif isinstance(each, str):
            _step(each, stack)
        else:
            stack.append(each)


def _step(word: str, stack: list[float]) -> None:
    if word in _TWO:
        other, one = stack.pop(), stack.pop()
        stack.append(float(_TWO[word](one, other)))
    elif word in _ONE:
        stack.append(float(_ONE[word](stack.pop())))
    elif word in ("true", "false"):
        stack.append(float(word == "true"))
    else:
        _MOVES[word](stack)


def _copy(stack: list[float]) -> None:
    count = int(stack.pop())
    spend(max(0, count) // 4)
    stack.extend(stack[len(stack) - count :])


def _index_of(stack: list[float]) -> None:
    stack.append(stack[-1 - int(stack.pop())])


def _roll(stack: list[float]) -> None:
    by, count = int(stack.pop()), int(stack.pop())
    spend(len(stack) // 16)
    top = stack[len(stack) - count :]
    turn = by % count if count else 0
    stack[len(stack) - count :] = top[count - turn :] + top[: count - turn]


def _exchange(stack: list[float]) -> None:
    stack[-1], stack[-2] = stack[-2], stack[-1]


_TWO: Final[Mapping[str, Callable[[float, float], float]]] = {
    "add": operator.add, "sub": operator.sub, "mul": operator.mul,
    "div": lambda one, other: one / other, "exp": math.pow,
    "idiv": lambda one, other: math.trunc(one / other), "mod": math.fmod, "eq": operator.eq, "ne": operator.ne,
    "gt": operator.gt, "ge": operator.ge, "lt": operator.lt, "le": operator.le,
    "and": lambda one, other: int(one) & int(other), "or": lambda one, other: int(one) | int(other),
}  # fmt: skip
_ONE: Final[Mapping[str, Callable[[float], float]]] = {
    "neg": operator.neg, "abs": abs, "ceiling": math.ceil, "floor": math.floor,
    "round": lambda one: math.floor(one + 0.5),
    "truncate": math.trunc, "cvi": math.trunc, "cvr": float, "sqrt": math.sqrt, "not": operator.not_,
}  # fmt: skip
_MOVES: Final[Mapping[str, Callable[[list[float]], object]]] = {
    "pop": lambda stack: stack.pop(), "dup": lambda stack: stack.append(stack[-1]), "exch": _exchange,
    "copy": _copy, "index": _index_of, "roll": _roll,
}  # fmt: skip

_FUNCTIONS: Final[Mapping[int, Callable[[object, Mapping[str, object], int], Function]]] = {
    0: _sampled,
    2: _power,
    3: _stitched,
    4: _calculated,
}
