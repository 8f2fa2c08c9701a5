"""The program: its commands by name, and the one place that catches what a command raises.

Exit codes: 0 fine, 1 problems, and nothing was published, 2 usage or configuration, 3 a bug, 4 published without the
sources that have an error, 130 interrupted.

Never: imports more than parsing needs before a command runs; `--help` and `--version` answer at once.
"""

from __future__ import annotations

import errno
import gc
import os
import sys
from pathlib import Path
from typing import Any

import click

from sitegen import __version__
from sitegen.cli.lazy_group import LazyCommand, LazyGroup
from sitegen.cli.options import SITE_KEY, VARIABLE, complete
from sitegen.interruption import INTERRUPTED, is_interruption


def _in_folder(folder: str, **helps: str) -> dict[str, LazyCommand]:
    """Return the commands of a folder, one file each; `helps` has the first sentence of the help of each."""
    return {name: LazyCommand(f"sitegen.cli.{folder}.{name}", words) for name, words in helps.items()}


COMMANDS = {
    **_in_folder(
        "commands",
        build="Build the site; files that have not changed are left as they are.",
        serve="Show the site on this machine and rebuild it on every change.",
        check="Report what is wrong in the content and in the feeds built last.",
        list="List stories and pages, published or not, newest first, with what keeps them back.",
        moved="Report what became of every published address at which nothing stands any more.",
        status="Report whether the site is well: its last good build, and what is due.",
        why="Explain why the output PATH was, or would be, rendered again.",
        clean="Remove the outputs and the cache of earlier builds.",
        new="Create a site, a story or a page.",
        vendor="Put the wheel of this version, with its hash, into the site.",
        completion="Print the lines that let SHELL complete commands, options and file names.",
    ),
    **_in_folder(
        "intake_commands",
        add="Make a draft of each SOURCE: an address, a file (page, mail, text), an ID of the inbox, or - for a paste.",
        fetch="Ask the feeds of subscriptions.yaml what is new, each at most once an hour.",
        inbox="List what is new in the feeds: what the site's topics name first, then the newest.",
        review="Show the candidates for each field of the drafts FILE..., and write what you choose; without "
        "FILE, list all.",
        approve="Publish the drafts FILE...: set `published: true` and take `intake` away; every other byte "
        "stays as it is.",
    ),
}

USAGE, BUG = 2, 3
# The condition of the machine, not a bug: no space, no permission, a broken disk, an impossible path, too many files.
_MACHINE_ERRORS = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO, errno.ENAMETOOLONG}
    | {errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ELOOP, errno.ESTALE}
)
_GC_THRESHOLD = 100_000
"""Our values form no reference cycles, so the garbage collector finds little, and each pass over a large archive is
slow."""


@click.group(
    cls=LazyGroup,
    table=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="sitegen", message="%(prog)s %(version)s")
def program() -> None:
    """Build a news digest from a folder of stories.

    SITE is a folder with site.yaml or content/; the default is the current folder.
    """


def main() -> None:
    """Run the program on the arguments of this process, and exit with its code."""
    _require_utf8()
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    gc.set_threshold(_GC_THRESHOLD)
    sys.exit(run(sys.argv[1:]))


def _require_utf8() -> None:
    """Restart in UTF-8 mode where file names would be read in another encoding (PEP 540, `PYTHONUTF8=0`).

    Otherwise the addresses of stories would depend on the locale of the machine that builds them.
    """
    if sys.getfilesystemencoding() != "utf-8" and os.environ.get("PYTHONUTF8") != "1":
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], {**os.environ, "PYTHONUTF8": "1"})


def _open_closed_streams() -> None:
    """Open what a caller closed (`>&-`) to the null device; the next file to be opened would take its number."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode))


def run(arguments: list[str]) -> int:
    """Run a command line, print on standard error what stopped it, and return the exit code."""
    meta: dict[str, Any] = {}
    try:
        if (completed := complete(program, os.environ.get(VARIABLE))) is not None:
            return completed
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
        return _stopped(error, Path(meta.get(SITE_KEY, ".")), arguments)


def _reader_went_away() -> int:
    """Keep quiet, also when Python flushes at the end. Some output was lost, so the code is not 0."""
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
        from sitegen.cli.terminal import open_terminal

        open_terminal().stopped(site, error)
        return error.exit_code
    return _bug(error, site, arguments)


def _interrupted() -> int:
    click.echo("Interrupted.", err=True)
    return INTERRUPTED


def _bug(error: Exception, site: Path, arguments: list[str]) -> int:
    from sitegen.cli.bug_log import log_bug

    file = log_bug(error, site, arguments)
    where = f"the details are in {file}" if file else "the details could not be written anywhere"
    click.echo(f"sitegen: this is a bug in sitegen ({type(error).__name__}); {where}", err=True)
    return BUG
