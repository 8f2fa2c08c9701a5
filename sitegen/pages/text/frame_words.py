"""Words by which lines are known that are no article's own: credits and captions of pictures, buttons, labels.

They are what a page leaves between the paragraphs of a text that is copied from it, and look like its subheads.
"""

from __future__ import annotations

import re

_BEGINNING = re.compile(
    # Credits and what belongs to pictures.
    r"(?:photo(?:graph)?s?|images?|pictures?|illustrations?|graphics?|figs?\.?|figures?|tables?|charts?|videos?|audio|"
    r"podcasts?|gallery|slideshow|screenshots?|caption)(?:\Z|\s*[:/|]|\s*\d|\s+(?:by|credits?|courtesy|source|from|"
    r"via|of)\b)|(?:text|words|written|story|reporting|reported|edited|editing|compiled|translated|"
    r"additional reporting) by\b|by (?!the\b|\d{4}\b)|(?:via|courtesy|credits?|pictured|clockwise|disclaimers?|"
    r"disclosure|copyright|correction|clarification|advertis\w*|sponsored|promoted|recommended|related|newsletters?|"
    r"subscribe|register|donate|tweet|transcript|filed under|all rights|editor['’]?s (?:note|picks?)|placeholder)\b|"
    # Buttons and links to other pages.
    r"(?:read )?(?:the )?full (?:story|article|text)|(?:create|open) (?:an? |your )?(?:free )?(?:account|in app)|"
    r"become a |you have \d|(?:video|audio|media) player|play (?:video|audio)|(?:like|rate|report|print|"
    r"email) (?:this|an?)\b|(?:view|post|add|write|show) (?:a )?comments?|(?:suggested|further|related) reading|"
    r"from our|paid content|stock price|isbn\b|doi\b|(?:story|article) continues|skip (?:ad|to|past)|view on\b|"
    r"(?:hide|toggle|show) caption|enlarge\b|your browser|comments? \(?\d|thanks? (?:for|you)|"
    r"follow (?:[\w.]+ ){1,3}on\b|sign (?:me|us)\b|tip us|trending now|in this article|(?:table of )?contents\Z|"
    r"jump to|was this helpful|have a tip|on this page|at a glance\Z|(?:read|see|watch|listen|learn|find out|show|"
    r"load|view)(?: more| also| all| next| now| live| the| this| our| less| to)?(?:\Z|:| more\b| also\b| all\b|"
    r" next\b| now\b| the\b| this\b| our\b)|also (?:read|see|on|in)\b|(?:sign|log) (?:up|in|out)\b|(?:click|tap|swipe|"
    r"scroll)\b|(?:share|save|print|email|copy|comment|reply|follow|join|download|get|buy|shop|try|support|book|"
    r"contact|about|start|stay|continue|keep)(?:s|ment)? (?:us|our|the|this|now|on|it|your|free|here|with|today|"
    r"tickets|started|reading|informed|tuned|in touch|up to date|ahead|link)\b|(?:share|save|print|email|copy|"
    r"comments?|reply|replies|follow|join|download|home|menu|search|back|next|previous|close|open|expand|play|pause|"
    r"mute|loading|skip|quote|members?|premium|video|live|updated?|published|posted|topics?|tags?|categor(?:y|ies)|"
    r"sources?|opinion|exclusive|breaking|terms|privacy|cookies?|contact|news|more)\Z|(?:more|latest|trending|popular|"
    r"top|other|similar) (?:from|on|in|about|like|stories|news|articles|posts|reads?)\b|most (?:read|popular|viewed|"
    r"shared|recent)\b|(?:don['’]?t miss|you (?:may|might)|up next|here['’]?s what|what to read|(?:next|"
    r"previous) (?:article|story|post|page)|back to|skip to|want (?:to|more)|leave a|cookie settings|privacy policy|"
    r"terms of|limited time|special offer|breaking news|live updates|free (?:trial|newsletter))\b|"
    r"[图圖表]\s*[\d一二三四五六七八九十:：/为為源片]|[（(]?(?:(?:本文)?作者|编辑|編輯|记者|記者|责编|責編|责任|責任|"
    r"校对|校對|来源|來源|出处|出處|摄影|攝影|资料图|資料圖|点击|點擊|[关關][注註](?:我|公|微|本)|扫码|掃碼|扫一扫|"
    r"扫描|掃描|订阅|訂閱|阅读\s*[原全更\d]|閱讀\s*[原全更\d]|延伸|相关|相關|推荐|推薦|更多|查看|下载|下載|分享|转发|"
    r"轉發|点赞|點讚|收藏|评论\Z|評論\Z|广告|廣告|声明|聲明|免责|免責|版权|版權|原文|返回|上一篇|下一篇|热门|熱門|"
    r"本报|本報|本刊|编译|編譯|翻译[:：]|文章来源|标签|標籤|视频加载|視頻加載|发布于|發布於|更新于|更新於|写真|"
    r"画像[:：]|出典|関連記事|사진|출처|관련|기자)",
    re.IGNORECASE,
)
"""How lines of a page's frame begin: credits, buttons, links to other pages."""
_WITHIN = re.compile(
    # Credits.
    r"getty|reuters|shutterstock|unsplash|\bafp\b|ap photo|file photo|courtesy of|screen(?:shot|grab)|\((?:left|right|"
    r"center|centre|l|r|photo|image)\b|\bmin(?:ute)?s? read\b|\bago\Z|register now|sign up|log in|subscribe|"
    r"click here|read more|\A(?-i:[A-Z][\w.'’-]+ ){2,3}for (?-i:the )?(?-i:[A-Z])|\b(?:reporter|correspondent|writer|"
    r"columnist|editor)\b.{0,30}\Z|"
    # Captions.
    r"pictured|\b(?:is|are) seen\b|\blooks? (?:at|on)\b|\bposes?\b|\bin this (?:photo|illustration|picture|image)|"
    r"\blogo\b|\bstands? (?:in|at|next|near|beside)\b|\bspeaks? (?:at|during|to|on)\b|\battends?\b|\bwalks? past\b|"
    r"\bheadquarters in\b|.{25,}\bin \d{4}\Z|\bon display\b|\bshown (?:at|in|on|by)\b|\w / \w|"
    r"\A\w+, \w+(?: \w+)?, \w+\Z|(?<=\s)[+-]\d|\A[a-z]+ \d{4}\Z|\barticles? left|识别|識別|转发|轉發|本文|热点|熱點|"
    r"猜你|打开|打開|供图|供圖|资料图|資料圖|截图\Z|截圖\Z|图源|圖源|图片|圖片|配图|配圖|[摄攝]\Z|新华社|新華社|"
    r"视觉中国|记者|記者|[小时時鐘钟天]前\Z|阅读全文|閱讀全文",
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
