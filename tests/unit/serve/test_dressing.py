"""The script of the preview is in each page, and allowed to run there."""

from __future__ import annotations

import pytest

from sitegen.serve.dressing import allow_script, dress
from sitegen.serve.live import LiveState
from sitegen.serve.page_signature import Signature


@pytest.mark.parametrize("html", ["<head></head><body>x", "<body class=a>x", "words", "<HEAD></HEAD >"])
def test_a_page_has_the_script_once(html: str) -> None:
    """Whatever a page is made of, the script is in it once, and nothing else of it is another."""
    dressed = dress(html.encode(), Signature("1"), LiveState(overlay='</script>"<b>')).decode()
    start = dressed.index("<script")
    end = dressed.index("</script>\n") + len("</script>\n")
    assert dressed[:start] + dressed[end:] == html
    assert "&lt;/script&gt;" in dressed


@pytest.mark.parametrize(
    ("policy", "allowed"),
    [
        ("default-src 'self'", "default-src 'self'"),
        (
            "default-src 'none'; img-src *",
            "default-src 'none'; img-src *; script-src 'self'; connect-src 'self'; worker-src 'self'",
        ),
        ("script-src 'unsafe-inline'", "script-src 'unsafe-inline' 'self'; worker-src 'unsafe-inline' 'self'"),
        ("connect-src https://a.example", "connect-src https://a.example 'self'"),
        ("frame-ancestors 'none'", "frame-ancestors 'none'"),
    ],
)
def test_a_policy_lets_the_script_run(policy: str, allowed: str) -> None:
    """What a policy forbids to the preview's own script is allowed; nothing else that it says is another."""
    assert allow_script(policy) == allowed
