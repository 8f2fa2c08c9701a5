"""The command line: its arguments, and the one place that catches what a command raises.

Exit codes: 0 fine, 1 problems in the content, 2 usage or configuration, 3 a bug, 130 interrupted.

Never: imports more than parsing needs before a command runs; `--help` and `--version` answer at once.
"""

from __future__ import annotations

import atexit
import contextlib
import errno
import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from sitegen import __version__
from sitegen.interruption import INTERRUPTED, is_interruption, raise_when_interrupted

USAGE, BUG = 2, 3
# The machine's condition and not a bug: no room, no right, a broken disk, a path it cannot have, too many open files.
_MACHINE_ERRORS = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO, errno.ENAMETOOLONG}
    | {errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ELOOP, errno.ESTALE}
)
_SITE = "sitegen.site"
_OBJECTS_BETWEEN_LOOKS = 100_000
"""Of the garbage collector: values hold nothing that holds them, so it finds little, and must look through all that a
large archive means."""

F = TypeVar("F", bound=Callable[..., Any])


def main() -> None:
    """Run the program on the arguments of this process, and exit with its code."""
    _insist_on_utf8()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    gc.set_threshold(_OBJECTS_BETWEEN_LOOKS)
    _end(run(sys.argv[1:]))


def _end(code: int) -> NoReturn:
    """Exit at once: to take apart what a large archive left behind takes a tenth of a build after an edit."""
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):  # nobody listens any more
            stream.flush()
    os._exit(code)


def _insist_on_utf8() -> None:
    """Start again in UTF-8 mode where file names would be read in another encoding (PEP 540, `PYTHONUTF8=0`).

    Otherwise the addresses of stories would depend on the locale of the machine that builds them.
    """
    if sys.getfilesystemencoding() != "utf-8" and os.environ.get("PYTHONUTF8") != "1":
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], {**os.environ, "PYTHONUTF8": "1"})


def run(arguments: list[str]) -> int:
    """Run a command line, tell on standard error what stopped it, and return the exit code."""
    meta: dict[str, Any] = {}
    try:
        with program.make_context("sitegen", list(arguments)) as context:
            meta = context.meta
            code = program.invoke(context)
        sys.stdout.flush()
        return int(code or 0)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as error:
        error.show()
        return USAGE
    except (KeyboardInterrupt, click.Abort):
        return _interrupted()
    except BrokenPipeError:
        return _reader_went_away()
    except Exception as error:
        return _stopped(error, Path(meta.get(_SITE, ".")), arguments)


def _reader_went_away() -> int:
    """Keep quiet, also when Python flushes at the end. Not all was told, so the code is not 0."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


def _stopped(error: Exception, site: Path, arguments: list[str]) -> int:
    if is_interruption(error):
        return _interrupted()
    if isinstance(error, ImportError):
        # The installation is broken, so nothing else of the package can be trusted to load.
        return _bug(error, site, arguments)
    from sitegen.errors import SitegenError, machine_error

    if isinstance(error, OSError) and error.errno in _MACHINE_ERRORS:
        error = machine_error(error)
    if isinstance(error, SitegenError):
        from sitegen.terminal import Terminal

        Terminal(os.environ).stopped(site, error)
        return error.exit_code
    return _bug(error, site, arguments)


def _interrupted() -> int:
    click.echo("Interrupted.", err=True)
    return INTERRUPTED


def _bug(error: Exception, site: Path, arguments: list[str]) -> int:
    from sitegen.bug_log import log_bug

    file = log_bug(error, site, arguments)
    where = f"what happened is written in {file}" if file else "there is no room to write what happened"
    click.echo(f"sitegen: this is a bug in sitegen ({type(error).__name__}); {where}", err=True)
    return BUG


# -- arguments --------------------------------------------------------------------------------------------------------


def _remember_site(context: click.Context, _: click.Parameter, value: str) -> str:
    """Keep the site for messages about what stopped the command."""
    context.meta[_SITE] = value
    return value


_site_argument = click.argument("site", default=".", metavar="[SITE]", callback=_remember_site)
_site_option = click.option(
    "--site", default=".", metavar="SITE", callback=_remember_site, help="The site's folder; default: here."
)
_drafts = click.option("--drafts", is_flag=True, help="Publish drafts too.")
_future = click.option("--future", is_flag=True, help="Publish stories that are not due yet too.")
_now = click.option("--now", metavar="TIME", help='Publish as at this time, such as "2026-12-01 09:00".')
_strict = click.option("--strict", is_flag=True, help="Treat warnings as errors.")
_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of words.")
_quiet = click.option("-q", "--quiet", is_flag=True, help="Print only what makes the command fail.")
_base_url = click.option("--base-url", metavar="URL", help="Where the site will live, such as https://digest.example/.")
_output = click.option("--output", metavar="DIR", help="The folder of the outputs; default: public in the site.")


def _options(*options: Callable[[F], F]) -> Callable[[F], F]:
    """Put several options on a command, shown in this order."""

    def put(function: F) -> F:
        for option in reversed(options):
            function = option(function)
        return function

    return put


# -- commands ---------------------------------------------------------------------------------------------------------
# Each loads the commands when it runs: with all that they need this takes several times as long as parsing. Until they
# are there, Ctrl-C ends the process at once.


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sitegen", message="%(prog)s %(version)s")
def program() -> None:
    """Build a news digest from a folder of stories.

    SITE is a folder with site.yaml or content/; the default is the folder you are in.
    """


@program.command("build")
@_options(_site_argument, _output, _base_url, _drafts, _future, _now)
@click.option("--jobs", type=click.IntRange(0, 256), default=0, metavar="N", help="Processes; default: one per core.")
@click.option("--clean", is_flag=True, help="Make everything again.")
@click.option("--verify", is_flag=True, help="Compare the result with a clean build made elsewhere.")
@click.option("--keep-going", is_flag=True, help="Publish what is good although there are errors.")
@_options(_strict, _json)
@click.option("-v", "--verbose", is_flag=True, help="Add seconds per stage, the slowest files, what is withheld.")
@_options(_quiet)
def build_command(**chosen: Any) -> int:
    """Build the site; what has not changed is left as it is."""
    from sitegen import commands

    raise_when_interrupted()
    return commands.build(commands.Choices(**chosen))


@program.command("serve")
@_options(_site_argument)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@_options(_drafts, _future, _quiet)
def serve_command(**chosen: Any) -> int:
    """Show the site on this machine, and build again on every change. Ctrl-C ends it, with exit code 0."""
    from sitegen import commands

    raise_when_interrupted()
    return commands.serve(commands.Choices(**chosen))


@program.command("check")
@_options(_site_argument, _output, _base_url, _drafts, _future, _now)
@click.option("--against", default="", metavar="FEED", help="Compare with the live feed, an address or a file.")
@_options(_strict, _json, _quiet)
def check_command(**chosen: Any) -> int:
    """Report what is wrong in the content and in the feeds built last, without building."""
    from sitegen import commands

    raise_when_interrupted()
    return commands.check(commands.Choices(**chosen))


@program.command("why")
@click.argument("path")
@_options(_site_option, _output, _base_url, _drafts, _future, _now)
def why_command(path: str, **chosen: Any) -> int:
    """Tell why the output PATH was, or would be, rendered again."""
    from sitegen import commands

    raise_when_interrupted()
    return commands.why(commands.Choices(**chosen), path)


@program.command("clean")
@_options(_site_argument, _output, _quiet)
def clean_command(**chosen: Any) -> int:
    """Remove the outputs and the memory of earlier builds."""
    from sitegen import commands

    raise_when_interrupted()
    return commands.clean(commands.Choices(**chosen))


@program.group("new")
def new_group() -> None:
    """Make a site, a story or a page to go on writing."""


@new_group.command("site")
@click.argument("folder", metavar="DIR")
def new_site_command(folder: str) -> int:
    """Make a site that builds at once, in the new or empty folder DIR."""
    from sitegen import commands

    raise_when_interrupted()
    return commands.new_site(folder)


@new_group.command("story")
@click.argument("title")
@_options(_site_option)
def new_story_command(title: str, **chosen: Any) -> int:
    """Make the draft of a story, dated now. Put TITLE in quotes."""
    from sitegen import commands

    raise_when_interrupted()
    return commands.new_story(commands.Choices(**chosen), title)


@new_group.command("page")
@click.argument("title")
@_options(_site_option)
def new_page_command(title: str, **chosen: Any) -> int:
    """Make the draft of a page that is no news. Put TITLE in quotes."""
    from sitegen import commands

    raise_when_interrupted()
    return commands.new_page(commands.Choices(**chosen), title)
