"""What dev.py does where a program that it needs is not there."""

import argparse
import shutil

import dev


def test_the_page_is_not_built_without_node(monkeypatch, capsys):
    """The step was not run, which is no failure of a release and one of the command that is for nothing else."""
    monkeypatch.setattr(shutil, "which", {"npm": "/usr/bin/npm"}.get)

    assert 0 == dev.run_steps([("the page", dev.page)])
    told = capsys.readouterr().out
    assert "not installed: node; on Debian: apt install nodejs npm" in told
    assert "NOT RUN the page" in told
    assert 2 == dev.web(argparse.Namespace(snapshot=False))
