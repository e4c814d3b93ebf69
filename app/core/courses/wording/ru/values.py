"""Russian for the English words that problems carry as facts: what was expected, what was found missing."""

import re

_FIXED = {
    "a text": "текст",
    "a list, such as [one, two]": "список, например [one, two]",
    "true or false": "true или false",
    "a date, such as 2026-11-01": "дату, например 2026-11-01",
    "a length of time, such as 24h, 90m or 7d": "промежуток времени, например 24h, 90m или 7d",
    "an id and a sentence on each line below it": "под ним на каждой строке идентификатор и предложение",
    "the hash of the source file, in hexadecimal": "хеш исходного файла шестнадцатеричными цифрами",
    "a thematic component, TC1 to TC4, or null": "тематический компонент от TC1 до TC4 или null",
    "the format": "так требует формат",
    "none": "их пока нет",
}
_PATTERNS = (
    (re.compile(r"a whole number from (\S+) to (\S+)\Z"), r"целое число от \1 до \2"),
    (re.compile(r"a number above 0 and up to (\S+)\Z"), r"число больше 0 и не больше \1"),
    (re.compile(r"one of: (.+)\Z"), r"одно из: \1"),
)


def told(fact: str) -> str:
    """The fact in Russian where it is one of the checker's own phrases; everything else as it is."""
    if fact in _FIXED:
        return _FIXED[fact]
    for pattern, russian in _PATTERNS:
        if pattern.match(fact):
            return pattern.sub(russian, fact)
    return fact
