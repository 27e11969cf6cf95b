"""A canvas of reportlab, with a Chinese font that is embedded or only named.

As programs do that print, it shows spaces of any kind as space, and nothing for characters that only steer.
"""

import io
import unicodedata
from pathlib import Path
from random import Random

from benchmarks.reading.canvas import HEIGHT, WIDTH, Canvas
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas as Reportlab

_FILES = (
    ("ZenHei", "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"),
    ("SungtiL", "/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf"),
)
_NAMED = "STSong-Light"
"""A font that readers of PDF bring themselves; it has no radicals."""


def _fonts() -> list[str]:
    if not pdfmetrics.getRegisteredFontNames() or _NAMED not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(_NAMED))
        for name, path in _FILES:
            if Path(path).exists():
                pdfmetrics.registerFont(TTFont(name, path))
    known = pdfmetrics.getRegisteredFontNames()
    return [name for name in (*(name for name, _ in _FILES), _NAMED) if name in known]


class _Canvas:
    def __init__(self, font: str, *, thin: bool) -> None:
        self.stream = io.BytesIO()
        self.font_name, self.thin = font, thin
        self.canvas = Reportlab(self.stream, pagesize=(WIDTH, HEIGHT), pageCompression=1)

    def text(self, x: float, y: float, text: str, size: float) -> None:
        self.canvas.setFont(self.font_name, size)
        self.canvas.drawString(x, HEIGHT - y, _shown(text))

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        if self.thin:
            self.canvas.rect(x0, HEIGHT - y1, max(x1 - x0, 0.5), max(y1 - y0, 0.5), stroke=0, fill=1)
        else:
            self.canvas.setLineWidth(0.5)
            self.canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)

    def page(self) -> None:
        self.canvas.showPage()

    def unseen(self, x: float, y: float, text: str, size: float, *, clipped: bool) -> None:
        self.canvas.saveState()
        if clipped:
            path = self.canvas.beginPath()
            path.rect(0, 0, 1, 1)
            self.canvas.clipPath(path, stroke=0)
            self.text(x, y, text, size)
        else:
            run = self.canvas.beginText(x, HEIGHT - y)
            run.setFont(self.font_name, size)
            run.setTextRenderMode(3)
            run.textOut(_shown(text))
            self.canvas.drawText(run)
        self.canvas.restoreState()

    def watermark(self, text: str) -> None:
        self.canvas.saveState()
        self.canvas.translate(150, 300)
        self.canvas.rotate(40)
        self.canvas.setFillGray(0.85)
        self.canvas.setFont(self.font_name, 60)
        self.canvas.drawString(0, 0, text)
        self.canvas.restoreState()

    def styled(self, x: float, y: float, text: str, size: float, before: str) -> None:
        self.canvas.saveState()
        run = self.canvas.beginText(x, HEIGHT - y)
        run.setFont(self.font_name, size)
        run._code.append(before)
        run.textOut(_shown(text))
        self.canvas.drawText(run)
        self.canvas.restoreState()

    def raw(self, operators: str) -> None:
        self.canvas._code.append(operators)

    def annotate(self, entries: str, box: tuple[float, float, float, float]) -> None:
        x0, y0, x1, y1 = box
        self.canvas._annotationrefs.append(
            f"<< /Type /Annot /Subtype {entries} /F 4 /Rect [{x0:.2f} {HEIGHT - y1:.2f} {x1:.2f} {HEIGHT - y0:.2f}] >>"
        )

    def font(self, entries: str) -> str:
        fonts = self.canvas._doc.idToObject["BasicFonts"].dict
        known = [name for name, spec in fonts.items() if spec == entries]
        name = known[0] if known else f"Odd{len(fonts)}"
        fonts[name] = entries
        return name

    def content(self) -> bytes:
        self.canvas.save()
        return self.stream.getvalue()


def _shown(text: str) -> str:
    kinds = {"Zs": " ", "Cf": ""}
    return "".join(kinds.get(unicodedata.category(char), char) for char in text)


def _has(font: str, text: str) -> bool:
    if font == _NAMED:
        return text.encode("gb2312", errors="ignore").decode("gb2312") == text
    glyphs = pdfmetrics.getFont(font).face.charToGlyph
    return all(ord(char) in glyphs for char in text)


def make(rng: Random, text: str) -> tuple[Canvas, str]:
    """A canvas that can show a text, and what it is."""
    shown = _shown(text).replace("\n", "")
    fonts = [name for name in _fonts() if _has(name, shown)]
    if not fonts:
        raise SystemExit("no font has these characters; install Debian's fonts-wqy-zenhei and fonts-arphic-gbsn00lp")
    font = rng.choice(fonts)
    thin = rng.random() < 0.2
    return _Canvas(font, thin=thin), f"reportlab {font}{' thin boxes' if thin else ''}"
