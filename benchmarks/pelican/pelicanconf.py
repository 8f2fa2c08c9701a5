"""Pelican, set to make the same pages from the same sources. Read by Pelican, with its own Python."""

# mypy: ignore-errors
# Pelican lives in an environment of its own: it asks for an older Pygments than ours.

import datetime as dt
import os
import re

import yaml
from markdown import Markdown
from pelican import signals
from pelican.readers import BaseReader
from pelican.urlwrappers import Category, Tag


class CrawlerReader(BaseReader):
    """Reads YAML front matter and Markdown, as fast as PyYAML's C loader and Python-Markdown allow."""

    enabled = True
    file_extensions = ["md"]  # Pelican asks for a list

    def read(self, path: str) -> tuple[str, dict[str, object]]:
        """Return the HTML of a source and what Pelican wants to know of it."""
        with open(path, encoding="utf-8") as file:
            _, matter, text = file.read().split("---\n", 2)
        read = yaml.load(matter, Loader=yaml.CSafeLoader)
        read["date"] = read.get("publishedDateTime") or dt.datetime.fromisoformat(read["date"])
        read["summary"] = read.get("excerpt") or read.get("description", "")
        read["slug"] = re.sub(r"^\d{4}-\d\d-\d\d-", "", os.path.basename(path).removesuffix(".md"))
        read["category"] = Category("news", self.settings)
        read["tags"] = [Tag(topic, self.settings) for topic in read.get("topics", ())]
        read["status"] = "published" if read.pop("published", True) else "skip"
        return Markdown(extensions=["tables", "fenced_code"]).convert(text), read


def _add_reader(readers: object) -> None:
    readers.reader_classes["md"] = CrawlerReader


signals.readers_init.connect(_add_reader)

SITENAME = "Bench Digest"
SITEURL = "https://bench.example"
FEED_DOMAIN = SITEURL
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
THEME = os.path.dirname(os.path.abspath(__file__))
THEME_STATIC_PATHS = []
STATIC_PATHS = []
ARTICLE_PATHS = ["news"]
PAGE_PATHS = []
ARTICLE_URL = "{category}/{date:%Y}/{date:%m}/{date:%d}/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_URL + "index.html"
TAG_URL = "topics/{slug}/"
TAG_SAVE_AS = TAG_URL + "index.html"
TAGS_SAVE_AS = "topics/index.html"
CATEGORY_SAVE_AS = AUTHOR_SAVE_AS = DRAFT_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "tags", "sitemap"]
SITEMAP_SAVE_AS = "sitemap.xml"
PAGINATED_TEMPLATES = {"index": 20, "tag": 20}
DEFAULT_PAGINATION = 20
PAGINATION_PATTERNS = (
    (1, "{base_name}/", "{base_name}/index.html"),
    (2, "{base_name}/{number}/", "{base_name}/{number}/index.html"),
)
FEED_RSS = "feed.xml"
TAG_FEED_RSS = "topics/{slug}/feed.xml"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None
FEED_MAX_ITEMS = 50
RSS_FEED_SUMMARY_ONLY = True
