"""Words by which lines are known that are no article's own: credits and captions of pictures, buttons, labels.

They are what a page leaves between the paragraphs of a text that is copied from it, and look like its subheads.
"""

from __future__ import annotations

import re

_BEGINNING = re.compile(
    # Credits and what belongs to pictures.
    r"(?:photo(?:graph)?s?|images?|pictures?|illustrations?|graphics?|figs?\.?|figures?|tables?|charts?|videos?|audio|"
    r"podcasts?|gallery|slideshow|screenshots?|caption)(?:\Z|\s*[:/|]|\s*\d|"
    r"\s+(?:by|credits?|courtesy|source|from|via|of)\b)|"
    r"(?:text|words|written|story|reporting|reported|edited|editing|compiled|translated|additional reporting) by\b|"
    r"by (?!the\b|\d{4}\b)|(?:via|courtesy|credits?|pictured|clockwise|disclaimers?|disclosure|copyright|correction|"
    r"clarification|advertis\w*|sponsored|promoted|recommended|related|newsletters?|subscribe|register|donate|tweet|"
    r"transcript|"
    r"filed under|all rights|editor['’]?s (?:note|picks?)|placeholder)\b|"
    # Buttons and links to other pages.
    r"(?:read )?(?:the )?full (?:story|article|text)|(?:create|open) (?:an? |your )?(?:free )?(?:account|in app)|"
    r"become a |"
    r"you have \d|(?:video|audio|media) player|play (?:video|audio)|(?:like|rate|report|print|email) (?:this|an?)\b|"
    r"(?:view|post|add|write|show) (?:a )?comments?|(?:suggested|further|related) reading|from our|paid content|"
    r"stock price|"
    r"isbn\b|doi\b|(?:story|article) continues|skip (?:ad|to|past)|view on\b|(?:hide|toggle|show) caption|enlarge\b|"
    r"your browser|"
    r"comments? \(?\d|thanks? (?:for|you)|follow (?:[\w.]+ ){1,3}on\b|sign (?:me|us)\b|tip us|trending now|"
    r"in this article|"
    r"(?:table of )?contents\Z|jump to|was this helpful|have a tip|on this page|at a glance\Z|"
    r"(?:read|see|watch|listen|learn|find out|show|load|view)(?: more| also| all| next| now| live| the| this| our|"
    r" less| to)?"
    r"(?:\Z|:| more\b| also\b| all\b| next\b| now\b| the\b| this\b| our\b)|also (?:read|see|on|in)\b|"
    r"(?:sign|log) (?:up|in|out)\b|(?:click|tap|swipe|scroll)\b|(?:share|save|print|email|copy|comment|reply|follow|"
    r"join|"
    r"download|get|buy|shop|try|support|book|contact|about|start|stay|continue|keep)(?:s|ment)? (?:us|our|the|this|"
    r"now|on|"
    r"it|your|free|here|with|today|tickets|started|reading|informed|tuned|in touch|up to date|ahead|link)\b|"
    r"(?:share|save|print|email|copy|comments?|reply|replies|follow|join|download|home|menu|search|back|next|previous|"
    r"close|open|expand|play|pause|mute|loading|skip|quote|members?|premium|video|live|updated?|published|posted|"
    r"topics?|tags?|categor(?:y|ies)|sources?|opinion|exclusive|breaking|terms|privacy|cookies?|contact|news|more)\Z|"
    r"(?:more|latest|trending|popular|top|other|similar) (?:from|on|in|about|like|stories|news|articles|posts|"
    r"reads?)\b|"
    r"most (?:read|popular|viewed|shared|recent)\b|(?:don['’]?t miss|you (?:may|might)|up next|here['’]?s what|"
    r"what to read|"
    r"(?:next|previous) (?:article|story|post|page)|back to|skip to|want (?:to|more)|leave a|cookie settings|"
    r"privacy policy|terms of|limited time|special offer|breaking news|live updates|free (?:trial|newsletter))\b|"
    r"[图圖表]\s*[\d一二三四五六七八九十:：/为為源片]|"
    r"[（(]?(?:(?:本文)?作者|编辑|編輯|记者|記者|责编|責編|责任|責任|校对|校對|来源|來源|出处|出處|摄影|攝影|资料图|"
    r"資料圖|"
    r"点击|點擊|[关關][注註](?:我|公|微|本)|"
    r"扫码|掃碼|扫一扫|扫描|掃描|订阅|訂閱|阅读\s*[原全更\d]|閱讀\s*[原全更\d]|延伸|相关|相關|推荐|推薦|更多|查看|"
    r"下载|下載|分享|转发|"
    r"轉發|点赞|點讚|收藏|评论\Z|評論\Z|"
    r"广告|廣告|声明|聲明|免责|免責|版权|版權|原文|返回|上一篇|下一篇|热门|熱門|本报|本報|本刊|编译|編譯|翻译[:：]|"
    r"文章来源|标签|標籤|"
    r"视频加载|視頻加載|发布于|發布於|更新于|更新於|写真|画像[:：]|出典|関連記事|사진|출처|관련|기자)",
    re.IGNORECASE,
)
"""How lines of a page's frame begin: credits, buttons, links to other pages."""
_WITHIN = re.compile(
    # Credits.
    r"getty|reuters|shutterstock|unsplash|\bafp\b|ap photo|file photo|courtesy of|screen(?:shot|grab)|"
    r"\((?:left|right|center|centre|l|r|photo|image)\b|\bmin(?:ute)?s? read\b|\bago\Z|register now|sign up|log in|"
    r"subscribe|click here|read more|\A(?-i:[A-Z][\w.'’-]+ ){2,3}for (?-i:the )?(?-i:[A-Z])|"
    r"\b(?:reporter|correspondent|writer|columnist|editor)\b.{0,30}\Z|"
    # Captions.
    r"pictured|\b(?:is|are) seen\b|\blooks? (?:at|on)\b|\bposes?\b|\bin this (?:photo|illustration|picture|image)|"
    r"\blogo\b|"
    r"\bstands? (?:in|at|next|near|beside)\b|\bspeaks? (?:at|during|to|on)\b|\battends?\b|\bwalks? past\b|"
    r"\bheadquarters in\b|"
    r"\bin \d{4}\Z|\bon display\b|\bshown (?:at|in|on|by)\b|"
    r"\w / \w|\A\w+, \w+(?: \w+)?, \w+\Z|[+-]\d|\A[a-z]+ \d{4}\Z|\barticles? left|识别|識別|转发|轉發|本文|热点|"
    r"熱點|猜你|打开|打開|"
    r"供图|供圖|资料图|資料圖|截图\Z|截圖\Z|图源|圖源|图片|圖片|配图|配圖|[摄攝]\Z|新华社|新華社|视觉中国|"
    r"记者|記者|[小时時鐘钟天]前\Z|阅读全文|閱讀全文",
    re.IGNORECASE,
)
_AT_A_PLACE = re.compile(r"\b(?:in|at|near|outside) (?:the )?[A-Z][\w’'-]+(?:,? [A-Z][\w’'-]+){0,3}\Z")
_SHORT = 40


def is_of_frame(line: str) -> bool:
    """Return whether a line reads like a credit, a caption, a button or a label.

    A longer one that ends at a place ("... at the Hall of Trade in Geneva") is more often a caption than not.
    """
    is_caption = len(line) > _SHORT and _AT_A_PLACE.search(line) is not None
    return is_caption or _BEGINNING.match(line) is not None or _WITHIN.search(line) is not None
