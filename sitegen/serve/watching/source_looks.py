"""Looks at the sources every so often: where the system sends no notices, and to find out that it sends none."""

from __future__ import annotations

import os
import sys
from hashlib import blake2b
from pathlib import Path

from sitegen.serve.watching.source_folders import CACHE_FOLDER, SourceFolders

_FAR = frozenset(
    "9p afs ceph cifs drvfs fakeowner glusterfs lustre ncpfs nfs nfs4 prl_fs smb3 smbfs vboxsf virtiofs vmhgfs".split()
)
"""File systems on which somebody else may write: of that no notice comes."""
_NEAR_FUSE = ("fuse.fuse-overlayfs", "fuse.encfs", "fuse.gocryptfs")
"""Of those of other programs (`fuse.`) the ones that show what lies here; behind the others may be anything."""
_MOUNTS = Path("/proc/self/mounts")


def look(folders: SourceFolders) -> bytes:
    """Return a digest of what the sources look like: names, sizes, times, inode numbers."""
    around = (os.fspath(folders.root / name) for name in (*folders.beside(), CACHE_FOLDER))
    entries = [f"{path} {_looks(path)}" for path in around]
    for entry in folders.files():
        try:
            status = entry.stat()
        except OSError:
            entries.append(entry.path)
            continue
        times = f"{status.st_mtime_ns} {status.st_ctime_ns}" if entry.is_file() else ""
        entries.append(f"{entry.path} {status.st_size if times else 0} {status.st_ino} {times}")
    digest = blake2b(digest_size=16)
    for line in sorted(entries):
        digest.update(f"{line}\n".encode("utf-8", "surrogateescape"))
    return digest.digest()


def _looks(path: str) -> str:
    try:
        status = os.stat(path)
    except OSError:
        return "none"
    return str(status.st_ino) if os.path.isdir(path) else f"{status.st_ino} {status.st_size} {status.st_mtime_ns}"


def is_far(folder: Path) -> bool:
    """Return whether a folder lies on a drive of which the system sends no notices: of the network, of a container."""
    if sys.platform != "linux":
        return False
    try:
        lines = _MOUNTS.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return False
    return file_system_of(folder, lines) in _FAR


def file_system_of(folder: Path, mounts: list[str]) -> str:
    """Return the kind of file system that a real folder lies on, by the lines of `/proc/self/mounts`."""
    best, kind = -1, ""
    for line in mounts:
        words = line.split(" ")
        if len(words) < 3:
            continue
        place = Path(words[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\"))
        if folder.is_relative_to(place) and len(place.parts) >= best:
            best, kind = len(place.parts), words[2]
    return "9p" if kind.startswith("fuse.") and kind not in _NEAR_FUSE else kind
