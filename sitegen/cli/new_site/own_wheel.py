"""Packs this very program into a wheel, and puts that into a site: a build host then installs nothing else by our name.

Made of the files that are running, so it needs neither an index nor the source folder.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from sitegen import __version__
from sitegen.errors import SitegenError
from sitegen.replace_file import replace_file
from sitegen.sources import shipped_themes

DISTRIBUTION = "sitegen-digest"
FOLDER = "vendor"
SUMS = f"{FOLDER}/SHA256SUMS"
"""In the form that `sha256sum --check` reads, from the site's folder."""

_PACKAGE = Path(__file__).resolve().parents[2]
_NAME = f"sitegen_digest-{__version__}-py3-none-any.whl"
_INFO = f"sitegen_digest-{__version__}.dist-info"
_OTHER_WHEEL = re.compile(r"sitegen_digest-.*\.whl")
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip can hold: the same program makes the same bytes."""
_KEPT_METADATA = ("METADATA", "entry_points.txt", "licenses/LICENSE")
_WHEEL = "Wheel-Version: 1.0\nGenerator: sitegen\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


class Vendored(NamedTuple):
    """What was put into a site."""

    path: str
    """Of the wheel, relative to the site."""
    sha256: str
    size: int
    replaced: tuple[str, ...]
    """Wheels of other versions that made room."""


def vendor(root: Path, data: bytes) -> Vendored:
    """Put the wheel of this version into a site's `vendor/`, with its sum beside it, in place of other versions."""
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    old = sorted(path.name for path in folder.iterdir() if _OTHER_WHEEL.fullmatch(path.name) and path.name != _NAME)
    path, digest = f"{FOLDER}/{_NAME}", hashlib.sha256(data).hexdigest()
    replace_file(root / path, data)
    replace_file(root / SUMS, f"{digest}  {path}\n".encode())
    for name in old:
        (folder / name).unlink()
    return Vendored(path, digest, len(data), tuple(f"{FOLDER}/{name}" for name in old))


def wheel_bytes() -> bytes:
    """Return a wheel of this program (PyPA, "Binary distribution format"), the same bytes for the same files.

    Raises:
        SitegenError: exit code 2, when this program does not know what it needs itself: it was never installed.
    """
    packed = io.BytesIO()
    records = []
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as wheel:
        for name, data in (*_program_files(), *_metadata_files()):
            _add(wheel, name, data)
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            records.append(f"{name},sha256={digest},{len(data)}\n")
        _add(wheel, f"{_INFO}/RECORD", "".join((*records, f"{_INFO}/RECORD,,\n")).encode())
    return packed.getvalue()


def _add(wheel: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    wheel.writestr(entry, data)


def _program_files() -> Iterator[tuple[str, bytes]]:
    """Yield the package with its themes, which lie beside it in a checkout."""
    themes = shipped_themes()
    found = {f"sitegen/{path}": file for path, file in _files(_PACKAGE)}
    found |= {f"sitegen/themes/{path}": file for path, file in _files(themes)}
    for name in sorted(found):
        yield name, found[name].read_bytes()


def _files(folder: Path) -> Iterable[tuple[str, Path]]:
    for file in folder.rglob("*"):
        if file.is_file() and "__pycache__" not in file.parts and not file.name.startswith("."):
            yield file.relative_to(folder).as_posix(), file


def _metadata_files() -> Iterator[tuple[str, bytes]]:
    """Yield what the installation says of itself: what the program needs, and its command."""
    try:
        installed = metadata.distribution(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        installed = None
    if installed is None or installed.version != __version__:
        hint = "Install it first, from its source folder or from a wheel: then `sitegen vendor` knows what it needs."
        raise SitegenError("this sitegen runs without being installed", hint, exit_code=2)
    for name in _KEPT_METADATA:
        text = installed.read_text(name)
        if text is not None:
            yield f"{_INFO}/{name}", text.encode()
    yield f"{_INFO}/WHEEL", _WHEEL.encode()
