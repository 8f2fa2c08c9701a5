"""Words that say whether and when a page may be seen: keys of front matter, their values, names of folders.

They count however they are spelt. Those of other languages are what people there call the keys of a web system.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Literal, NamedTuple

Kind = Literal["true", "false", "maybe true", "maybe false", "any", "date", "shown date", "opens", "expires"]
"""When a key withholds its page. `true`, `false`: for those values and for all that are not understood; `maybe ...`:
for those values alone, since the key may be about something else; `any`: for whatever value. The others hold a date:
`date` that of publication, `shown date` likewise but of second rank, `opens` one that is never shown, `expires` the
end."""


class Rule(NamedTuple):
    """What a key says, in whatever spelling."""

    concept: str
    """What is the same for all names of the key: two of them ought to agree."""
    kind: Kind
    reason: str = ""
    """Why a page that it withholds is withheld."""
    is_kept: bool = False
    """Whether the key is kept for the page's own template as well."""


REMOVED, UNPUBLISHED, DRAFT, PRIVATE = "removed", "published: false", "draft", "private"
NEEDS = "needs review"
"""Why a draft is withheld, in previews too, that says what nobody has decided yet (`needs` in its `intake`)."""

_TABLE: dict[Rule, str] = {
    Rule("draft", "true", DRAFT): "draft isDraft isADraft drafts 草稿 是否草稿 下書き 초안",
    Rule("removed", "true", REMOVED): "removed isRemoved deleted isDeleted",
    Rule("published", "false", UNPUBLISHED): "published isPublished publish",
    Rule("private", "true", PRIVATE): "private isPrivate",
    Rule("hidden", "true", PRIVATE): "hidden isHidden",
    Rule("unlisted", "true", PRIVATE): "unlisted isUnlisted",
    Rule("unpublished", "true", PRIVATE): "unpublished isUnpublished unpublish notPublished noPublish doNotPublish "
    "dontPublish nonPublic",
    Rule("archived", "true", PRIVATE): "archived isArchived",
    Rule("expired", "true", PRIVATE): "expired isExpired",
    Rule("status", "false", PRIVATE, is_kept=True): "status postStatus pageStatus publishStatus publishingStatus "
    "publicationStatus wpStatus",
    Rule("visibility", "false", PRIVATE, is_kept=True): "visibility postVisibility",
    Rule("password", "any", PRIVATE): "password postPassword",
    Rule("secret", "maybe true", PRIVATE, is_kept=True): "secret internal isSecret isInternal confidential restricted",
    Rule("hide", "maybe true", PRIVATE, is_kept=True): "hide ignore ignored skip skipped exclude excluded invisible "
    "disabled inactive offline trash trashed withheld withdrawn retracted suppressed spiked onHold "
    "notReady unready pending isPending inReview needsReview awaitingReview noRender skipRender noBuild skipBuild "
    "noList previewOnly membersOnly 隐藏 隱藏 私密 不公开 不公開 非公开 非公開 비공개",
    Rule("wip", "maybe true", DRAFT, is_kept=True): "wip workInProgress draftMode черновик borrador brouillon "
    "entwurf rascunho bozza",
    Rule("public", "maybe false", PRIVATE, is_kept=True): "public isPublic visible isVisible listed isListed "
    "公开 公開 是否公开 是否公開 可见 可見 공개",
    Rule("active", "maybe false", PRIVATE, is_kept=True): "active isActive enabled isEnabled publishable isPublishable "
    "routable permalink ready isReady approved isApproved 已发布 已發布 "
    "是否发布 是否發布 发布 發布",
    Rule("state", "maybe false", PRIVATE, is_kept=True): "state stage phase workflow workflowState access accessLevel "
    "audience privacy scope render build articleStatus contentStatus documentStatus editorialStatus entryStatus "
    "reviewStatus storyStatus 状态 狀態 状態 상태 发布状态 發布狀態 可见性 可見性 статус estado statut stato",
    Rule("date", "date"): "publishedDateTime publishedDate publishedAt publishedOn publishedTime publishDate "
    "publishDateTime publishAt publishOn publishTime publicationDate publicationDateTime datePublished",
    Rule("day", "shown date", is_kept=True): "date datetime pubDate pubDateTime postDate postedAt postedDate",
    Rule("embargo", "opens"): "embargo embargoDate embargoUntil embargoedUntil embargoEnd embargoed scheduled "
    "scheduledAt scheduledFor scheduledDate scheduledOn scheduledPublishDate scheduleDate publishFrom publishedFrom "
    "publishAfter publishStart publishingDate visibleFrom visibleAfter showFrom showAfter displayFrom notBefore "
    "goLiveDate goLiveAt goLiveOn liveFrom liveAt liveOn liveDate onlineFrom onlineDate activeFrom scheduleAt "
    "scheduledTime scheduleTime hiddenUntil privateUntil draftUntil withheldUntil "
    "发布时间 發布時間 发布日期 發布日期 定时发布",
    Rule("expiry", "expires"): "expiryDate expiryDateTime expirationDate expireDate expires expire expiry expiration "
    "expiresAt expiresOn expiresAfter expireAt expireOn unpublishDate unpublishDateTime unpublishAt unpublishOn "
    "unpublishedAt publishUntil publishedUntil publishEnd visibleUntil showUntil notAfter removedAt deletedAt "
    "trashedAt expiryTime expiredAt expiresTime publishTo displayUntil onlineUntil liveUntil activeUntil hideAfter "
    "offlineFrom offlineAt takedownDate takedownAt removeAt removeOn removeDate deleteAt deleteOn "
    "deleteDate unavailableAfter",
}

TRUE = frozenset("true yes on y t 1 x 是 真 はい 예 да ja si oui sim".split())
FALSE = frozenset("false no off n f 0 否 假 いいえ 아니오 нет nein non nej nao".split())
PUBLIC = frozenset(
    "published publish public live active online posted released listed visible everyone all featured final done "
    "complete completed 已发布 已發布 发布 發布 公开 公開 공개".split()
)
"""What a status or a visibility says of a page that may be seen."""
DRAFTS = frozenset(
    "draft drafts autodraft wip workinprogress 草稿 下書き 초안 черновик borrador brouillon entwurf rascunho "
    "bozza".split()
)
HIDDEN = DRAFTS | frozenset(
    "pending private hidden unpublished unlisted trash trashed scheduled future queued deleted removed archived "
    "withheld embargoed secret internal confidential restricted inactive disabled offline nonpublic notpublished "
    "withdrawn retracted never onhold 私密 隐藏 隱藏 未发布 未發布 待发布 待發布 待审 待審 "
    "待审核 待審核 审核中 審核中 已删除 已刪除 已下线 已下線 下架 不公开 不公開 非公开 非公開 비공개".split()
)
"""What it says of one that may not; whatever is in neither list withholds the page with a warning."""
_DRAFT_FOLDERS = frozenset({"draft", "drafts"})


@lru_cache(maxsize=8192)
def plain_word(text: str) -> str:
    """Return a word without what its spelling adds: case, width, and all that stands between its parts."""
    if text.isascii() and text.isalnum():
        return text.lower()
    return "".join(character for character in unicodedata.normalize("NFKC", text).casefold() if character.isalnum())


@lru_cache(maxsize=4096)
def plain_value(text: str) -> str:
    """Return a value as a plain word; one with other signs (`-1`, `published?`) as it is, so that nobody knows it."""
    words = unicodedata.normalize("NFKC", text).strip()
    is_plain = words[:1].isalnum() and words[-1:].isalnum() and words.translate(_BETWEEN_WORDS).isalnum()
    return plain_word(words) if is_plain else words


_BETWEEN_WORDS = dict.fromkeys(map(ord, " -_"))
CONCEPTS = {names.split()[0]: tuple(names.split()) for names in _TABLE.values()}
"""The usual name of each key, as people write it -> all its names."""
_PERHAPS: dict[Kind, Kind] = {
    "true": "maybe true",
    "false": "maybe false",
    "date": "opens",
    "shown date": "opens",
}
_RULES = {plain_word(name): rule for rule, names in _TABLE.items() for name in names.split()}


def rule_of(key: str) -> Rule | None:
    """Return what a key of front matter says on whether and when its page may be seen."""
    return _RULES.get(plain_word(key))


def misspelt(rule: Rule) -> Rule:
    """Return what a key says that is one slip away from another one: it may withhold its page, and gives it no date."""
    return rule._replace(kind=_PERHAPS.get(rule.kind, rule.kind), is_kept=False)


def is_drafts_folder(name: str) -> bool:
    """Return whether a folder of this name holds drafts."""
    return plain_word(name) in _DRAFT_FOLDERS
