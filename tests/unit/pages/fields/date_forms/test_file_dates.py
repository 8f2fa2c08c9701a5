"""The date of a source's name, and of the folders above it."""

from __future__ import annotations

from datetime import UTC

import pytest

from sitegen.pages.fields.date_forms.file_dates import file_date

NAMES = {
    "2024-02-21-chips": ("2024-02-21", "chips"),
    "24-02-21-chips": ("2024-02-21", "chips"),
    "2016-8-8-issue-11": ("2016-08-08", "issue-11"),
    "2024_02_21 chips": ("2024-02-21", "chips"),
    "2024.2.1.chips": ("2024-02-01", "chips"),
    "20240221-chips": ("2024-02-21", "chips"),
    "20240221": ("2024-02-21", ""),
    "20220103-20220110": ("2022-01-10", ""),
    "2022-01-03--2022-01-10-week": ("2022-01-10", "week"),
    "2022.01.03~2022.01.10": ("2022-01-10", ""),
    "2024-02-21-2030-01-01-outlook": ("2024-02-21", "2030-01-01-outlook"),
    "2024-02-21-2024-01-01-review": ("2024-02-21", "2024-01-01-review"),
    "49_2026-04-04": ("2026-04-04", "49_2026-04-04"),
    "weekly-20260404": ("2026-04-04", "weekly-20260404"),
    "第49期_2026-04-04": ("2026-04-04", "第49期_2026-04-04"),
    "chips2024-02-21": ("", "chips2024-02-21"),
    "2024-02-30-chips": ("", "2024-02-30-chips"),
    "2024-13-chips": ("", "2024-13-chips"),
    "20241345": ("", "20241345"),
    "issue-227": ("", "issue-227"),
    "chips": ("", "chips"),
    "2024": ("", "2024"),
}
FOLDERS = {
    "2024/05/21-chips": ("2024-05-21", "chips"),
    "news/2024/5/1": ("2024-05-01", ""),
    "news/2024-05/21_chips": ("2024-05-21", "chips"),
    "202405/21-chips": ("2024-05-21", "chips"),
    "2024/05-21-chips": ("2024-05-21", "chips"),
    "2024/05 May/21 chips": ("2024-05-21", "chips"),
    "2024-05-21/chips": ("2024-05-21", "chips"),
    "2024/05/21/chips": ("2024-05-21", "chips"),
    "2024/05/21/3-chips": ("2024-05-03", "chips"),
    "2024/05/2025-01-01-chips": ("2025-01-01", "chips"),
    "2024/05/chips": ("", "chips"),
    "2024/chips": ("", "chips"),
    "2024/13/21-chips": ("", "21-chips"),
    "issues/05/21-chips": ("", "21-chips"),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_says_its_day(name: str) -> None:
    """A date at a word's edge is the day of a name; one that begins it is no part of the rest."""
    moment, rest = file_date(name, (), UTC)
    assert (moment.date.date().isoformat() if moment else "", rest) == NAMES[name]


@pytest.mark.parametrize("path", FOLDERS)
def test_folders_say_what_the_name_does_not(path: str) -> None:
    """Folders give the year, the month or the whole day where the name says less."""
    *folders, name = path.split("/")
    moment, rest = file_date(name, folders, UTC)
    assert (moment.date.date().isoformat() if moment else "", rest) == FOLDERS[path]
