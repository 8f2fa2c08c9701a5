"""The rules of RSS, each with a feed that breaks it and one that keeps it."""

from __future__ import annotations

import pytest

from tests.unit.check.feeds_to_break import MEDIA, rss, rss_item, told

BREACHES = (
    (rss(old="<title>A</title>"), "error no-title its channel has no title"),
    (rss(old="<link>https://a.example/</link>"), "error no-link its channel has no link"),
    (
        rss(old="<description>D</description>", new="<description> </description>"),
        "error no-description its channel has no description",
    ),
    (
        rss(old="<link>https://a.example/</link>", new="<link>/</link>"),
        "error relative-link its link is not absolute: / (Write the whole address.)",
    ),
    ('<rss version="2.0"/>', "error no-channel it has no channel"),
    (
        rss(old='rel="self"', new='rel="next"'),
        "warning no-self-link it does not say where it lies (Add a link with rel=self.)",
    ),
    (
        rss(old="/feed.xml", new="/rss.xml"),
        "warning wrong-self-link it says that it lies at https://a.example/rss.xml, but it lies at "
        "https://a.example/feed.xml",
    ),
    (
        rss(channel="<language>en_US</language>"),
        'error language "en_US" is not a language tag (Write it with a hyphen, such as en-US.)',
    ),
    (
        rss(channel="<lastBuildDate>2024-02-21</lastBuildDate>"),
        'error bad-date lastBuildDate is not an RFC 822 date: "2024-02-21" (Write it like Wed, 21 Feb '
        "2024 08:30:00 +0800.)",
    ),
    (
        rss(channel="<pubDate>Tue, 21 Feb 2024 08:30:00 GMT</pubDate>"),
        "error wrong-weekday pubDate says Tue, but that day is a Wed (Write it like Wed, 21 Feb 2024 08:30:00 +0800.)",
    ),
    (
        rss(channel="<image><url>a.png</url><title>A</title><link>https://a.example/</link></image>"),
        "error relative-link its image is not absolute: a.png (Write the whole address.)",
    ),
    (
        rss(channel="<image><url>https://a.example/a.png</url><title>B</title><link>https://a.example/</link></image>"),
        "warning image-differs its image has another title than the channel",
    ),
    (
        rss(channel="<image><url>https://a.example/a.png</url><title>A</title><link>https://b.example/</link></image>"),
        "warning image-differs its image has another link than the channel",
    ),
    (
        rss(channel="<image><url>https://a.example/a.svg</url><title>A</title><link>https://a.example/</link></image>"),
        "warning image-type its image is not a PNG, JPEG or GIF",
    ),
    (
        rss(
            channel="<image><url>https://a.example/A.WebP?x</url><title>A</title><link>https://a.example/</link></image>"
        ),
        "warning image-type its image is not a PNG, JPEG or GIF",
    ),
    (
        rss(channel=rss_item(old="One", new="Two")),
        'error duplicate-guid "One": its guid tag:a,2025:1 is also that of "Two"',
    ),
    (rss(old="<title>One</title>"), 'error empty-item "tag:a,2025:1": it has neither title nor description'),
    (
        rss(old="One", new="&lt;b&gt;One&lt;/b&gt;"),
        'warning html-in-title "<b>One</b>": its title holds HTML: </b> (Write plain text.)',
    ),
    (
        rss(old="One", new="One &amp;amp; two"),
        'warning html-in-title "One &amp; two": its title holds HTML: &amp; (Write plain text.)',
    ),
    (
        rss(old="https://a.example/1", new="/1"),
        'error relative-link "One": its link is not absolute: /1 (Write the whole address.)',
    ),
    (
        rss(old="https://a.example/1", new="//a.example/1"),
        'error relative-link "One": its link is not absolute: //a.example/1 (Write the whole address.)',
    ),
    (
        rss(old="https://a.example/1", new="https:///1"),
        'error relative-link "One": its link is not absolute: https:///1 (Write the whole address.)',
    ),
    (rss(old="https://a.example/1", new=""), 'error no-address "One": its link has no address'),
    (
        rss(old="https://a.example/1", new="https://a.example/人"),
        'error unencoded-link "One": its link holds characters that addresses may not: '
        "https://a.example/人 (Percent-encode it, and write the host in punycode.)",
    ),
    (
        rss(old="https://a.example/1", new="https://a.example/a b"),
        'error unencoded-link "One": its link holds characters that addresses may not: '
        "https://a.example/a b (Percent-encode it, and write the host in punycode.)",
    ),
    (
        rss(old="https://a.example/1", new="https://[a/1"),
        'error bad-link "One": its link is not an address: https://[a/1',
    ),
    (
        rss('<source url="feed.xml">A</source>'),
        'error relative-link "One": its source is not absolute: feed.xml (Write the whole address.)',
    ),
    (
        rss('<source url="https://é.example/">A</source>'),
        'error unencoded-link "One": its source holds characters that addresses may not: '
        "https://é.example/ (Percent-encode it, and write the host in punycode.)",
    ),
    (
        rss(f'<m:content {MEDIA} url="a.png"/>'),
        'error relative-link "One": its media:content is not absolute: a.png (Write the whole address.)',
    ),
    (
        rss(f'<m:group {MEDIA}><m:thumbnail url="/a.png"/></m:group>'),
        'error relative-link "One": its media:thumbnail is not absolute: /a.png (Write the whole address.)',
    ),
    (
        rss("<author>Jane Doe</author>"),
        'error author-without-address "One": its author is not an e-mail address: Jane Doe '
        "(Write the name in dc:creator.)",
    ),
    (
        rss("<author>a@b.example</author><dc:creator>A</dc:creator>"),
        'warning two-authors "One": it has both author and dc:creator (Keep one of the two.)',
    ),
    (
        rss(old="Wed, 21 Feb 2024 08:30:00 +0800", new="2024-02-21T08:30:00Z"),
        'error bad-date "One": pubDate is not an RFC 822 date: "2024-02-21T08:30:00Z" (Write it like '
        "Wed, 21 Feb 2024 08:30:00 +0800.)",
    ),
    (
        rss(old="Wed, 21 Feb 2024", new="Wed, 31 Feb 2024"),
        'error bad-date "One": pubDate is not an RFC 822 date: "Wed, 31 Feb 2024 08:30:00 +0800" (Write'
        " it like Wed, 21 Feb 2024 08:30:00 +0800.)",
    ),
    (
        rss(old="08:30:00 +0800", new="08:30:00"),
        'error bad-date "One": pubDate is not an RFC 822 date: "Wed, 21 Feb 2024 08:30:00" (Write it '
        "like Wed, 21 Feb 2024 08:30:00 +0800.)",
    ),
    (
        rss(old="Wed, 21", new="Mon, 21"),
        'error wrong-weekday "One": pubDate says Mon, but that day is a Wed (Write it like Wed, 21 '
        "Feb 2024 08:30:00 +0800.)",
    ),
    (
        rss(old="Wed, 21 Feb 2024", new="Sun, 21 Feb 2027"),
        'warning future-date "One": its date lies in the future: 2027-02-21T08:30:00+08:00',
    ),
    (
        rss(old="Wed, 21 Feb 2024 08:30:00 +0800", new="Mon, 03 Jun 2024 00:00:00 GMT"),
        'warning future-date "One": its date lies in the future: 2024-06-03T00:00:00+00:00',
    ),
    (
        rss(old="Wed, 21 Feb 2024", new="Fri, 21 Feb 1964"),
        'warning implausible-date "One": its date cannot be: 1964-02-21T08:30:00+08:00',
    ),
    (
        rss(old='<guid isPermaLink="false">tag:a,2025:1</guid>'),
        'warning no-guid "One": it has no guid (Readers then tell items apart by link and title.)',
    ),
    (
        rss(old="tag:a,2025:1", new=" "),
        'warning no-guid "One": it has no guid (Readers then tell items apart by link and title.)',
    ),
    (
        rss(old=' isPermaLink="false"'),
        'error guid-no-address "One": its guid is called a permalink but is none: tag:a,2025:1 (Add'
        ' isPermaLink="false".)',
    ),
    (
        rss(old='"false"', new='"true"'),
        'error guid-no-address "One": its guid is called a permalink but is none: tag:a,2025:1 (Add'
        ' isPermaLink="false".)',
    ),
    (
        rss(old='<guid isPermaLink="false">tag:a,2025:1', new="<guid>https://é.example/"),
        'error unencoded-link "One": its guid holds characters that addresses may not: '
        "https://é.example/ (Percent-encode it, and write the host in punycode.)",
    ),
    (
        rss('<enclosure url="https://a.example/1.mp3" type="audio/mpeg"/>'),
        'error enclosure-length "One": its enclosure has no length',
    ),
    (
        rss('<enclosure url="https://a.example/1.mp3" length="long" type="audio/mpeg"/>'),
        'error enclosure-length "One": its enclosure has no length',
    ),
    (rss('<enclosure length="1" type="audio/mpeg"/>'), 'error no-address "One": its enclosure has no address'),
    (
        rss('<enclosure url="1.mp3" length="1" type="audio/mpeg"/>'),
        'error relative-link "One": its enclosure is not absolute: 1.mp3 (Write the whole address.)',
    ),
    (
        rss('<enclosure url="https://a/1" length="1" type="a/b"/><enclosure url="https://a/2" length="1" type="a/b"/>'),
        'warning two-enclosures "One": it has more than one enclosure (Readers take any one of them.)',
    ),
    (rss("<category/>"), 'warning empty-category "One": it has an empty category'),
    (rss("<category>A</category><category> </category>"), 'warning empty-category "One": it has an empty category'),
    (
        rss("<content:encoded>x</content:encoded><description>x</description>"),
        'warning content-before-description "One": content:encoded stands before description (Some '
        "readers take the last of them for the excerpt.)",
    ),
    (
        rss("<description>&lt;img src='a.png'&gt;</description>"),
        'warning relative-reference "One": its text holds a relative address: a.png',
    ),
    (
        rss("<content:encoded>&lt;a href='/a'&gt;a&lt;/a&gt;</content:encoded>"),
        'warning relative-reference "One": its text holds a relative address: /a',
    ),
    (
        rss("<description>&lt;video poster=a.png&gt;</description>"),
        'warning relative-reference "One": its text holds a relative address: a.png',
    ),
    (
        rss("<description>&lt;q cite='a'&gt;a&lt;/q&gt;</description>"),
        'warning relative-reference "One": its text holds a relative address: a',
    ),
    (
        rss("<description>&lt;img srcset='https://a/1.png 1x, /2.png 2x'&gt;</description>"),
        'warning relative-reference "One": its text holds a relative address: https://a/1.png 1x, /2.png 2x',
    ),
    (
        rss("<description>&lt;img srcset='https://a/1.png 1x,2.png 2x'&gt;</description>"),
        'warning relative-reference "One": its text holds a relative address: https://a/1.png 1x,2.png 2x',
    ),
    (
        rss("<description>&lt;script src=//x.example/x.js</description>"),
        'warning unsafe-html "One": its text holds <script>',
    ),
    (
        rss("<content:encoded>&lt;IFRAME src='https://a.example/'&gt;</content:encoded>"),
        'warning unsafe-html "One": its text holds <iframe>',
    ),
    (
        rss("<description>&lt;p onclick='x'&gt;</description>"),
        'warning unsafe-html "One": its text holds the event handler onclick',
    ),
    (
        rss("<description>&lt;p style='position: fixed'&gt;</description>"),
        'warning dangerous-style "One": its text holds a style that some readers refuse: position: fixed',
    ),
    (
        rss(old="One", new="\x93One\x94"),
        "warning c1-character it holds the control character U+0093 (They come from Windows-1252 "
        "text that was taken for Latin-1.)",
    ),
    (
        rss(old="One", new="&#x85;One"),
        "warning c1-character it holds the control character U+0085 (They come from Windows-1252 "
        "text that was taken for Latin-1.)",
    ),
    (
        rss(old="One", new="One&nbsp;more"),
        "error not-well-formed it is not well-formed XML: undefined entity: line 3, column 101 (One "
        "illegal character or HTML entity makes the whole feed unreadable.)",
    ),
    (
        rss(old="One", new="One\x0b"),
        "error not-well-formed it is not well-formed XML: not well-formed (invalid token): line 3, "
        "column 101 (One illegal character or HTML entity makes the whole feed unreadable.)",
    ),
)
"""Feeds with one thing wrong, and all that is told of each."""

RIGHT = (
    rss(),
    rss(channel="<language>zh-Hant-TW</language>"),
    rss(channel="<lastBuildDate>Wed, 21 Feb 2024 08:30:00 +0800</lastBuildDate>"),
    rss(channel="<image><url>https://a.example/a.png</url><title>A</title><link>https://a.example/</link></image>"),
    rss(channel=rss_item(old="2025:1", new="2025:2")),
    rss("<description>Of the first.</description>", old="<title>One</title>"),
    rss(old="One", new="1 &lt; 2 and R&amp;amp is a name, so is &lt;T&gt;"),
    rss(old="<link>https://a.example/1</link>"),
    rss(old="https://a.example/1", new="https://a.example/%E4%BA%BA?a=b#c"),
    rss(old="https://a.example/1", new="mailto:a@b.example"),
    rss('<source url="https://b.example/feed.xml">B</source>'),
    rss(f'<m:content {MEDIA} url="https://a.example/a.png"/>'),
    rss(f"<m:content {MEDIA}/>"),
    rss("<author>a@b.example (Jane)</author>"),
    rss("<dc:creator>Jane</dc:creator>"),
    rss(old="Wed, 21 Feb 2024 08:30:00 +0800", new="21 Feb 2024 08:30 EST"),
    rss(old="Wed, 21 Feb 2024 08:30:00 +0800", new="Sat, 01 Jun 2024 20:00:00 GMT"),
    rss(old="Wed, 21 Feb 2024 08:30:00 +0800", new="Thu, 01 Jan 1970 00:00:00 GMT"),
    rss(old='<guid isPermaLink="false">tag:a,2025:1', new="<guid>https://a.example/1"),
    rss('<enclosure url="https://a.example/1.mp3" length="0" type="audio/mpeg"/>'),
    rss("<category>A</category>"),
    rss("<description>x</description><content:encoded>x</content:encoded>"),
    rss("<description>&lt;a href='https://a/' style='color: red'&gt;a&lt;/a&gt; 1 &lt; 2</description>"),
    rss("<description>&lt;img src='data:x' srcset='https://a/1.png 1x, https://a/2,3 2x'&gt;</description>"),
    rss("<description>&lt;p&gt;the onion=1, script src=/a&lt;/p&gt;</description>"),
)
"""Feeds that come close to what is wrong above, and are not."""


@pytest.mark.parametrize(("feed", "finding"), BREACHES)
def test_a_breach_is_told(feed: str, finding: str) -> None:
    """What breaks a rule of RSS is told with its level, its rule and its item, and nothing else is."""
    assert told(feed) == [finding]


@pytest.mark.parametrize("feed", RIGHT)
def test_what_is_right_is_left_alone(feed: str) -> None:
    """What keeps the rules of RSS is not complained of, close as it may come."""
    assert told(feed) == []
