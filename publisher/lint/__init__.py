"""What readers get -> findings: mails as mail programs show them, and addresses as the web answers.

finding   a rule, and what it finds
sources   a note and an address -> the line that the address stands on
mail/     the bytes of a message -> findings
notes     a note, rendered -> findings
web/      addresses -> whether the web still answers there
issues    weeks -> their mails -> what is wrong, at the note where it is one note's
explain   a code -> why it is told and what to do
"""

from publisher.lint.finding import Finding, Part, Place, Rule

__all__ = ["Finding", "Part", "Place", "Rule"]
