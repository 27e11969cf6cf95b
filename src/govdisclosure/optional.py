"""Optional dependencies: imported when used, and a missing one says how to install it."""

from importlib import import_module
from types import ModuleType

from govdisclosure.errors import MissingExtraError


def require(module: str, *, extra: str, purpose: str, purpose_zh: str = "") -> ModuleType:
    """The module, imported; or an error that names the extra which brings it, and what it is needed for.

    An import that fails inside the package is a bug of that package and is raised as it is.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != module.partition(".")[0]:
            raise
        message = f"{purpose} needs {module}; install it with: pip install 'govdisclosure[{extra}]'"
        chinese = f"{purpose_zh or '该功能'}，需要 {module}；请安装：pip install 'govdisclosure[{extra}]'"
        raise MissingExtraError(message, name=error.name, zh=chinese) from error
