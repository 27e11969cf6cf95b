"""How pages draw the looks of figures: by style sheets with all kinds of selectors, style attributes, old elements."""

import re
from collections.abc import Callable
from random import Random

import attrs
from benchmarks.reading.kind import MarkUp

_FIGURE = re.compile(r"(<td)([^>]*>)([0-9][0-9.,]*)(</td>)")
_BLANK = re.compile(r"(<td)([^>]*>)&nbsp;(</td>)")


@attrs.define
class _Page:
    """A page being written: the rules of its style sheets, and the scripts behind it."""

    rng: Random
    rules: list[str] = attrs.field(factory=list)
    scripts: list[str] = attrs.field(factory=list)
    names: int = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        """Begin with names that no other look of the page has."""
        self.names = 1_000 * self.rng.randrange(1, 1_000)

    def name(self) -> str:
        """A name that nothing has yet."""
        self.names += 1
        return f"{self.rng.choice(('k', 'fn', 'note-', 'u_', 'Sup'))}{self.names}"

    def whole(self, text: str) -> str:
        """The page with its style sheets and scripts."""
        styles = "\n".join(self.rules)
        opening = self.rng.choice(("<style>", '<style type="text/css">', '<style media="screen, print">', "<STYLE>"))
        sheet = f"{opening}\n{self.rng.choice(('', '<!-- /* a */ '))}{styles}\n</style>" if self.rules else ""
        script = "".join(f"<script>{script}</script>" for script in self.scripts)
        head, body, rest = text.partition("<body>")
        if not body:
            return sheet + text + script
        if self.rng.random() < 0.8:
            return f"{head}<head>{sheet}</head>{body}{rest.replace('</body>', script + '</body>')}"
        return head + body + sheet + rest.replace("</body>", script + "</body>")


Draw = Callable[[str, _Page], str]
"""What stands in the cell of a figure."""


def _figures(*draws: Draw, often: float = 0.25) -> MarkUp:
    """Some figures drawn in one of these ways; in some pages all in the same."""

    def change(text: str, rng: Random) -> str:
        page = _Page(rng)
        chosen = draws if rng.random() < 0.5 else (rng.choice(draws),)

        def one(match: re.Match[str]) -> str:
            if rng.random() >= often:
                return match[0]
            return match[1] + match[2] + rng.choice(chosen)(match[3], page) + match[4]

        return page.whole(_FIGURE.sub(one, text))

    return change


# ---------------------------------------------------------------------------------------------------- style sheets


_CLASS = 'class="{name}"'
_SELECTORS = {
    6: ("{tag}.{name}", _CLASS),
    7: ("#{name}", 'id="{name}"'),
    8: ("td .{name}", _CLASS),
    9: ("table td > .{name}", _CLASS),
    10: ("td .{name} {tag}", ""),
    11: ("h1, .{name}:not(.x), .y", _CLASS),
    12: ('{tag}[data-k="{name}"]', 'data-k="{name}"'),
    13: (".{name}.z", "class='a {name} z'"),
    14: ("tr td .{name}:first-of-type, tr td .{name}", _CLASS),
    19: ("*.{name}, .{name}:hover", _CLASS),
}
"""Ways to select an element, with the attribute it has for that; without one, what is around it has the class."""


def _worn(text: str, declared: str, page: _Page) -> str:
    """An element with a text, of which something is declared in one of the ways of style sheets."""
    rng = page.rng
    way = rng.randrange(20)
    name = page.name()
    tag = rng.choice(("span", "span", "i", "b", "em", "font", "a", "label", "u"))
    if way < 6:
        return _inline(text, declared, tag, page)
    if way not in _SELECTORS:
        given = _ruled(way, name, declared, page)
        return f'<{tag} class="{name}"{given}>{text}</{tag}>'
    rule, given = (each.format(name=name, tag=tag) for each in _SELECTORS[way])
    page.rules.append(f"{rule} {{ {rng.choice(('', '/* x */ ', 'line-height: 1; '))}{declared} }}")
    element = f"<{tag} {given}>{text}</{tag}>"
    return element if given else f'<span class="{name}">{element}</span>'


def _ruled(way: int, name: str, declared: str, page: _Page) -> str:
    """Declare something of a class inside another rule or against another one; what the element has besides."""
    match way:
        case 15:
            query = page.rng.choice(("screen", "all", "screen and (min-width: 600px)", "only screen"))
            page.rules.append(f"@media {query} {{ .{name} {{ {declared} }} }}")
        case 16:
            page.rules.append(f".{name} {{ {declared.replace(';', ' !important;')} }}")
            return f' style="{_contrary(declared)}"'
        case 17:
            page.rules += [f"td .{name} {{ {declared} }}", f".{name} {{ {_contrary(declared)} }}"]
        case _:
            page.rules.append(f"@supports (display: grid) {{ td {{ & .{name} {{ {declared} }} }} }}")
    return ""


def _inline(text: str, declared: str, tag: str, page: _Page) -> str:
    rng = page.rng
    declared = (
        rng.choice(("", "font-family:宋体;", "mso-bidi-font-size:10.5pt; ", "list-style:url(a.png;b) ;")) + declared
    )
    if rng.random() < 0.3:
        declared = declared.upper() if "url" not in declared else declared
    quote = rng.choice("\"'")
    return f"<{tag} style={quote}{declared.strip('; ')}{quote}>{text}</{tag}>"


def _contrary(declared: str) -> str:
    """What undoes a declaration, for properties that are simply set back."""
    back = {
        "display": "inline", "visibility": "visible", "opacity": "1", "font-size": "16px", "vertical-align": "baseline",
        "text-decoration": "none", "position": "static", "color": "#333", "overflow": "visible", "clip-path": "none",
    }  # fmt: skip
    names = [piece.partition(":")[0].strip().lower() for piece in declared.split(";") if ":" in piece]
    return "; ".join(f"{name}: {back[name]}" for name in names if name in back)


def _beside(*looks: str) -> Draw:
    """A digit or two beside or in a figure, of which one of these is declared."""

    def draw(figure: str, page: _Page) -> str:
        rng = page.rng
        extra = str(rng.randrange(1, 10 if rng.random() < 0.8 else 100))
        return _set_beside(figure, _worn(extra, rng.choice(looks) + ";", page), rng)

    return draw


def _set_beside(figure: str, extra: str, rng: Random) -> str:
    where = rng.choice((len(figure), len(figure), len(figure), 0, rng.randrange(len(figure) + 1)))
    return figure[:where] + extra + figure[where:]


def _elements(*patterns: str) -> Draw:
    """A digit beside or in a figure, in an element that looks like this by itself."""

    def draw(figure: str, page: _Page) -> str:
        pattern = page.rng.choice(patterns)
        return _set_beside(figure, pattern.format(page.rng.randrange(1, 10)), page.rng)

    return draw


def _instead(*looks: str) -> Draw:
    """Another figure, of which one of these is declared: nobody sees any, or sees that it does not count."""

    def draw(figure: str, page: _Page) -> str:
        other = str(page.rng.randrange(10_000, 99_999))
        return _worn(other, page.rng.choice(looks) + ";", page)

    return draw


def _in_elements(*patterns: str) -> Draw:
    def draw(figure: str, page: _Page) -> str:
        return page.rng.choice(patterns).format(page.rng.randrange(10_000, 99_999))

    return draw


# ---------------------------------------------------------------------------------------------------- looks

_RAISED = (
    "vertical-align: super; font-size: 70%", "vertical-align: sub", "vertical-align: super", "vertical-align: 4px",
    "vertical-align: -3px; font-size: smaller", "vertical-align: text-top; font-size: 9px", "vertical-align: 40%",
    "position: relative; top: -6px; font-size: 8px", "position: relative; bottom: .4em",
    "top: -0.5em; position: relative", "vertical-align: top; font-size: 60%",
    "font: 8px/1 Arial; vertical-align: super", "position:relative;top:-6.0pt;mso-text-raise:6.0pt",
    "mso-text-raise:5.5pt", "vertical-align: 25%; font-size: 75%",
)  # fmt: skip
_HIDDEN = (
    "display: none", "visibility: hidden", "opacity: 0", "font-size: 0", "opacity:0.0", "visibility: collapse",
    "position: absolute; left: -9999px", "position:absolute;top:-9999em", "mso-hide:all",
    "text-indent: -9999px; display: inline-block; overflow: hidden; width: 20px",
    "position: absolute; width: 1px; height: 1px; overflow: hidden; clip: rect(0,0,0,0)",
    "position: absolute; clip: rect(1px, 1px, 1px, 1px); height: 1px; width: 1px; overflow: hidden",
    "position: absolute; clip-path: inset(50%); overflow: hidden; width: 1px; height: 1px",
    "clip-path: circle(0); position: absolute", "display: inline-block; width: 0; overflow: hidden",
    "display:inline-block;max-width:0;overflow:hidden;height:0", "color: transparent", "color: rgba(0, 0, 0, 0)",
    "display: inline-block; transform: scale(0)", "display:block;height:0;overflow:hidden",
    "position: fixed; right: -3000px", "margin-left: -9999px; position: absolute", "filter: opacity(0)",
    "font: 0/0 a",
)  # fmt: skip
_STRUCK = (
    "text-decoration: line-through", "text-decoration: underline line-through", "text-decoration-line: line-through",
    "text-decoration: line-through red 2px", "TEXT-DECORATION: LINE-THROUGH",
)  # fmt: skip
_WHITE = (
    "color: white", "color: #fff", "color: #FFFFFF", "color: rgb(255,255,255)", "color: #fefefe",
    "color: hsl(0, 0%, 100%)", "color: rgb(255 255 255)", "-webkit-text-fill-color: #fff",
    "color: #333; background: #333", "color: snow", "color:rgba(0,0,0,.02)",
    "background-color: navy; color: #000080",
)  # fmt: skip
_TINY = (
    "font-size: 1px", "font-size: 0.5px", "font-size: 1pt", "font-size: 2px", "font-size: 5%",
)  # fmt: skip
_SMALL = (
    "font-size: 60%", "font-size: 8px", "font-size: 6pt", "font-size: .5em", "font-size: x-small; font-size: 9px",
)  # fmt: skip
_MOVED = (
    "float: right", "position: absolute", "position: relative; left: -2em", "margin-left: -1em",
    "display: inline-block; transform: translateX(-3em)", "position: absolute; top: 0",
    "display: inline-block; transform: rotate(90deg)", "letter-spacing: -1em",
    "direction: rtl; unicode-bidi: bidi-override", "-webkit-text-security: disc",
    "mask: linear-gradient(#000, transparent)", "display: inline-block; width: 3px; overflow: hidden",
    "font-variant-position: super", "clip-path: polygon(0 0, 10% 0, 0 10%)", "display: inline-block; scale: 0.2",
)  # fmt: skip
_HARMLESS = (
    "color: #333", "font-weight: bold", "font-size: 10.5pt; font-family: 宋体", "vertical-align: middle", "color: red",
    "background: yellow", "line-height: 2", "text-align: center; text-decoration: underline",
    "font-size: 9pt; mso-font-kerning: 0pt", "position: relative", "overflow: hidden; white-space: nowrap",
    "opacity: 0.9", "text-indent: 2em", "color: #fff; background: #036",
)  # fmt: skip


def _generated(figure: str, page: _Page) -> str:
    """A figure that a style sheet writes, or an attribute that it shows."""
    rng = page.rng
    name = page.name()
    where = rng.choice((":before", "::before", "::after"))
    match rng.randrange(5):
        case 0:
            page.rules.append(f'.{name}{where} {{ content: "{figure}" }}')
            return f'<span class="{name}"></span>'
        case 1:
            page.rules.append(f".{name}{where} {{ content: attr(data-v) }}")
            return f'<span class="{name}" data-v="{figure}"></span>'
        case 2:
            page.rules.append(
                f".{name} {{ counter-reset: n {figure.split('.')[0]} }} .{name}{where} {{ content: counter(n) }}"
            )
            return f'<span class="{name}"></span>'
        case 3:
            escaped = "".join(f"\\{ord(char):x} " for char in figure)
            page.rules.append(f"td .{name}{where} {{ content: '{escaped}' }}")
            return f'<span class="{name}"></span>'
        case _:
            page.rules.append(f".{name}{where} {{ content: '{figure[-1]}' }}")
            return f'{figure[:-1]}<span class="{name}"></span>'


def _generated_mark(figure: str, page: _Page) -> str:
    """A mark that a style sheet writes beside a figure."""
    name = page.name()
    looks = page.rng.choice(
        ("vertical-align: super; font-size: 60%", "display: none", "position: relative; top: -.5em")
    )
    page.rules.append(f".{name}::after {{ content: '{page.rng.randrange(1, 9)}'; {looks} }}")
    return f'<span class="{name}">{figure}</span>'


def _scripted(figure: str, page: _Page) -> str:
    """A figure that a script writes."""
    name = page.name()
    match page.rng.randrange(5):
        case 0:
            return f"<script>document.write('{figure}')</script>"
        case 1:
            page.scripts.append(f"document.getElementById('{name}').innerText = '{figure}';")
            return f'<span id="{name}"></span>'
        case 2:
            page.scripts.append(f'$("#{name}").text({figure});')
            return f"<b id={name}>&nbsp;</b>"
        case 3:
            return f'<span v-text="row.{name}"></span>'
        case _:
            page.scripts.append(f"document.querySelector('.{name}').innerHTML = {figure};")
            return f'<span class="{name}"></span>'


def _print_only(figure: str, page: _Page) -> str:
    """Digits that only the screen or only print shows."""
    name = page.name()
    extra = page.rng.randrange(1, 10)
    page.rules.append(
        page.rng.choice((
            f"@media print {{ .{name} {{ display: none }} }}",
            f".{name} {{ display: none }} @media print {{ .{name} {{ display: inline }} }}",
        ))
    )  # fmt: skip
    return f'{figure}<span class="{name}">{extra}</span>'


def _unread(figure: str, page: _Page) -> str:
    """A number in pieces of which a style sheet that is not in the page may say anything."""
    if not any("@import" in rule for rule in page.rules):
        page.rules.insert(0, '@import url("site.css");')
    at = page.rng.randrange(len(figure))
    return f'{figure[:at]}<span class="{page.name()}">{page.rng.randrange(1, 10)}</span>{figure[at:]}'


def _dressed(figure: str, page: _Page) -> str:
    """A whole figure that looks in some way of its own and can be seen."""
    return _worn(figure, page.rng.choice(_HARMLESS) + ";", page)


def _blanks(text: str, rng: Random) -> str:
    """Blank cells in which a script shows something."""
    page = _Page(rng)

    def one(match: re.Match[str]) -> str:
        if rng.random() < 0.6:
            return match[0]
        return match[1] + match[2] + _scripted("7", page) + match[3]

    return page.whole(_BLANK.sub(one, text))


_SUPERS = (
    "<sup>{}</sup>",
    "<sub>{}</sub>",
    "<sup><a>[{}]</a></sup>",
    "<small><sup>{}</sup></small>",
    "<ruby><rt>{}</rt></ruby>",
)
_SMALLS = ("<small>{}</small>", "<font size=1>{}</font>", '<font size="-2">{}</font>')
_STRIKES = (
    "<s>{}</s>",
    "<del>{}</del>",
    "<strike>{}</strike>",
    "<del><b>{}</b></del>",
    "<s><font color=red>{}</font></s>",
)
_GONE = (
    "<span hidden>{}</span>", "<noscript>{}</noscript>", "<template>{}</template>", "<ruby><rp>{}</rp></ruby>",
    "<dialog>{}</dialog>", "<input type=hidden value={}>",
)  # fmt: skip
_WHITES = ("<font color=white>{}</font>", "<font color='#FFFFFF'>{}</font>")
_SYMBOLS = ("font-family: Wingdings", "font-family:Symbol", "font: 12pt Webdings")

MARKUPS: dict[str, MarkUp] = {
    "marks above or below the line": _figures(
        _beside(*_RAISED), _beside(*_RAISED), _generated_mark, _elements(*_SUPERS)
    ),
    "small digits beside figures": _figures(_beside(*_SMALL), _elements(*_SMALLS)),
    "struck digits beside figures": _figures(_beside(*_STRUCK), _elements(*_STRIKES)),
    "figures struck out": _figures(_instead(*_STRUCK), _in_elements(*_STRIKES)),
    "hidden digits beside figures": _figures(_beside(*_HIDDEN), _beside(*_HIDDEN), _elements(*_GONE)),
    "hidden figures": _figures(_instead(*_HIDDEN), _in_elements("<span hidden>{}</span>", "<div hidden>{}</div>")),
    "digits in the colour of paper": _figures(_beside(*_WHITE), _instead(*_WHITE), _elements(*_WHITES)),
    "digits too small to be seen": _figures(_beside(*_TINY), _instead(*_TINY)),
    "digits moved out of their place": _figures(_beside(*_MOVED), _elements("<bdo dir=rtl>{}2</bdo>")),
    "digits of unknown characters": _figures(_beside(*_SYMBOLS)),
    "figures shown by other means": _figures(_generated, _scripted, _print_only, _unread),
    "blanks that show something": _blanks,
    "looks of whole figures": _figures(_dressed, often=0.5),
}
