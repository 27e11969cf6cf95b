// Compiles what the library imports in an archive of Python source: node compile.mjs SOURCE COMPILED
import { readFileSync, writeFileSync } from "node:fs";
import { loadPyodide } from "pyodide";

const [source, compiled] = process.argv.slice(-2);
const python = await loadPyodide({ stdLibURL: source, env: { PYTHONHASHSEED: "0", HOME: "/home/pyodide" } });
python.runPython(`import importlib, py_compile, sys, zipfile
(archive,) = (path for path in sys.path if path.endswith(".zip"))
unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
with zipfile.ZipFile(archive) as source, zipfile.ZipFile("/compiled", "w") as compiled:
    for name in source.namelist():
        if name.startswith("govdisclosure/") and name.endswith(".py"):
            try:
                importlib.import_module(name.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
            except ImportError:
                pass  # of what is not in the archive
    imported = {str(getattr(module, "__file__", "")).removeprefix(archive + "/") for module in sys.modules.values()}
    for each in source.infolist():
        name, data = each.filename, source.read(each)
        if name in imported:
            with open("/module.py", "wb") as file:
                file.write(data)
            py_compile.compile("/module.py", "/module.pyc", name, doraise=True, invalidation_mode=unchecked)
            with open("/module.pyc", "rb") as file:
                name, data = name + "c", file.read()
        compiled.writestr(zipfile.ZipInfo(name, each.date_time), data)`);
writeFileSync(compiled, python.FS.readFile("/compiled"));
