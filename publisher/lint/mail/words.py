"""What filters and readers make of a mail's words, the subject above all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publisher.errors import Severity
from publisher.lint.finding import Part, Rule, Spot
from publisher.lint.mail.mail import Mail, tell, words_of

_LONGEST = 78
_FEW_CAPITALS = 10  # letters: a name such as NLP is no shouting
_HABITS = re.compile(
    r"act now|buy now|order now|click here|click below|limited[ -]time offer|special promotion|risk[ -]free|100% free"
    r"|free (?:gift|money|trial)|no (?:obligation|catch)|earn \$|cash bonus|extra income|make money|get rich"
    r"|lowest price"
    r"|money[ -]back guarantee|double your|once in a lifetime|this is not spam|as seen on"
    r"|you(?:'ve| have)(?: been)? (?:selected|won)|winner!|dear friend|viagra|casino|lottery"
    r"|\(광고\)|최저가 ?보장|대출 ?상담|무료 ?(?:증정|체험)|선착순|당첨|대박|카지노|수익 ?보장"
    r"|지금 ?(?:바로 )?(?:클릭|구매|신청)|여기를 클릭",
    re.IGNORECASE,
)


def _long_subject(mail: Mail) -> Iterator[Spot]:
    if len(mail.subject) > _LONGEST:
        yield tell(Part.SOURCE, f"subject of {len(mail.subject)} characters: expected at most {_LONGEST}", _line(mail))


def _loud_subject(mail: Mail) -> Iterator[Spot]:
    letters = [letter for letter in mail.subject if letter.isupper() or letter.islower()]
    if len(letters) >= _FEW_CAPITALS and all(map(str.isupper, letters)):
        yield tell(Part.SOURCE, f"subject in capitals: {mail.subject[:80]!r}", _line(mail))
    if len(re.findall("[!！]", mail.subject)) > 1:  # the wide one too
        yield tell(Part.SOURCE, f"exclamation marks in the subject: {mail.subject[:80]!r}", _line(mail))


def _of_spam(mail: Mail) -> Iterator[Spot]:
    if found := _HABITS.search(mail.subject):
        yield tell(Part.SOURCE, f"{found[0]!r} in the subject", _line(mail))
    for element in mail.of("a", "h1", "h2", "h3", "h4"):
        if found := _HABITS.search(words_of(element)):
            yield mail.at(element, f"{found[0]!r} in a {'link' if element.tag == 'a' else 'heading'}")


def _line(mail: Mail) -> int:
    return next((field.line for field in mail.named("subject")), 0)


RULES: tuple[Rule[Mail, Spot], ...] = (
    Rule(
        code="mail/subject-long",
        severity=Severity.NOTICE,
        reason="lists of mails cut a subject, on a phone after some 40 characters, and everywhere after 78",
        advice="Shorten the title of the site in this language, or mail_subject among its strings.",
        find=_long_subject,
    ),
    Rule(
        code="mail/subject-loud",
        severity=Severity.NOTICE,
        reason="filters count capitals and exclamation marks in a subject as spam, and readers do too",
        advice="Write it as a sentence, with at most one exclamation mark.",
        find=_loud_subject,
    ),
    Rule(
        code="mail/spam-words",
        severity=Severity.NOTICE,
        reason="filters count phrases of advertisements; here only those in the subject, headings and links are told",
        advice="Say it otherwise. A link says best what it leads to.",
        find=_of_spam,
        is_of_notes=True,
    ),
)
