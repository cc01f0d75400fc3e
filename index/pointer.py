"""Which build answers: comes in: a finished build, goes out: CURRENT naming it, and the older builds cleared away."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from pathlib import Path

from corpus import IndexUnavailable
from index.durable import replace_synced, sync_path
from index.home import PARTIAL, IndexHome
from index.manifest import MANIFEST, REBUILD

_SHORT_HASH = 32


def read_current(home: IndexHome) -> str | None:
    """The id of the build CURRENT names; None without a CURRENT. Raises IndexUnavailable where it is damaged."""
    try:
        name = home.current.read_bytes().decode("ascii").removesuffix("\n")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise IndexUnavailable("The file naming the current index cannot be read.", REBUILD) from error
    if name not in list_builds(home):
        raise IndexUnavailable("The file naming the current index is damaged.", REBUILD)
    return name


def current_stamp(home: IndexHome) -> tuple[int, int] | None:
    """A value that changes whenever CURRENT is replaced; None where there is none."""
    try:
        facts = home.current.stat()
    except OSError:
        return None
    return facts.st_ino, facts.st_mtime_ns


def start_build(home: IndexHome) -> Path:
    """Make the empty `*.partial` folder of the next build; its running number sorts after every build there is.

    The folder's name is used once only: Chroma remembers, by path, a folder that it failed to open.
    """
    numbers = [int(head) for head in (name.split("-")[0] for name in list_builds(home)) if head.isdigit()]
    partial = home.build(f"{max(numbers, default=0) + 1:08d}-{time.time_ns()}{PARTIAL}")
    partial.mkdir(parents=True)
    return partial


def publish_build(home: IndexHome, partial: Path) -> str:
    """Give a complete, synced `*.partial` its id and let CURRENT name it: one step for every reader.

    The id holds the hash of the manifest, which holds the hash of every other file: a build vouches for itself.
    """
    build_id = f"{partial.name.partition('-')[0]}-{_manifest_hash(partial)}"
    os.rename(partial, home.build(build_id))
    try:
        sync_path(home.builds)
        replace_synced(home.current, f"{build_id}\n".encode("ascii"))
    except OSError:
        os.rename(home.build(build_id), partial)  # a build that CURRENT could not name is none
        raise
    return build_id


def has_own_manifest(home: IndexHome, build_id: str) -> bool:
    """Whether the build's manifest is the one its id was made from."""
    try:
        return build_id.partition("-")[2] == _manifest_hash(home.build(build_id))
    except OSError:
        return False


def list_builds(home: IndexHome) -> list[str]:
    """Ids of the complete builds, newest first."""
    if not home.builds.is_dir():
        return []
    names = [path.name for path in home.builds.iterdir() if path.is_dir() and not path.name.endswith(PARTIAL)]
    return sorted(names, reverse=True)


def clear_partials(home: IndexHome) -> None:
    """Remove what a killed writer left behind. Only for the holder of the writer lock."""
    if home.builds.is_dir():
        for path in home.builds.glob(f"*{PARTIAL}"):
            shutil.rmtree(path)
    home.current.with_name(home.current.name + ".tmp").unlink(missing_ok=True)


def keep_builds(home: IndexHome, build_ids: set[str]) -> None:
    """Remove every complete build not named. Only for the holder of the writer lock."""
    for name in set(list_builds(home)) - build_ids:
        # Renamed first: a kill halfway through must not leave a half build under a complete build's name.
        doomed = home.build(name + PARTIAL)
        os.rename(home.build(name), doomed)
        shutil.rmtree(doomed)


def _manifest_hash(folder: Path) -> str:
    return hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()[:_SHORT_HASH]
