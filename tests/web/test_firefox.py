"""The page in one file in Firefox: it starts, and reads what is dropped."""

import base64
import shutil
from pathlib import Path

import pytest

from web.firefox import Firefox

pytestmark = pytest.mark.system

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "linlan-water-2023.html"
PROGRAM = shutil.which("firefox-esr") or shutil.which("firefox")
DROPPED = """
  const [name, bytes] = given, { dataset } = document.documentElement, dataTransfer = new DataTransfer();
  const until = async held => { while (!held()) await new Promise(resolve => setTimeout(resolve, 50)); };
  await until(() => dataset.started);
  dataTransfer.items.add(new File([Uint8Array.fromBase64(bytes)], name));
  dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  const status = document.getElementById("status");
  await until(() => status.dataset.state === "done");
  return [dataset.started, document.getElementById("report-title").innerText];
"""


@pytest.mark.skipif(PROGRAM is None, reason="there is no Firefox on this machine; on Debian: apt install firefox-esr")
@pytest.mark.parametrize("kind", ["plain", "snapshot"])
def test_a_report_is_dropped(files, kind, tmp_path):
    """From either file, its verdict is read."""
    with Firefox(PROGRAM, tmp_path) as firefox:
        firefox.command("Navigate", url=files[kind].as_uri())
        found = firefox.run(DROPPED, EXAMPLE.name, base64.b64encode(EXAMPLE.read_bytes()).decode())

    assert [kind, "临澜县水务局 2023: 不通过"] == found
