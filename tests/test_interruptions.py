"""Ctrl-C at any moment from the first of our own code on: exit code 130 and one word, never a traceback."""

from __future__ import annotations

import pytest

from tests.command_line import NOW, python
from tests.site_under_test import SiteUnderTest

AT_IMPORT = """
import os, signal, sys
from sitegen.__main__ import main

number = int(sys.argv.pop(1))

def hook(event, arguments):
    global number
    if event == "import":
        number -= 1
        if number == 0:
            os.kill(os.getpid(), signal.SIGINT)

sys.addaudithook(hook)
main()
"""
IN_A_COMMAND = """
import os, signal
import sitegen.cli.commands.build as build
from sitegen.__main__ import main

class Thing:
    def WHEN(self, *_):
        os.kill(os.getpid(), signal.SIGINT)
        for _ in range(1000):
            pass

def build_site(*_):
    class Owner:
        thing = Thing()
    Owner.thing = None

build.build_site = build_site
main()
"""


@pytest.mark.parametrize(
    "number",
    [
        *(1, 2, 3, 5, 13, 89, 300, 500),
        *(pytest.param(number, marks=pytest.mark.long) for number in (4, 8, 34, 144, 233, 377)),
    ],
)
def test_while_modules_load(number: int, digest: SiteUnderTest) -> None:
    """Ctrl-C at any import, from the first of the program's on, ends it with 130 and without a traceback."""
    ran = python(digest.root, AT_IMPORT, str(number), "build", "--now", NOW, "--jobs", "1")
    assert (ran.code, ran.err) == (130, "Interrupted.\n")


@pytest.mark.parametrize("when", ["__del__", "__set_name__"])
def test_where_python_cannot_raise(when: str, digest: SiteUnderTest) -> None:
    """Ctrl-C in a finaliser, or while a class is made, is no other error and is not lost."""
    ran = python(digest.root, IN_A_COMMAND.replace("WHEN", when), "build")
    assert (ran.code, ran.err) == (130, "Interrupted.\n")


def test_a_process_that_is_deaf_to_it(digest: SiteUnderTest) -> None:
    """Where a shell made the process deaf to Ctrl-C, as it does in the background, it stays so."""
    deaf = f"import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\n{AT_IMPORT}"
    assert python(digest.root, deaf, "100", "build", "--now", NOW, "-q") == (0, "", "")
