"""Rules that say of one line what it is when it is none of the story's: each with the name that a person reads.

Never: looks at a second line.
"""

from __future__ import annotations

import re

from sitegen.intake.facts.found_dates import find_date
from sitegen.intake.lines.visible_fields import width

NAVIGATION, SHARE, NEWSLETTER, PITCH, DISCLAIMER = "navigation", "share bar", "newsletter", "pitch", "disclaimer"
RIGHTS, ABOUT, CREDIT, TAGS, EDITOR = "copyright", "about the site", "picture credit", "tags", "editor"
RELATED, COOKIES, CARD, MEMBERS = "other stories", "cookies", "card of another story", "who posted it"
SOURCE_LINE, AUTHOR_LINE, DATE_LINE = "source line", "author line", "date line"
_SHORT = 80
_NOTICE = 420
"""How wide a line may be that is one notice from its first word."""

_WHOLE_LINES = (
    (
        NAVIGATION,
        r"top of page|bottom of page|back to top|go ?to ?top|top|skip to (?:main )?content|skip navigation|home|"
        r"menu|search|"
        r"close|next|prev(?:ious)?|next (?:article|story|post)|previous (?:article|story|post)|log ?in|"
        r"sign ?(?:in|up)|register|"
        r"my account|contact(?: us)?|about(?: us)?|advertise|read more|show more|see more|see all|view all|load more|"
        r"continue reading|expand|collapse|language|english|首页|首頁|主页|登录|登錄|登入|注册|註冊|搜索|搜尋|"
        r"菜单|選單|导航|返回|"
        r"返回顶部|回到顶部|回到頂部|回顶部|返回首页|上一篇.{0,60}|下一篇.{0,60}|更多|查看更多|展开全文|阅读全文|"
        r"点击查看|關閉|关闭|联系我们|关于我们|纠错|END|完|阅读原文|閱讀原文|精选留言|写留言|写评论|发表评论|"
        r"request a demo|book a demo|privacy(?: policy| notice)?|terms(?: of (?:service|use))?|"
        r"cookie (?:settings|policy)|do not sell .{0,40}|imprint|sitemap|purchase licensing rights|"
        r"leave a (?:reply|comment)|click to share .{1,60}|(?:log|sign) in (?:or|to) .{1,40}|#\d{1,6}|字号.{0,12}",
    ),
    (
        NEWSLETTER,
        r"view (?:this |it )?(?:e-?mail |message )?(?:online|in (?:your |a )?browser)|unsubscribe(?: here)?|"
        r"(?:manage|update) (?:your )?(?:preferences|subscription)|forward (?:this )?(?:e-?mail )?to a friend|"
        r"在浏览器中(?:查看|打开).{0,10}|退订|取消订阅|退訂|取消訂閱",
    ),
    (MEMBERS, r"(?:member|joined)(?: since)?:? .{2,30}|\d[\d,.]* (?:posts|messages)|\d[\d,.]* people like this"),
    (SHARE, r"share (?:this|on|via|to|the)\b.{0,30}|copy (?:the )?link|link copied|分享到.{0,40}|复制链接|複製連結"),
    (
        SHARE,
        r"(?:\d[\d,.]*[km万]?\s*)?(?:min(?:ute)?s? read|shares?|views?|likes?|comments?|reads?|阅读|閱讀|浏览|"
        r"播放|人气|次阅读)"
        r"(?:[ :：]*\d[\d,.]*[km万+]?)?",
    ),
    (CARD, r"placeholder|thumbnail|image|logo|avatar|loading\.*|加载中|图片"),
    (
        RELATED,
        r"(?:related|recommended|popular|trending|latest|top|more|other|similar)(?: (?:articles?|stories|news|"
        r"posts?|reading|topics?|"
        r"content|headlines|videos?|now|from .{1,40}|on .{1,40}|in .{1,40}|like this))?:?|(?:most (?:read|popular|"
        r"viewed)|read next|up next|"
        r"what to read next|you (?:may|might) (?:also )?(?:like|be interested in|enjoy)|don'?t miss|"
        r"editor'?s picks?|from around the web|"
        r"recommended (?:for you|by .{1,30})|more (?:from|on|in|about) .{1,40}):?|"
        r"(?:相关|相關|推荐|推薦|延伸|热门|熱門|最新|更多|猜你喜欢|猜你喜歡|为你推荐|大家都在看|你可能|您可能|"
        r"今日热点|编辑推荐)"
        r"(?:阅读|閱讀|新闻|新聞|文章|推荐|推薦|资讯|資訊|内容|报道|報道|標題|也喜欢|感兴趣.{0,10})?[:：]?",
    ),
)
_SHARE_WORDS = frozenset(
    "share tweet pin email e-mail print save bookmark like comment comments reply quote follow listen copy link "
    "facebook twitter x linkedin whatsapp telegram reddit pinterest instagram wechat weibo line messenger bluesky "
    "threads mastodon "
    "restack repost report quote "
    "分享 转发 轉發 点赞 點讚 收藏 评论 評論 微信 微博 朋友圈 打印 列印 听新闻 举报 赞 喜欢 在看 qq空间".split()
)
_BETWEEN_WORDS = re.compile(r"[\s|/·,•、+]+")
_BETWEEN_PARTS = re.compile(r"\s+[|·•/]\s+")
_COUNT = re.compile(r"\(?[\d,.]+[km万]?\)?\Z")
_BEGINNINGS = (
    (
        DISCLAIMER,
        r"(?:legal |risk |general )?disclaimer\b|risk warning|investment disclaimer|免責聲明|免责声明|风险提示|"
        r"風險提示|"
        r"声明[:：]|特别声明|特別聲明|郑重声明|版权声明|版權聲明|(?:this (?:article|content|post|material)|"
        r"the (?:information|content|views|opinions)) "
        r".{0,80}(?:not (?:constitute|intended|be construed|financial|investment)|informational purposes|"
        r"those of the author)|"
        r"past performance|not (?:financial|investment) advice|本文(?:仅|僅)?(?:代表|供|不构成|不構成)|"
        r"以上(?:内容|內容|观点|觀點)",
    ),
    (
        RIGHTS,
        r"(?:copyright\b|©|\(c\) ?\d{4}|all rights reserved|版权所有|版權所有|未经.{0,12}(?:授权|许可|允许)|"
        r"未經.{0,12}(?:授權|許可)|"
        r"本文(?:由|系).{0,30}(?:授权|授權|原创|原創)|转载请|轉載請)",
    ),
    (
        NEWSLETTER,
        r"thanks? (?:you )?for reading\b|(?:subscribe|sign up|join)\b.{0,80}(?:newsletter|inbox|mailing list|"
        r"e-?mail|updates|alerts|briefing|"
        r"digest|channel|community|telegram|"
        r"discord|today|free)|(?:get|receive|want)\b.{0,80}(?:inbox|newsletter|by e-?mail)|follow (?:us|me|our)\b|"
        r"follow .{1,40} on (?:x|twitter|facebook|linkedin|instagram|telegram|google)|download (?:our|"
        r"the) .{0,30}app|"
        r"you(?:'re| are)? receiv(?:ed|ing) this (?:e-?mail|message|newsletter)|sign up here\b|"
        r"(?:喜欢|喜歡|觉得).{0,12}(?:点|點).{0,12}(?:在看|赞|讚)|"
        r"our (?:free )?(?:daily |weekly )?newsletter|newsletter\b|enter your e-?mail|add us as a preferred|"
        r"stay (?:up to date|informed|tuned)|"
        r"(?:扫码|掃碼|扫描|欢迎|歡迎|长按|点击|點擊).{0,20}(?:关注|關注|订阅|訂閱|下载|二维码|公众号|加入)|"
        r"关注(?:我们|公众号|微信)|訂閱(?:我們|電子報)|"
        r"(?:立即|免费|免費)(?:订阅|訂閱|注册|註冊|下载|下載)",
    ),
    (
        PITCH,
        r"(?:advertisement|sponsored|promoted|partner content|paid content|ad|ads by .{0,20}|广告|廣告|推广|"
        r"推廣)\W*\Z|"
        r"[\w .&'’-]{2,40} (?:academy|university|masterclass|bootcamp|premium|pro)\s*:|"
        r"(?:start|try|claim|get|unlock)\b.{0,60}(?:free trial|discount|% off|bonus|limited[- ]time|now for free|"
        r"full access)|"
        r"(?:support|donate to) (?:our|us|independent)|if you (?:enjoy|like|value)(?:ed)? (?:this|our)|"
        r"become a (?:member|subscriber|patron)|"
        r"buy (?:me|us) a coffee",
    ),
    (
        COOKIES,
        r"we (?:and our partners )?use cookies|this (?:site|website) uses cookies|by (?:continuing|using|"
        r"clicking)|accept (?:all )?cookies|"
        r"manage (?:cookies|preferences)|本(?:网站|網站)使用 ?cookie",
    ),
    (
        CREDIT,
        r"[(（【\[]?(?:photo|photograph|picture|image|images|illustration|credits?|video|graphic|"
        r"photo(?:graph)? (?:by|credit)|image (?:by|credit|source|via)|"
        r"图片?(?:来源|來源)|圖片?(?:来源|來源)|图源|圖源|摄影|攝影|配图|视频截图|图片|圖)(?:\s*(?:[:：/©]|by\b|"
        r"via\b|courtesy)).{0,100}\Z|item \d+ of \d+ |▲.{1,80}\Z",
    ),
    (
        TAGS,
        r"(?:tags?|keywords?|topics?|categor(?:y|ies)|filed under|posted in|in this (?:article|story)|标签|標籤|"
        r"关键词|關鍵詞|关键字|分类|分類|话题|主題)\s*[:：].{0,200}\Z",
    ),
    (
        EDITOR,
        r"[(（【\[]?(?:责任编辑|責任編輯|编辑|編輯|责编|責編|校对|校對|审核|監制|编审|值班编辑|主编|排版|"
        r"edited by|editing by|reporting by|additional reporting by|"
        r"fact-?checked by|reviewed by|translat(?:ed|ion) by)\s*[:：|｜]?.{1,60}(?:; ?edit\w+ by .{1,60})?\Z|"
        r"our standards:.{1,60}\Z",
    ),
    (
        RELATED,
        r"(?:related|read (?:also|more|next)|also read|see also|recommended|more(?: reading)?|further reading|"
        r"don'?t miss|watch(?: now)?|must read|"
        r"延伸阅读|延伸閱讀|相关阅读|相關閱讀|相关报道|相关新闻|推荐阅读|推薦閱讀|点击阅读|"
        r"往期)\s*[:：>»|].{1,160}\Z",
    ),
    (NAVIGATION, r"(?:home|首页|首頁|主页|您?(?:当前|现在|目前)的?位置|you are here)\s*[:：>»›/|].{1,120}\Z"),
    (
        ABOUT,
        r"about the author\b|about (?:us|this site)\b|our editorial|have a (?:tip|story)\?|got a tip\?|"
        r"(?:contact|email|e-mail|write to) (?:us|the author|the editor)\b|关于(?:作者|我们)|作者(?:简介|簡介|"
        r"介绍)|本网站|本站",
    ),
)
_ENDS = (
    (
        PITCH,
        r"\b(?:register|sign up|subscribe|enroll|join|apply|download|book|buy|learn more|shop|get started|try it|"
        r"start)(?: it)?(?: now| today| here| for free)\W*\Z",
    ),
    (PITCH, r"\A(?:get started|start|try|join|register|sign up)\b.{1,40} for free\W*\Z"),
    (CREDIT, r"\A.{1,80}[（(](?:圖|图|摄影|攝影|photo|image|credit)s?\s*[／/:：].{1,40}[）)]\W*\Z"),
    (
        NAVIGATION,
        r"\A.{0,40}(?:read (?:more|the full (?:story|article))|continue reading|learn more|click here)\s*(?:→|»|>|"
        r"\.{3}|…)?\Z",
    ),
)
_SELF = re.compile(
    r"\bour (?:readers?|reviews?|team|website|site|news stor(?:y|ies)|articles?|editors?|newsroom|journalists?|"
    r"product reviews|subscribers|community)\b|"
    r"\b(?:e-?mail|contact|write to|reach) us\b|\byour (?:input|feedback|support) (?:will|is|helps)|"
    r"\bwith the help of ai\b|fact-checked by\b|"
    r"\bwe (?:aim|strive|want|are committed|pride)\b|\bpresented with\b",
    re.IGNORECASE,
)
_CARD_DATE = re.compile(
    r"\A\W*(?:(?:about |over )?(?:\d{1,3}|an?|one|two) (?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|"
    r"months?|years?) ago|yesterday|today|just now|"
    r"\d{1,3} ?(?:秒|分钟|分鐘|小时|小時|天|日|周|週|个月|個月|年)(?:之)?前|刚刚|剛剛|昨天|前天|今天|"
    r"\d{1,2} ?月 ?\d{1,2} ?[日号號]?(?: ?(?:星期|周|週)[一二三四五六日天])?|(?:jan|feb|mar|apr|may|june?|july?|"
    r"aug|sept?|oct|nov|dec)[a-z]*\.? \d{1,2})"
    r"(?: ?[·|,-] ?.{0,20}| ?\d{1,2}:\d{2}(?: ?[ap]m)?)?\W*\Z",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"\A\W*(?:last )?(?:updated?|modified|edited|更新|最后更新|修改)(?: on| at|时间|時間|于|於)?\s*[:：]?",
    re.IGNORECASE,
)
_DATE_LABEL = re.compile(
    r"\A\W*(?:first |originally )?(?:published|posted|publication date|date|released|发布|發布|发表|發表|发稿|"
    r"时间|時間|日期)[^.。]{0,12}",
    re.IGNORECASE,
)
_WHOLE = tuple((name, re.compile(rf"\W*(?:{rule})\W*\Z", re.IGNORECASE)) for name, rule in _WHOLE_LINES)
_FIRST = tuple((name, re.compile(rf"\W*(?:{rule})", re.IGNORECASE)) for name, rule in _BEGINNINGS)
_LAST = tuple((name, re.compile(rule, re.IGNORECASE)) for name, rule in _ENDS)


def boilerplate_rule(line: str) -> str:
    """Return why a line is none of the story's, or an empty text."""
    size = width(line)
    if size <= _SHORT:
        parts = [part for part in _BETWEEN_PARTS.split(line) if part.strip()]
        found = [_rule_of_whole(part) for part in parts]
        if found and all(found):
            return found[0]
        if rule := _rule_of_whole(line):
            return rule
    if size <= _NOTICE:
        for name, pattern in _FIRST:
            if pattern.match(line):
                return name
        for name, pattern in _LAST:
            if pattern.search(line):
                return name
    if len(_SELF.findall(line)) >= 2:
        return ABOUT
    return ""


def _rule_of_whole(text: str) -> str:
    """Return why a short text is none of the story's as a whole: by a rule, or as a share bar."""
    for name, pattern in _WHOLE:
        if pattern.match(text):
            return name
    words = [word for word in _BETWEEN_WORDS.split(text.casefold()) if word and not _COUNT.match(word)]
    return SHARE if words and all(word in _SHARE_WORDS for word in words) else ""


def is_date_line(line: str) -> bool:
    """Return whether a line tells a date and nothing else."""
    if width(line) > _SHORT or not line.strip():
        return False
    if _CARD_DATE.match(line):
        return True
    label = _UPDATED.match(line) or _DATE_LABEL.match(line)
    if label and width(line[label.end() :]) <= 40 and any(sign.isdigit() for sign in line):
        return True
    date = find_date(line)
    return date is not None and width(date.before + date.behind) <= 12


def is_card_date(line: str) -> bool:
    """Return whether a line is a date as lists of stories show it: without a year, or so long ago."""
    return width(line) <= _SHORT and _CARD_DATE.match(line) is not None
