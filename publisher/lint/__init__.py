"""What readers get -> findings: mails as mail programs show them, and addresses as the web answers."""

from publisher.lint.finding import Finding, Part, Place, Rule

__all__ = ["Finding", "Part", "Place", "Rule"]
