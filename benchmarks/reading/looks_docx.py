"""How Word documents draw the looks of figures: properties of runs, styles, fields, controls and drawings."""

import re
from collections.abc import Callable
from random import Random

import attrs
from benchmarks.reading.kind import MarkUp

_FIGURE = re.compile(r'<w:p><w:r><w:t xml:space="preserve">([0-9][0-9.,]*)</w:t></w:r></w:p>')
_CELL = re.compile(
    r'<w:tc><w:tcPr>((?:(?!</w:tcPr>).)*)</w:tcPr><w:p><w:r><w:t xml:space="preserve">'
    r"([0-9][0-9.,]*)</w:t></w:r></w:p></w:tc>"
)
_SPACES = {
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
}


@attrs.define
class _Word:
    """A document being written, and the styles that it needs."""

    rng: Random
    styles: list[str] = attrs.field(factory=list)

    def style(self, marks: str, kind: str, more: str = "") -> str:
        """The id of a new style with these marks, sometimes based on another that has them."""
        name = f"S{self.rng.randrange(10**9)}"
        rule = f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>{{}}<w:rPr>{{}}</w:rPr></w:style>'
        self.styles.append(rule.format(more, marks))
        if self.rng.random() < 0.3:
            based = f'<w:basedOn w:val="{name}"/>'
            self.styles.append(rule.replace(name, f"{name}b").format(based, ""))
            name = f"{name}b"
        return name

    def whole(self, text: str) -> str:
        """The document with its styles, which its writer puts into a part of their own."""
        head, body, rest = text.partition("<w:body>")
        missing = {prefix: uri for prefix, uri in _SPACES.items() if f"xmlns:{prefix}=" not in head}
        spaces = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in missing.items())
        styles = f"<w:styles>{''.join(self.styles)}</w:styles>" if self.styles else ""
        head = head.replace("<w:document", f"<w:document{spaces}", 1)
        return f"{head}{styles}{body}{rest}".replace("</w:styles><w:styles>", "")


Draw = Callable[[str, _Word], str]
"""What stands in the cell of a figure: its paragraphs."""


def _figures(*draws: Draw, often: float = 0.25) -> MarkUp:
    def change(text: str, rng: Random) -> str:
        word = _Word(rng)

        def one(match: re.Match[str]) -> str:
            return rng.choice(draws)(match[1], word) if rng.random() < often else match[0]

        return word.whole(_FIGURE.sub(one, text))

    return change


def _run(text: str, marks: str = "") -> str:
    return f'<w:r><w:rPr>{marks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _paragraph(*runs: str, given: str = "") -> str:
    return f"<w:p><w:pPr>{given}</w:pPr>{''.join(runs)}</w:p>"


def _worn(text: str, marks: str, word: _Word) -> str:
    """A run with these marks, its own or those of its style."""
    if word.rng.random() < 0.6:
        return _run(text, marks)
    return _run(text, f'<w:rStyle w:val="{word.style(marks, "character")}"/>')


def _pieces(figure: str, extra: str, word: _Word) -> list[str]:
    """A figure with something in it or beside it."""
    rng = word.rng
    where = rng.choice((len(figure), len(figure), len(figure), 0, rng.randrange(len(figure) + 1)))
    return [*([_run(figure[:where])] if where else []), extra, *([_run(figure[where:])] if figure[where:] else [])]


def _beside(*looks: str) -> Draw:
    def draw(figure: str, word: _Word) -> str:
        extra = str(word.rng.randrange(1, 10 if word.rng.random() < 0.8 else 100))
        return _paragraph(*_pieces(figure, _worn(extra, word.rng.choice(looks), word), word))

    return draw


def _instead(*looks: str) -> Draw:
    def draw(figure: str, word: _Word) -> str:
        other, marks = str(word.rng.randrange(10_000, 99_999)), word.rng.choice(looks)
        if word.rng.random() < 0.7:
            return _paragraph(_worn(other, marks, word))
        return _paragraph(_run(other), given=f'<w:pStyle w:val="{word.style(marks, "paragraph")}"/>')

    return draw


def _put(*patterns: str) -> Draw:
    """Something beside the figure that is no text, or that shows another."""

    def draw(figure: str, word: _Word) -> str:
        return _paragraph(*_pieces(figure, word.rng.choice(patterns), word))

    return draw


def _only(*patterns: str) -> Draw:
    """Something in place of the figure."""

    def draw(figure: str, word: _Word) -> str:
        return _paragraph(word.rng.choice(patterns).replace("FIGURE", figure))

    return draw


# ---------------------------------------------------------------------------------------------------- looks

_RAISED = (
    '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>', '<w:position w:val="6"/>',
    '<w:position w:val="-6"/>', '<w:position w:val="8"/><w:sz w:val="12"/>', '<w:position w:val="4"/>',
    '<w:position w:val="6pt"/>', '<w:sz w:val="14"/><w:vertAlign w:val="superscript"/>',
)  # fmt: skip
_HIDDEN = ("<w:vanish/>", '<w:vanish w:val="1"/>', '<w:vanish w:val="on"/>', "<w:specVanish/>", '<w:w w:val="1"/>')
_STRUCK = ("<w:strike/>", "<w:dstrike/>", '<w:strike w:val="true"/><w:color w:val="FF0000"/>')
_WHITE = (
    '<w:color w:val="FFFFFF"/>', '<w:color w:val="ffffff"/>', '<w:color w:val="FFFFFF" w:themeColor="background1"/>',
    '<w:color w:themeColor="background1"/>', '<w:color w:val="FEFEFE"/>', '<w:color w:val="F8F8F8"/>',
    '<w:color w:val="000000"/><w:shd w:val="clear" w:color="auto" w:fill="000000"/>',
    '<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>',
    '<w:color w:val="0070C0"/><w:shd w:val="solid" w:color="0070C0" w:fill="auto"/>',
    '<w14:textFill><w14:noFill/></w14:textFill>',
    '<w14:textFill><w14:solidFill><w14:srgbClr w14:val="FFFFFF"/></w14:solidFill></w14:textFill>',
    '<w14:textFill><w14:solidFill><w14:schemeClr w14:val="bg1"/></w14:solidFill></w14:textFill>',
)  # fmt: skip
_TINY = tuple(f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' for size in (1, 2, 3, 4))
_SMALL = ('<w:sz w:val="10"/>', '<w:sz w:val="12"/>', '<w:eastAsianLayout w:id="1" w:combine="1"/>')
_MOVED = ('<w:spacing w:val="-200"/>', '<w:spacing w:val="-120"/>')
_SYMBOLS = (
    '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>', '<w:rFonts w:ascii="Webdings" w:hAnsi="Webdings"/>',
    '<w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2" w:hint="default"/>',
)  # fmt: skip
_HARMLESS = (
    "<w:b/>", '<w:color w:val="FF0000"/>', '<w:color w:val="auto"/>', '<w:color w:val="595959"/>', '<w:sz w:val="24"/>',
    '<w:rFonts w:hint="eastAsia" w:ascii="宋体" w:hAnsi="宋体"/>', '<w:highlight w:val="yellow"/>',
    '<w:u w:val="single"/>',
    '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:color="auto" w:fill="1F4E79"/>', '<w:spacing w:val="-4"/>',
    '<w:vanish w:val="0"/><w:strike w:val="false"/>', '<w:position w:val="0"/>', '<w:w w:val="90"/>',
    '<w:i/><w:kern w:val="2"/>',
)  # fmt: skip


def _field(code: str, result: str = "") -> str:
    steps = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    shown = steps[1] + _run(result) if result else ""
    return f'{steps[0]}<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>{shown}{steps[2]}'


_FIELDS = tuple(
    map(_field, ("EQ \\o(1,7)", "EQ \\s\\up6(7)", "FORMTEXT", "FORMCHECKBOX", "AUTONUM", "REF a", "=SUM(ABOVE)"))
)
_PICTURE = (
    "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill/></pic:pic></a:graphicData>"
    "</a:graphic></wp:inline></w:drawing></w:r>"
)
_DRAWINGS = (
    _PICTURE, _PICTURE.replace("wp:inline", "wp:anchor"),
    "<w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>",
    '<w:r><w:pict><v:shape><v:textpath string="7"/></v:shape></w:pict></w:r>', "<w:r><w:pict><v:line/></w:pict></w:r>",
    '<w:r><w:object><v:shape/><o:OLEObject ProgID="Equation.3"/></w:object></w:r>',
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wps:wsp/></wp:anchor></w:drawing>'
    "</mc:Choice><mc:Fallback><w:pict><v:rect/></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
    "<w:r><w:drawing><wp:anchor><wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:t>7</w:t></w:r></w:p></w:txbxContent>"
    "</wps:txbx></wps:wsp></wp:anchor></w:drawing></w:r>",
)  # fmt: skip
_CONTROL = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
_EQUATION = "<m:oMath><m:r><m:t>FIGURE</m:t></m:r></m:oMath>"


def _shaded(text: str, rng: Random) -> str:
    """Figures in the colour of their cell, and others in one that can be seen there."""

    def one(match: re.Match[str]) -> str:
        if rng.random() < 0.7:
            return match[0]
        fill = rng.choice(("0070C0", "C00000", "000000", "FFFF00"))
        run = _run(str(rng.randrange(10_000, 99_999)), f'<w:color w:val="{fill}"/>')
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'
        inside = rng.random() < 0.5
        paragraph = _paragraph(run, given=shade if inside else "")
        return f"<w:tc><w:tcPr>{match[1]}{'' if inside else shade}</w:tcPr>{paragraph}</w:tc>"

    return _CELL.sub(one, text)


def _dressed(figure: str, word: _Word) -> str:
    return _paragraph(_worn(figure, word.rng.choice(_HARMLESS), word))


def _in_parts(figure: str, word: _Word) -> str:
    """A figure whose result is stored: in a field, a control, a bidirectional embedding, an equation."""
    inner = word.rng.choice((
        _field("=SUM(LEFT)", figure), _CONTROL.format("<w:text/>", _run(figure)),
        f'<w:dir w:val="ltr">{_run(figure)}</w:dir>',
        _EQUATION.replace("FIGURE", figure),
    ))  # fmt: skip
    return _paragraph(inner)


def _either(*changes: MarkUp) -> MarkUp:
    return lambda text, rng: rng.choice(changes)(text, rng)


MARKUPS: dict[str, MarkUp] = {
    "marks above or below the line": _figures(_beside(*_RAISED)),
    "small digits beside figures": _figures(_beside(*_SMALL)),
    "struck digits beside figures": _figures(_beside(*_STRUCK)),
    "figures struck out": _figures(_instead(*_STRUCK)),
    "hidden digits beside figures": _figures(_beside(*_HIDDEN)),
    "hidden figures": _figures(_instead(*_HIDDEN)),
    "digits in the colour of paper": _either(_figures(_beside(*_WHITE), _instead(*_WHITE)), _shaded),
    "digits too small to be seen": _figures(_beside(*_TINY), _instead(*_TINY)),
    "digits moved out of their place": _figures(
        _beside(*_MOVED), _only('<w:bdo w:val="rtl">' + _run("12") + "</w:bdo>")
    ),
    "digits of unknown characters": _figures(
        _beside(*_SYMBOLS), _instead(*_SYMBOLS),
        _put('<w:r><w:sym w:font="Wingdings" w:char="F037"/></w:r>', "<w:r><w:pgNum/></w:r>")
    ),
    "figures shown by other means": _figures(
        _only(*_FIELDS), _put(*_FIELDS), _only(*_DRAWINGS), _put(*_DRAWINGS),
        _only(_CONTROL.format("<w:showingPlcHdr/>", _run("7"))),
        _only(_CONTROL.format('<w:dataBinding w:xpath="/a"/>', _run("7"))),
        _only(f"<m:oMath><m:rad><m:e>{_EQUATION[9:-10].replace('FIGURE', '49')}</m:e></m:rad></m:oMath>"),
    ),
    "looks of whole figures": _figures(_dressed, _in_parts, often=0.5),
}  # fmt: skip
