"""Debian's Firefox by the protocol that it speaks itself: playwright drives its own build of Firefox only."""

import itertools
import json
import socket
import subprocess
import time
from typing import Self

LATE = 120
"""Seconds to wait for anything on a machine that is busy."""
PREFERENCES = """user_pref("marionette.port", 0);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("app.update.auto", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
"""


class Firefox:
    """A Firefox with one window."""

    def __init__(self, program, profile):
        """Start it with a new profile in a folder, and begin a session."""
        (profile / "user.js").write_text(PREFERENCES)
        options = ("--headless", "--marionette", "--no-remote", "--profile", str(profile))
        self._process = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._numbers = itertools.count()
        port = profile / "MarionetteActivePort"
        until = time.monotonic() + LATE
        while not (port.exists() and port.read_text()):
            assert time.monotonic() < until, "Firefox does not start"
            time.sleep(0.1)
        self._socket = socket.create_connection(("127.0.0.1", int(port.read_text())), LATE)
        self._received = self._socket.makefile("rb")
        self._message()  # its greeting
        self.command("NewSession")
        self.command("SetTimeouts", script=LATE * 1000)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error):
        self._process.terminate()
        self._process.wait(LATE)
        self._socket.close()

    def _message(self):
        length = b""
        while not length.endswith(b":"):
            length += self._received.read(1)
        return json.loads(self._received.read(int(length[:-1])))

    def command(self, name, **parameters):
        """What a command of WebDriver gives."""
        text = json.dumps([0, next(self._numbers), f"WebDriver:{name}", parameters]).encode()
        self._socket.sendall(b"%d:%s" % (len(text), text))
        _, _, error, found = self._message()
        assert error is None, error
        return found["value"] if isinstance(found, dict) and "value" in found else found

    def run(self, script, *arguments):
        """What an asynchronous function of the page gives, written as its body."""
        body = f"(async (...given) => {{ {script} }})(...arguments).catch(String).then(arguments[arguments.length - 1])"
        return self.command("ExecuteAsyncScript", script=body, args=arguments)
