"""Tests of `pages/markdown/dialects/frames.py`; whole bodies are in `tests/specs/markdown.md`."""

from __future__ import annotations

import pytest

from sitegen.pages.markdown.dialects.embeds import name_of_address, page_of_frame
from sitegen.pages.markdown.dialects.frames import replace_frames


@pytest.mark.parametrize(
    ("frame", "page", "name"),
    [
        ("https://www.youtube-nocookie.com/embed/a_B-1?start=3", "https://www.youtube.com/watch?v=a_B-1", "YouTube"),
        ("https://youtube.com/embed/videoseries?x=1&list=PL1", "https://www.youtube.com/playlist?list=PL1", "YouTube"),
        ("http://player.vimeo.com/video/12?h=x", "https://vimeo.com/12", "Vimeo"),
        ("https://open.spotify.com/embed/episode/x1?a=b", "https://open.spotify.com/episode/x1", "Spotify"),
        ("https://player.bilibili.com/player.html?bvid=BV1", "https://www.bilibili.com/video/BV1", "Bilibili"),
        ("https://codepen.io/ann/embed/preview/xY", "https://codepen.io/ann/pen/xY", "CodePen"),
        ("https://platform.twitter.com/embed/Tweet.html?id=9", "https://x.com/i/status/9", "X"),
        ("https://w.soundcloud.com/player/?url=x", "https://w.soundcloud.com/player/?url=x", "SoundCloud"),
        ("https://maps.example/embed?pb=1", "https://maps.example/embed?pb=1", "maps.example"),
        ("https://notyoutube.com/embed/x", "https://notyoutube.com/embed/x", "notyoutube.com"),
    ],
)
def test_frame_of_a_service(frame: str, page: str, name: str) -> None:
    """A frame of a known service leads to the page of what it shows, under the service's name."""
    assert (page_of_frame(frame), name_of_address(page)) == (page, name)


@pytest.mark.parametrize(
    ("html", "shown", "left_out"),
    [
        ("<IFRAME SRC='https://a.example/?x=1&amp;y'>b</IFRAME>", "https://a.example/?x=1&amp;y", []),
        ("<iframe src=https://a.example/>b", 'href="https://a.example/"', []),
        ('<iframe src="about:blank" data-src="https://a.example/"></iframe>', 'href="https://a.example/"', []),
        ('<object><param name="x"><embed src="/a.mp3"></object>', '<img src="/a.mp3" alt="">', []),
        ('<iframe srcdoc="<p>x</p>"></iframe>', "", ["iframe"]),
        ('<video src="javascript:x">y</video>', "y</video>", ["video"]),
        ('<p title="<iframe src=/x>">z</p><svg>a</svg>', '<p title="<iframe src=/x>">z</p><svg>a</svg>', ["svg"]),
        ("<!-- <iframe src=/x></iframe> --><input type=CHECKBOX>", "<!-- <iframe src=/x></iframe> -->\u2610", []),
        ("clone <url>, <b>x <o:p> <my-tag>y</my-tag>", "clone &lt;url&gt;, <b>x <o:p> <my-tag>y</my-tag>", []),
        ("<style>a</style><form>b</form><select>c", "</form>&lt;select&gt;c", ["style", "form"]),
    ],
)
def test_what_stands_for_html(html: str, shown: str, left_out: list[str]) -> None:
    """What may be linked is linked however it is typed, what may not be is named, and text stays text."""
    replaced, lost = replace_frames(html)
    assert shown in replaced
    assert "<iframe" not in replaced.replace('title="<iframe', "").replace("<!-- <iframe", "").lower()
    assert lost == left_out
