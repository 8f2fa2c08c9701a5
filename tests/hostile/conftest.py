"""One good digest for all cases of a file, and one build with all of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.hostile.digest_under_attack import Attacked, DigestUnderAttack


@pytest.fixture(scope="module")
def digest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DigestUnderAttack]:
    """A good digest; after all cases of a file it is what it was before."""
    attacked = DigestUnderAttack(tmp_path_factory.mktemp("hostile") / "site")
    yield attacked
    assert attacked.is_as_before()


@pytest.fixture(scope="module")
def attacked(digest: DigestUnderAttack, request: pytest.FixtureRequest) -> Attacked:
    """The digest after a build with all cases of a file."""
    return digest.suffer(request.module.CASES)
