"""Sphinx configuration. Pages are Chinese first; everything builds without a network."""

import ast
import importlib
import inspect
import itertools
import os
import re
import sys
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

import attrs
from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.search import SearchEnglish

project = "govdisclosure"
author = copyright = "govdisclosure contributors"
release = version = importlib.import_module(project).__version__
language = "zh_CN"

extensions = ["sphinx.ext.autodoc", "myst_nb"]
exclude_patterns = ["_build", "generators"]
default_role = "py:obj"
myst_enable_extensions = ["deflist", "colon_fence"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_preserve_defaults = True

# Notebooks are executed whenever the pages are built: what they show is what the library does.
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 120
os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"  # debuggers warn of frozen modules, and a warning is a failure

html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["page.css"]
html_title = "govdisclosure"
html_copy_source = False
html_show_sphinx = False
html_show_search_summary = False  # it is fetched, which a page that is opened from disk cannot do

# The inventories that would resolve these stand on the web, which a build does not reach.
OUTSIDE = "|".join(sorted(sys.stdlib_module_names | {"altair", "attr", "attrs", "cattrs", "hypothesis"}))
BUILT_IN = "|".join(dir(importlib.import_module("builtins")))
TYPE_VARIABLE = rf"({project}\..*\.)?([A-Z](_co)?|AnyPath)"
INSIDE = "|".join(("explanation.Group", "explanation.Subject", "problem.Problem", "result.Unknowns"))
"""Types of fields that no reader of the documentation has a use for."""
nitpick_ignore_regex = [
    ("py:.*", rf"({OUTSIDE})(\..*)?"),
    ("py:.*", rf"({BUILT_IN})(\..*)?"),
    ("py:.*", TYPE_VARIABLE),
    ("py:.*", rf"{project}\.diagnosis\.({INSIDE})"),
]


PUBLIC = frozenset(importlib.import_module(project).__all__)


def documented(env: BuildEnvironment, target: str) -> str | None:
    """The full name of a documented object from its end as a docstring may write it, or from the module that it is in.

    ``read_all`` is such an end if there is one such object only. A field such as ``Explanation.alternatives`` stands
    with its class.
    """
    if target.startswith(f"{project}."):
        name = target.rpartition(".")[2]
        return f"{project}.{name}" if name in PUBLIC else None
    known = [name for name, entry in env.domains.python_domain.objects.items() if not entry.aliased]
    for end in filter(None, (target, target.rpartition(".")[0])):
        found = [name for name in known if name.endswith(f".{end}")]
        if len(found) == 1:
            return found[0]
    return None


def resolve_by_public_name(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: nodes.TextElement
) -> nodes.reference | None:
    """A link for a reference to an exported object by the module that defines it, or to any by the end of its name."""
    name = documented(env, node.get("reftarget", "")) if node.get("refdomain") == "py" else None
    if name is None:
        return None
    domain = env.domains.python_domain
    found = domain.resolve_xref(env, node["refdoc"], app.builder, "obj", name, node, contnode)
    return found if isinstance(found, nodes.reference) else None


def show_defaults(
    app: Sphinx, what: str, name: str, obj: Any, options: object, signature: str | None, returns: str | None
) -> tuple[str | None, str | None]:
    """The defaults of an attrs class as values; its generated code calls them by names that mean nothing here."""
    if what == "class" and signature and attrs.has(obj):
        defaults = {field.name: field.default for field in attrs.fields(obj)}
        signature = re.sub(r"attr_dict\['(\w+)'\]\.default", lambda match: repr(defaults[match[1]]), signature)
        signature = signature.replace("= NOTHING", "= ...")
    return signature, returns


def show_cached_properties(app: Sphinx) -> None:
    """Make plain properties of cached ones, in this process: attrs turns them into slots, which have no docstring."""
    package = importlib.import_module(project)
    for cls in (getattr(package, name) for name in sorted(PUBLIC)):
        if inspect.isclass(cls) and attrs.has(cls):
            for function in cached_properties(cls):
                setattr(cls, function.__name__, property(function))
                cls.__slots__ = tuple(slot for slot in cls.__slots__ if slot != function.__name__)


def cached_properties(cls: type) -> Iterator[Callable[[Any], object]]:
    """The functions below the cached properties of a class, from its source."""
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(cls))).body
    for item in ast.iter_child_nodes(tree):
        if isinstance(item, ast.FunctionDef) and "functools.cached_property" in map(ast.unparse, item.decorator_list):
            item.decorator_list.clear()
            namespace = dict(vars(sys.modules[cls.__module__]))
            exec(compile(ast.Module([item], []), cls.__module__, "exec"), namespace)
            yield namespace[item.name]


class Search(SearchEnglish):
    """The search in Chinese and English: English by its stems, Chinese by every two characters that follow each other.

    The script in the browser cuts what is asked for in the same way, so that a page is found that has all the pairs of
    a word, whatever words a dictionary would have made of it. (That of Sphinx for Chinese stops with an error: it looks
    for a stemmer by a name that no script has.)
    """

    lang = "zh"
    han = re.compile("[\u4e00-\u9fff]+")
    js_splitter_code = r"""
var splitQuery = (query) =>
  (query.match(/[\u4e00-\u9fff]+|(?:(?![\u4e00-\u9fff])[\p{Letter}\p{Number}_])+/gu) || []).flatMap((word) =>
    /^[\u4e00-\u9fff]{2}/.test(word) ? [...word.slice(1)].map((char, at) => word[at] + char) : [word]);
"""

    def split(self, input: str) -> list[str]:
        runs = self.han.findall(input)
        pairs = [one + other for run in runs for one, other in itertools.pairwise(run)]
        single = [run for run in runs if len(run) == 1]
        return [*super().split(self.han.sub(" ", input)), *pairs, *single]


def setup(app: Sphinx) -> None:
    """Called by Sphinx."""
    app.add_search_language(Search)
    app.connect("missing-reference", resolve_by_public_name)
    app.connect("autodoc-process-signature", show_defaults)
    app.connect("builder-inited", show_cached_properties)
