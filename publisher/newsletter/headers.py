"""Words of any language <-> header lines of a message, in ASCII and safe from what the words hold.

Written here because the standard library folds a long List-Unsubscribe into encoded-words, which no mail program can
follow. A line comes without its CR LF; what a name or a title holds can neither end it nor begin another.
"""

from __future__ import annotations

from email.errors import HeaderParseError
from email.header import Header, decode_header, make_header
from email.utils import quote
from unicodedata import category

_LINE = 76


def verbatim(name: str, value: str) -> str:
    """A line that is never folded: addresses, identifiers, dates. ASCII."""
    return f"{name}: {_one_line(value)}"


def unstructured(name: str, text: str) -> str:
    """A line of words, such as Subject (RFC 5322, section 2.2.1)."""
    words = _one_line(text)
    line = f"{name}: {words}"
    return line if _is_plain(line) else f"{name}: {_encoded_words(name, words)}"


def named(name: str, phrase: str, address: str) -> str:
    """A line of a name and an address in angle brackets: From, or List-Id (RFC 2919, section 3)."""
    words = _one_line(phrase)
    line = f'{name}: "{quote(words)}" <{address}>' if words else f"{name}: <{address}>"
    return line if _is_plain(line) else f"{name}: {_encoded_words(name, words)}\r\n <{address}>"


def decoded(value: str) -> str:
    """What a header says with its encoded-words decoded; as it stands where one of them is of no known encoding."""
    try:
        return str(make_header(decode_header(value)))
    except (HeaderParseError, LookupError, ValueError):
        return value


def _is_plain(line: str) -> bool:
    # What looks like an encoded-word would be decoded by the reader's program.
    return line.isascii() and "=?" not in line and len(line) <= _LINE


def _encoded_words(name: str, words: str) -> str:
    """Encoded-words of whole characters, at most 75 octets each (RFC 2047, section 2), one a line."""
    return Header(words, "utf-8", maxlinelen=_LINE, header_name=name).encode(linesep="\r\n")


def _one_line(text: str) -> str:
    if text.isascii() and text.isprintable():  # nearly always, and with every letter
        return " ".join(text.split())
    visible = (" " if category(letter) in {"Cc", "Cs", "Zl", "Zp"} else letter for letter in text)
    return " ".join("".join(visible).split())
