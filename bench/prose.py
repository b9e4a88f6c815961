"""Word lists -> what notes say: titles, abstracts, and commentaries in Korean with the same in English."""

from __future__ import annotations

from random import Random

from bench import vocabulary

_Sentence = tuple[str, str]
"""Korean, and the same in English."""


def title(random: Random) -> str:
    return _filled(random.choice(vocabulary.TITLES), random)


def abstract(random: Random) -> str:
    """About 1,000 characters."""
    return " ".join(_filled(sentence, random) for sentence in random.sample(vocabulary.ABSTRACT, 9))


def commentary(random: Random) -> tuple[str, str]:
    """One to four paragraphs as Markdown, in Korean and in English; the first is plain, a later one may be a list."""
    paragraphs = [_sentences(vocabulary.COMMENTARY, random, most=3)]
    if random.random() < 0.5:
        paragraphs[0].append(_sentence(vocabulary.MARKED, random))
    if random.random() < 0.2:
        paragraphs[0].append(_sentence(vocabulary.FORMULAS, random))
    markers = [""]
    for _ in range(random.choice((0, 0, 0, 1, 1, 2, 3))):
        paragraphs.append(_sentences(vocabulary.COMMENTARY, random, most=2))
        markers.append(random.choice(("", "", "", "", "- ", "> ")))
    return _joined(paragraphs, markers, 0), _joined(paragraphs, markers, 1)


def _sentences(choices: tuple[_Sentence, ...], random: Random, *, most: int) -> list[_Sentence]:
    return [_sentence(choices, random) for _ in range(random.randint(1, most))]


def _sentence(choices: tuple[_Sentence, ...], random: Random) -> _Sentence:
    korean, english = random.choice(choices)
    topic, other = random.sample(vocabulary.TOPICS, 2)
    same = {
        "number": random.randint(2, 64),
        "share": random.randint(3, 60),
        "code": random.choice(vocabulary.CODE),
        "formula": random.choice(vocabulary.FORMULA),
        "link": _earlier_paper(random),
    }
    return (
        korean.format(topic=topic[0], other=other[0], **same),
        english.format(topic=topic[1], other=other[1], **same),
    )


def _earlier_paper(random: Random) -> str:
    year, month, number = random.randrange(10, 25), random.randint(1, 12), random.randrange(100_000)
    return f"https://arxiv.org/abs/{year}{month:02}.{number:05}"


def _joined(paragraphs: list[list[_Sentence]], markers: list[str], language: int) -> str:
    """The paragraphs in one language: each sentence of a list on a line, one quotation or paragraph on one."""
    return "\n\n".join(
        "\n".join(f"- {sentence[language]}" for sentence in paragraph)
        if marker == "- "
        else marker + " ".join(sentence[language] for sentence in paragraph)
        for paragraph, marker in zip(paragraphs, markers, strict=True)
    )


def _filled(sentence: str, random: Random) -> str:
    return sentence.format(
        name="".join(random.choices(vocabulary.SYLLABLES, k=3)).capitalize(),
        trait=random.choice(vocabulary.TRAITS),
        field=random.choice(vocabulary.FIELDS),
        means=random.choice(vocabulary.MEANS),
        number=random.randint(2, 64),
        share=random.randint(3, 60),
    )
