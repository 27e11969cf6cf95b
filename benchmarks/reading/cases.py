"""Documents to be read, each with the truth beside it; all of them follow from a seed and a number."""

import enum
from collections.abc import Sequence
from random import Random

import attrs
from benchmarks.reading import files, kinds_looks, office, pdf
from benchmarks.reading.draft import Draft, Truth, drafted, truth
from benchmarks.reading.figures import report
from benchmarks.reading.kind import Kind, together
from benchmarks.reading.kinds import KINDS

from govdisclosure.strategies.layouts import LAYOUTS, Layout, Line, Paper

MIXED = "editions mixed"
TWO = "two reports in one document"

SHARES = {"html": 30, "text": 20, "markdown": 8, "csv": 12, "xlsx": 12, "docx": 18}
"""Documents of each format among a hundred, where formats are not asked for one by one."""


@attrs.frozen
class Case:
    """A document to be read.

    ``keeps`` says that everything that it prints can be read by somebody who sees it.
    """

    seed: int
    number: int
    format: str
    layout: str
    kinds: tuple[str, ...]
    content: bytes = attrs.field(repr=False)
    truths: tuple[Truth, ...] = attrs.field(repr=False)
    keeps: bool
    says: tuple[frozenset[str], ...] = ()
    spares: frozenset[str] = frozenset()

    @property
    def suffix(self) -> str:
        """How the name of the file ends."""
        return {"text": "txt", "markdown": "md", "office": self.layout}.get(self.format, self.format)


class Looks(enum.Enum):
    """Whether documents whose deviations are not asked for have looks (`kinds_looks`) among them."""

    MAY = "may"
    MUST = "must"
    NEVER = "never"


def case(
    seed: int,
    number: int,
    *,
    format: str = "",
    kinds: Sequence[str] = (),
    layout: str = "",
    looks: Looks = Looks.MAY,
    many: int = 0,
) -> Case:
    """Document ``number`` of this seed; of one format, of these kinds, or in this layout, where they are given.

    Without kinds it has ``many`` of them; 0 stands for none to four, mostly one.
    """
    rng = Random(f"{seed}/{number}/{format}/{','.join(kinds)}/{layout}")
    known = _known(kinds)
    shares = {name: share for name, share in SHARES.items() if all(name in kind.formats for kind in known)} or SHARES
    chosen = format or rng.choices(list(shares), list(shares.values()))[0]
    fitting = [
        each
        for each in LAYOUTS
        if each.format == chosen and layout in ("", each.name) and all(kind.fits(chosen, each) for kind in known)
    ]
    laid = rng.choice(fitting) if fitting else None
    wanted = known if kinds else _chosen(rng, chosen, laid, looks, many)
    names = [kind.name for kind in wanted]
    drafts = [_draft(rng, wanted, mixed=MIXED in kinds or (not kinds and rng.random() < 0.1))]
    two = TWO in kinds or (not kinds and chosen != "office" and rng.random() < 0.02)
    if two:
        drafts.append(_draft(rng, wanted, mixed=False))
    plain = drafted(drafts[0].report).paper
    content, drafts, made = _written(drafts, wanted, chosen, laid, rng)
    extra = [MIXED] if _is_mixed(drafts[0]) else []
    return Case(
        seed=seed, number=number, format=chosen, layout=made, kinds=(*names, *extra, *([TWO] if two else [])),
        content=content, truths=tuple(map(truth, drafts)),
        keeps=all(kind.keeps for kind in wanted) and _keeps(laid, wanted) and all(map(_has_tables, drafts)),
        says=tuple(kind.says for kind in wanted if kind.says and len(wanted) == 1 and drafts[0].paper != plain),
        spares=wanted[0].spares if len(wanted) == 1 else frozenset(),
    )  # fmt: skip


def _has_tables(draft: Draft) -> bool:
    """Whether a table is left; nothing is read of a report without."""
    return any(not isinstance(block, Line) for block in draft.paper)


def _is_mixed(draft: Draft) -> bool:
    return draft.report.proactive.edition != draft.report.requests.edition


def _keeps(layout: Layout | None, kinds: Sequence[Kind]) -> bool:
    """Whether a layout shows everything: where merged cells or empty ones are lost, some kinds lose what they say."""
    if any(kind.moves for kind in kinds) and any(kind.blanks for kind in kinds):
        return False
    if any(kind.adds for kind in kinds) and "one table for each row" in {kind.name for kind in kinds}:
        return False  # no head stands over the column that was added
    if layout is None or layout.name in LOSSLESS:
        return True
    if layout.format == "text" and any(kind.breaks for kind in kinds):
        return False
    if not layout.parts and any(kind.words for kind in kinds):
        return False
    return not any(kind.blanks or kind.adds or kind.reorders or kind.beheads for kind in kinds)


LOSSLESS = frozenset({"page", "word page", "page in a table"})
"""Layouts of pages and texts that keep merged and empty cells."""


def _known(names: Sequence[str]) -> list[Kind]:
    return [KINDS[name] for name in names if name not in (MIXED, TWO)]


def _chosen(rng: Random, format: str, layout: Layout | None, looks: Looks, many: int) -> list[Kind]:
    """So many kinds; failing a number no kind, one (mostly), or two to four at once."""
    fitting = [kind for kind in KINDS.values() if kind.fits(format, layout)]
    of_looks = [kind for kind in fitting if kind in kinds_looks.KINDS]
    if looks is Looks.NEVER:
        fitting = [kind for kind in fitting if kind not in of_looks]
    count = many or rng.choices((0, 1, 2, 3, 4), (4, 60, 18, 12, 6))[0]
    found = [rng.choice(of_looks)] if looks is Looks.MUST else []
    while len(found) < count:
        kind = rng.choice(fitting)
        if together((*found, kind), layout):
            found.append(kind)
    return sorted(found, key=lambda kind: list(KINDS).index(kind.name))


def _draft(rng: Random, kinds: Sequence[Kind], *, mixed: bool) -> Draft:
    draft = drafted(report(rng, mixed=mixed))
    for kind in _in_turn(kinds):
        if kind.change:
            draft = kind.change(draft, rng)
    return draft


def _in_turn(kinds: Sequence[Kind]) -> list[Kind]:
    """Those that change figures first, then those that need whole tables, and those that cut them last."""
    return sorted(kinds, key=lambda kind: (kind.around, kind.cuts, list(KINDS).index(kind.name)))


def _written(
    drafts: Sequence[Draft], kinds: Sequence[Kind], format: str, layout: Layout | None, rng: Random
) -> tuple[bytes, list[Draft], str]:
    """The document, the drafts as they mean then, and the name of the layout."""
    paper: Paper = tuple(block for draft in drafts for block in draft.paper)
    names = frozenset(kind.name for kind in kinds)
    if format == "xlsx":
        content, meant = files.as_workbook(paper, names, rng)
        return content, _shared_out(drafts, meant), "workbook"
    if format == "pdf":
        content, meant, made = pdf.as_pdf(paper, names, rng, drawn=any(kind.drawn for kind in kinds))
        return content, _shared_out(drafts, meant), made
    if format in ("docx", "office"):
        text = files.document_xml(paper, merged="no cells for merged rows" not in names)
    elif format == "csv":
        text = files.as_csv(paper, rng)
    else:
        assert layout is not None
        text = layout.lay_out(paper)
    for kind in kinds:
        if markup := kind.writes(format):
            text = markup(text, rng)
    if format == "docx":
        return files.packed(text), list(drafts), "docx"
    if format == "office":
        content, made = office.converted(files.packed(text), rng)
        return content, list(drafts), made
    encode = next((kind.encode for kind in kinds if kind.encode), None)
    content = encode(text, rng) if encode else text.encode()
    return content, list(drafts), layout.name if layout else "csv"


def _shared_out(drafts: Sequence[Draft], paper: Paper) -> list[Draft]:
    """The drafts with their parts of the paper as it was written."""
    found: list[Draft] = []
    at = 0
    for draft in drafts:
        found.append(attrs.evolve(draft, paper=paper[at : at + len(draft.paper)]))
        at += len(draft.paper)
    return found
