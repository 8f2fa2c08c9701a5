"""What each case must reach, as ratios and counts that hold on any machine.

Never: runs anything.
"""

from __future__ import annotations

from benchmarks.table import Goal
from benchmarks.trials import Run

ABOUT_A_SECOND = 1.5


def at_most_ratio(ours: Run, theirs: Run | None, most: float) -> tuple[Goal, ...]:
    """Return the goal that our time is at most so many times theirs."""
    if theirs is None:
        return ()
    ratio = ours.taken.seconds / theirs.taken.seconds
    text = f"{most:.2f} of its time" if most >= 0.1 else f"1/{1 / most:.0f} of its time"
    return (Goal(text, ratio <= most, f"{ratio:.2f}" if ratio >= 0.1 else f"1/{1 / ratio:.0f}"),)


def at_most_memory(ours: Run, theirs: Run | None, most: float) -> tuple[Goal, ...]:
    """Return the goal that our memory is at most so many times theirs."""
    if theirs is None:
        return ()
    ratio = ours.taken.peak_bytes / theirs.taken.peak_bytes
    return (Goal(f"{most:.2f} of its memory", ratio <= most, f"{ratio:.2f}"),)


def at_most_seconds(ours: Run, most: float, text: str) -> tuple[Goal, ...]:
    """Return the goal that our time is at most so many seconds."""
    seconds = ours.taken.seconds
    return (Goal(text, seconds <= most, f"{seconds:.1f} s" if most > 1 else f"{seconds:.2f} s"),)


def at_most_changed(ours: Run, most: int) -> tuple[Goal, ...]:
    """Return the goal that so many files at most have other bytes."""
    return (Goal(f"at most {most} files with other bytes", ours.files.changed <= most, f"{ours.files.changed}"),)


def at_most_touched(ours: Run, most: int) -> tuple[Goal, ...]:
    """Return the goal that so many files at most are new, gone or have other bytes."""
    text = f"at most {most} files new, other or gone"
    return (Goal(text, ours.files.touched <= most, f"{ours.files.touched}"),)


def exactly_changed(ours: Run, count: int) -> tuple[Goal, ...]:
    """Return the goal that exactly so many files have other bytes."""
    text = f"exactly {count} file{'' if count == 1 else 's'}"
    return (Goal(text, ours.files.changed == count, f"{ours.files.changed}"),)


def none_parsed(ours: Run) -> tuple[Goal, ...]:
    """Return the goal that no source was parsed again; nothing when the report does not tell."""
    parsed = ours.report.get("parsed")
    return () if parsed is None else (Goal("no source parsed", parsed == 0, f"{parsed}"),)


def at_most_of(ours: Run, other: Run, most: float, text: str) -> tuple[Goal, ...]:
    """Return the goal that our time is at most so many times that of another build of ours."""
    ratio = ours.taken.seconds / other.taken.seconds
    return (Goal(text, ratio <= most, f"{ratio:.2f}"),)


def at_most_per(ours: tuple[Run, int], other: tuple[Run, int], most: float, text: str) -> tuple[Goal, ...]:
    """Return the goal that our time for one thing is at most so many times that of another build of ours.

    Each build comes with how many things it made.
    """
    ratio = (ours[0].taken.seconds / ours[1]) / (other[0].taken.seconds / other[1])
    return (Goal(text, ratio <= most, f"{ratio:.2f}"),)


def at_most_gigabytes(ours: Run, most: float) -> tuple[Goal, ...]:
    """Return the goal that our memory is at most so many gigabytes."""
    reached = ours.taken.peak_bytes / 1e9
    return (Goal(f"{most:g} GB", reached <= most, f"{reached:.1f} GB"),)
