"""The rules of Atom, each with a feed that breaks it and one that keeps it."""

from __future__ import annotations

import pytest

from tests.unit.check.feeds_to_break import AUTHOR, MEDIA, XHTML, atom, entry, told

LITERAL = "Readers take it as it is; only a validator minds. It may come from a story's `guid`."
BREACHES = (
    (atom(old="<id>tag:a,2025:feed</id>"), "error no-id it has no id"),
    (atom(old="<title>A</title>", new="<title> </title>"), "error no-title it has no title"),
    (atom(old="<updated>2024-02-21T08:00:00Z</updated>"), "error no-updated it has no updated"),
    (
        atom(old="<updated>2024-02-21T08:00:00Z", new="<updated>2024-02-21"),
        'error bad-date updated is not an RFC 3339 date with a zone: "2024-02-21" (Write it like '
        "2024-02-21T08:30:00+08:00.)",
    ),
    (
        atom(old="<title>A", new='<title type="CDATA">A'),
        'error bad-type its title has the type "CDATA" (Write html, xhtml or text.)',
    ),
    (
        atom(feed='<subtitle type="text/html">x</subtitle>'),
        'error bad-type its subtitle has the type "text/html" (Write html, xhtml or text.)',
    ),
    (atom(feed='<rights type="html">&lt;script&gt;</rights>'), "warning unsafe-html its text holds <script>"),
    (
        atom(old="<feed", new='<feed xml:lang="en_US"'),
        'error language "en_US" is not a language tag (Write it with a hyphen, such as en-US.)',
    ),
    (
        atom(old='rel="self"', new='rel="next"'),
        "warning no-self-link it does not say where it lies (Add a link with rel=self.)",
    ),
    (
        atom(old="/feed.xml", new="/atom.xml"),
        "warning wrong-self-link it says that it lies at https://a.example/atom.xml, but it lies at"
        " https://a.example/feed.xml",
    ),
    (atom(author=""), 'error no-author "One": neither it nor the feed has an author'),
    (atom(author="<author><name> </name></author>"), "error no-author-name its author has no name"),
    (atom("<author><uri>https://a.example/</uri></author>"), 'error no-author-name "One": its author has no name'),
    (atom(feed="<logo>a.png</logo>"), "error relative-link its logo is not absolute: a.png (Write the whole address.)"),
    (
        atom(feed="<icon>/a.png</icon>"),
        "error relative-link its icon is not absolute: /a.png (Write the whole address.)",
    ),
    (
        atom(feed='<link rel="alternate" href="/"/>'),
        "error relative-link a link of it is not absolute: / (Write the whole address.)",
    ),
    (
        atom(feed='<link href="https://a.example/"/><link href="https://b.example/"/>'),
        "error two-alternates it has two alternate links of one type (Give the others rel=via or rel=related.)",
    ),
    (
        atom(feed=entry(old="08:30", new="08:31")),
        'warning duplicate-id "One": its id tag:a,2025:1 is also that of "One"',
    ),
    (
        atom(feed=entry(old="2025:1", new="2025:2")),
        'warning equal-updated "One": its updated 2024-02-21T08:30:00Z is also that of "One"',
    ),
    (atom(old="<id>tag:a,2025:1</id>"), 'error no-id "One": it has no id'),
    (atom(old="<title>One</title>"), 'error no-title "tag:a,2025:1": it has no title'),
    (atom(old="<updated>2024-02-21T08:30:00Z</updated>"), 'error no-updated "One": it has no updated'),
    (atom(old="tag:a,2025:1<", new="one<"), f'warning bad-id "One": its id is not a URI: one ({LITERAL})'),
    (
        atom(old="tag:a,2025:1<", new="tag:a, 2025:1<"),
        f'warning bad-id "One": its id is not a URI: tag:a, 2025:1 ({LITERAL})',
    ),
    (
        atom(old="tag:a,2025:1<", new="HTTP://a.example/1<"),
        'warning uncanonical-id "One": its id is not in its canonical form: HTTP://a.example/1 '
        "(Readers compare identities letter by letter.)",
    ),
    (
        atom(old="tag:a,2025:1<", new="http://A.example/1<"),
        'warning uncanonical-id "One": its id is not in its canonical form: http://A.example/1 '
        "(Readers compare identities letter by letter.)",
    ),
    (
        atom(old="tag:a,2025:1<", new="https://a.example<"),
        'warning uncanonical-id "One": its id is not in its canonical form: https://a.example '
        "(Readers compare identities letter by letter.)",
    ),
    (
        atom(old="tag:a,2025:1<", new="https://a.example:443/1<"),
        'warning uncanonical-id "One": its id is not in its canonical form: https://a.example:443/1'
        " (Readers compare identities letter by letter.)",
    ),
    (
        atom(old="tag:a,2025:1<", new="https://a.example/b/../1<"),
        'warning uncanonical-id "One": its id is not in its canonical form: '
        "https://a.example/b/../1 (Readers compare identities letter by letter.)",
    ),
    (
        atom(old="tag:a,2025:1<", new="https://a.example/%e4<"),
        'warning uncanonical-id "One": its id is not in its canonical form: https://a.example/%e4 '
        "(Readers compare identities letter by letter.)",
    ),
    (
        atom(old='<link href="https://a.example/1"/>'),
        'error no-link-no-content "One": it has neither an alternate link nor a content',
    ),
    (
        atom(old='<link href="https://a.example/1"/>', new='<link rel="via" href="https://a.example/1"/>'),
        'error no-link-no-content "One": it has neither an alternate link nor a content',
    ),
    (
        atom('<link href="https://a.example/2"/>'),
        'error two-alternates "One": it has two alternate links of one type (Give the others rel=via or rel=related.)',
    ),
    (
        atom('<link rel="via" href="2"/>'),
        'error relative-link "One": a link of it is not absolute: 2 (Write the whole address.)',
    ),
    (
        atom(old="08:30:00Z", new="08:30:00"),
        'error bad-date "One": updated is not an RFC 3339 date with a zone: "2024-02-21T08:30:00" '
        "(Write it like 2024-02-21T08:30:00+08:00.)",
    ),
    (
        atom("<published>yesterday</published>"),
        'error bad-date "One": published is not an RFC 3339 date with a zone: "yesterday" (Write it '
        "like 2024-02-21T08:30:00+08:00.)",
    ),
    (
        atom(old="2024-02-21T08:30", new="2024-06-03T08:30"),
        'warning future-date "One": its date lies in the future: 2024-06-03T08:30:00+00:00',
    ),
    (
        atom(old="2024-02-21T08:30", new="1969-02-21T08:30"),
        'warning implausible-date "One": its date cannot be: 1969-02-21T08:30:00+00:00',
    ),
    (atom('<category term=" "/>'), 'warning empty-category "One": it has an empty category'),
    (atom("<category/>"), 'warning empty-category "One": it has an empty category'),
    (
        atom('<category term="&#150;"/>'),
        "warning c1-character it holds the control character U+0096 (They come from Windows-1252 "
        "text that was taken for Latin-1.)",
    ),
    (
        atom(f'<m:content {MEDIA} url="a.png"/>'),
        'error relative-link "One": its media:content is not absolute: a.png (Write the whole address.)',
    ),
    (
        atom('<content type="text/html" src="a.html"/>'),
        'error relative-link "One": its content is not absolute: a.html (Write the whole address.)',
    ),
    (
        atom('<content type="CDATA">x</content>'),
        'error bad-type "One": its content has the type "CDATA" (Write html, xhtml or text.)',
    ),
    (
        atom('<summary type="text/plain">x</summary>'),
        'error bad-type "One": its summary has the type "text/plain" (Write html, xhtml or text.)',
    ),
    (atom('<content type="html">&lt;script&gt;</content>'), 'warning unsafe-html "One": its text holds <script>'),
    (
        atom('<summary type="html">&lt;a href="x"&gt;</summary>'),
        'warning relative-reference "One": its text holds a relative address: x',
    ),
    (
        atom(old="<title>One", new='<title type="html">&lt;style&gt;One'),
        'warning unsafe-html "<style>One": its text holds <style>',
    ),
    (
        atom(f'<content type="xhtml"><div {XHTML}><script>x</script></div></content>'),
        'warning unsafe-html "One": its text holds <script>',
    ),
    (
        atom(f'<content type="xhtml"><div {XHTML}><img src="a.png"/></div></content>'),
        'warning relative-reference "One": its text holds a relative address: a.png',
    ),
    (
        atom(f'<content type="xhtml"><div {XHTML} onclick="x"/></content>'),
        'warning unsafe-html "One": its text holds the event handler onclick',
    ),
)
"""Feeds with one thing wrong, and all that is told of each."""

RIGHT = (
    atom(),
    atom(AUTHOR, author=""),
    atom(old="<feed", new='<feed xml:lang="zh-Hans"'),
    atom(feed='<subtitle type="html">a &lt;b&gt;b&lt;/b&gt;</subtitle><logo>https://a.example/a.png</logo>'),
    atom(feed='<link href="https://a.example/"/><link href="https://a.example/" type="text/html"/>'),
    atom(feed='<link href="https://a.example/"/><link rel="related" href="https://b.example/"/>'),
    atom(feed=entry(old="2025:1", new="2025:2").replace("08:30", "08:31")),
    atom(old="tag:a,2025:1<", new="urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a<"),
    atom(old="tag:a,2025:1<", new="https://a.example/%E4?%20<"),
    atom("<content>x</content>", old='<link href="https://a.example/1"/>'),
    atom("<published>2024-02-21T08:30:00.5+08:00</published>"),
    atom(old="2024-02-21T08:30", new="2024-06-01T23:30"),
    atom('<category term="AI"/>'),
    atom(f'<m:content {MEDIA} url="https://a.example/a.png"/>'),
    atom('<content type="text/html" src="https://a.example/a.html"/>'),
    atom("<summary>a text with &lt;script&gt; is a text</summary>"),
    atom(f'<content type="xhtml"><div {XHTML}><a href="https://a.example/">a</a></div></content>'),
)
"""Feeds that come close to what is wrong above, and are not."""


@pytest.mark.parametrize(("feed", "finding"), BREACHES)
def test_a_breach_is_told(feed: str, finding: str) -> None:
    """What breaks a rule of Atom is told with its level, its rule and its item, and nothing else is."""
    assert told(feed) == [finding]


@pytest.mark.parametrize("feed", RIGHT)
def test_what_is_right_is_left_alone(feed: str) -> None:
    """What keeps the rules of Atom is not complained of, close as it may come."""
    assert told(feed) == []
