"""Sphinx configuration. Pages are Chinese first; everything builds without a network."""

import importlib
import logging
import sys

import jieba
from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

project = "govdisclosure"
author = copyright = "govdisclosure contributors"
release = version = importlib.import_module(project).__version__
language = "zh_CN"

extensions = ["sphinx.ext.autodoc", "myst_parser"]
exclude_patterns = ["_build", "generators"]
default_role = "py:obj"
myst_enable_extensions = ["deflist", "colon_fence"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_preserve_defaults = True

jieba.setLogLevel(logging.WARNING)  # it splits Chinese text for the search, and would tell at length

html_theme = "furo"
html_title = "govdisclosure"
html_copy_source = False
html_show_sphinx = False

# The inventories that would resolve these stand on the web, which a build does not reach.
OUTSIDE = "|".join(sorted(sys.stdlib_module_names | {"attr", "attrs", "cattrs", "hypothesis"}))
BUILT_IN = "|".join(dir(importlib.import_module("builtins")))
TYPE_VARIABLE = rf"{project}\..*\.[A-Z](_co)?"
nitpick_ignore_regex = [
    ("py:.*", rf"({OUTSIDE})(\..*)?"),
    ("py:.*", rf"({BUILT_IN})(\..*)?"),
    ("py:.*", TYPE_VARIABLE),
]


PUBLIC = frozenset(importlib.import_module(project).__all__)


def resolve_by_public_name(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: nodes.TextElement
) -> nodes.reference | None:
    """A link for a reference to an exported object by the module that defines it, or by its name alone."""
    name = node.get("reftarget", "").rpartition(".")[2]
    if node.get("refdomain") != "py" or name not in PUBLIC:
        return None
    domain = env.domains.python_domain
    found = domain.resolve_xref(env, node["refdoc"], app.builder, "obj", f"{project}.{name}", node, contnode)
    return found if isinstance(found, nodes.reference) else None


def setup(app: Sphinx) -> None:
    """Called by Sphinx."""
    app.connect("missing-reference", resolve_by_public_name)
