"""How soon the search shows its first results: `python -m benchmarks.search [--items 25000] [--issues 700]`.

Builds a site of short items, whose cards are searched, and one of long issues, whose texts are, too; opens the search
in Chromium, waits until the page is warm (its head is loaded, nothing else is cached), enters a question with one
event, as a key does, and takes the time until the first results are laid out. Twenty questions a site: words of titles,
two of them, beginnings, and rare words. Needs Chromium and its driver. It says how busy the machine was.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks.corpus import write_issues, write_items
from benchmarks.preview import browser

QUESTIONS = 20
_LONGEST_SECONDS = 120
LIMIT_MS = 200
_WORD = re.compile(r"[a-z]{4,}")
_TIMED = """
  const [question, done] = arguments;
  const [field, found, status] = ['q', 'found', 'found-count'].map((id) => document.getElementById(id));
  const begun = performance.now();
  const look = () => {
    const isShown = found.children.length > 0;
    if (!isShown && (!status.textContent || status.textContent === field.form.dataset.loading)) return;
    watch.disconnect();
    found.getBoundingClientRect();
    done([performance.now() - begun, found.children.length, status.textContent]);
  };
  const watch = new MutationObserver(look);
  watch.observe(document.querySelector('main'), { childList: true, subtree: true, characterData: true });
  field.value = question;
  field.dispatchEvent(new Event('input', { bubbles: true }));
"""
_IS_WARM = r"""
  return performance.getEntriesByType('resource').some((one) => /newest\.json/.test(one.name) && one.responseEnd > 0)
"""


class Answer(NamedTuple):
    """What one question took."""

    question: str
    milliseconds: float
    results: int


class _Quiet(SimpleHTTPRequestHandler):
    """Serves a folder without a word."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    """Says nothing of readers who leave before an answer ends: the browser does, when it goes to the next question."""

    def handle_error(self, *_: object) -> None:
        """Say nothing."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure both sites and print what was found."""
    parser = argparse.ArgumentParser(prog="benchmarks.search", description=__doc__)
    parser.add_argument("--items", type=int, default=25_000)
    parser.add_argument("--issues", type=int, default=700)
    parser.add_argument("--work", type=Path, default=None, help="folder for what is made; it is kept")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as made:
        work = chosen.work or Path(made)
        for kind, count in (("items", chosen.items), ("issues", chosen.issues)):
            if count:
                site = _site(work / f"{kind}-{count}", kind, count)
                _report(f"{count:,} {kind}", _measure(site))


def _site(site: Path, kind: str, count: int) -> Path:
    """Return a built site; one that is there is taken as it is."""
    if (site / "public" / "search" / "index.html").is_file():
        return site
    shutil.rmtree(site, ignore_errors=True)
    search = "cards" if kind == "items" else "bodies"
    site.mkdir(parents=True)
    (site / "site.yaml").write_text(f"title: Bench\nbase_url: https://bench.example/\nsearch: {search}\n", "utf-8")
    write = write_items if kind == "items" else write_issues
    write(site / "content", count)
    subprocess.run([sys.executable, "-m", "sitegen", "build", "-q", str(site)], check=True)
    return site


def _questions(site: Path) -> list[str]:
    """Return words of titles, two of them, beginnings and rare words, of stories all over the archive."""
    rng = Random(23)
    files = sorted((site / "content").rglob("*.md"))
    chosen = rng.sample(files, QUESTIONS)
    often = Counter(word for file in rng.sample(files, min(200, len(files))) for word in _words_of(file))
    questions = []
    for number, file in enumerate(chosen):
        title = _WORD.findall(re.findall(r"(?m)^title: (.*)$", file.read_text("utf-8"))[0].lower()) or ["news"]
        rare = min(_words_of(file), key=lambda word: (often[word], word))
        kinds = (title[0], " ".join(title[:2]), max(title, key=len)[:4], rare)
        questions.append(kinds[number % len(kinds)])
    return questions


def _words_of(file: Path) -> set[str]:
    return set(_WORD.findall(file.read_text("utf-8").partition("\n---\n")[2].lower())) or {"news"}


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    server = _Server(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()


def _measure(site: Path) -> list[Answer]:
    answers = []
    with _served(site / "public") as address, browser() as driver:
        driver.set_script_timeout(_LONGEST_SECONDS)
        driver.get(f"{address}search/?q=")
        for question in _questions(site):
            driver.execute_cdp_cmd("Network.clearBrowserCache", {})
            driver.get(f"{address}search/")
            while not driver.execute_script(_IS_WARM):
                pass
            took, results, _ = driver.execute_async_script(_TIMED, question)
            answers.append(Answer(question, took, results))
    return answers


def _report(name: str, answers: Sequence[Answer]) -> None:
    times = [answer.milliseconds for answer in answers]
    worst = max(answers, key=lambda answer: answer.milliseconds)
    load = os.getloadavg()[0]
    over = sum(time > LIMIT_MS for time in times)
    print(
        f"{name}: median {statistics.median(times):.0f} ms, worst {worst.milliseconds:.0f} ms ({worst.question!r}), "
        f"{over} of {len(times)} over {LIMIT_MS} ms; load {load:.1f} on {os.cpu_count()} processors"
    )


if __name__ == "__main__":
    main()
