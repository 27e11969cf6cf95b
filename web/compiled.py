"""Compiles the modules that the library imports, in an archive of Python source: run by the Python that is to import them.

What nobody imports stays as it is, which is half as large.
"""

import contextlib
import importlib
import io
import py_compile
import sys
import zipfile

PREFIX = "/lib/python314.zip/"
sys.path.insert(0, PREFIX[:-1])
with zipfile.ZipFile(PREFIX[:-1]) as source:
    for each in source.namelist():
        if each.startswith("govdisclosure/") and each.endswith(".py"):
            with contextlib.suppress(ImportError):
                importlib.import_module(each[:-3].removesuffix("/__init__").replace("/", "."))
    wanted={module.__file__.removeprefix(PREFIX) for module in sys.modules.values() if getattr(module, "__file__", None)}
    wanted|={each for each in source.namelist() if each.startswith(("govdisclosure","pdfminer","xlsxwriter"))and each.endswith(".py")}
    with zipfile.ZipFile("/compiled.zip", "w") as compiled:
      for given in source.infolist():
        name, data = given.filename, source.read(given)
        if name in wanted:
            with open("/module.py", "wb") as module:
                module.write(data)
            checked = py_compile.PycInvalidationMode.UNCHECKED_HASH
            py_compile.compile("/module.py", "/module.pyc", name, doraise=True, invalidation_mode=checked)
            with open("/module.pyc", "rb") as module:
                name, data = name + "c", module.read()
        compiled.writestr(zipfile.ZipInfo(name, given.date_time), data)
