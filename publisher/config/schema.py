"""What publisher.toml may say: every key with its type, its default and its reason."""

from __future__ import annotations

import re
from datetime import time
from email.utils import getaddresses
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import quote, unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    NonNegativeInt,
    PositiveInt,
    model_validator,
)

from publisher.audience.happening import MOST_ASKS
from publisher.audience.remotes import Remotes
from publisher.content.tags import folder_name, identity
from publisher.feeds.formats import FORMATS
from publisher.outbox.addressing import PLACE
from publisher.outbox.transports.providers import postmark, resend
from publisher.outbox.transports.providers.address import is_sound as is_sound_api
from publisher.outbox.transports.smtp.relay import Security
from publisher.outbox.ways import WAYS
from publisher.secrecy import is_sound, is_this_machine
from publisher.store.address import FILE_NAME, has_password, parse_address

STORE_URL = "PUBLISHER_STORE_URL"
"""The environment's word for the store, which comes before that of the file: it may hold a password."""

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?")
_EMAIL = re.compile(r"""[^\s<>()\[\]\\,;:@"]+@[^\s<>()\[\]\\,;:@"]+""")
_URI = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+")
_CLIENT_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[A-Za-z0-9.:]+\]")
_STREAM = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,99}")
_AUTHORITY = re.compile(r"(?:[A-Za-z0-9._-]+@)?[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")


def _line(value: str) -> str:
    """One line: a title goes into headers and headings."""
    return " ".join(value.split())


def _words(value: str) -> str:
    if not _line(value):
        raise ValueError(f'expected some words, got "{value}"')
    return _line(value)


def _address(value: str) -> str:
    try:
        parts = urlsplit(value.strip())
        host = (parts.hostname or "").encode("idna").decode()
        port = f":{parts.port}" if parts.port else ""
        sound = parts.scheme in {"http", "https"} and _HOST.fullmatch(host) and "@" not in parts.netloc
    except ValueError:  # a host that no name server knows, a port that is none
        sound = None
    if not sound or parts.query or parts.fragment:
        raise ValueError(f'expected where the site is read, such as https://example.org/notes/, got "{value}"')
    path = quote(unquote(parts.path.rstrip("/")), safe="/:@!$&'()*+,;=")
    return f"{parts.scheme}://{host}{port}{path}/"


def _hubs(value: list[str]) -> list[str]:
    return list(dict.fromkeys(map(_hub, value)))


def _hub(value: str) -> str:
    try:
        parts = urlsplit(value.strip())
        host = (parts.hostname or "").encode("idna").decode()
        port = f":{parts.port}" if parts.port else ""
        sound = is_sound(value.strip()) and (_HOST.fullmatch(host) or ":" in host)
    except ValueError:
        sound = None
    if not sound:
        expected = "expected the address of a hub such as https://hub.example/ (http only on this machine)"
        raise ValueError(f'{expected}, got "{value}"')
    path, query = (quote(part, safe="/:@!$&'()*+,;=?%~") for part in (parts.path or "/", parts.query))
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}{port}{path}{'?' if query else ''}{query}"


def _time_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f'expected a time zone such as Asia/Seoul, got "{value}"') from error
    return value


def _authority(value: str) -> str:
    if value and not _AUTHORITY.fullmatch(value):
        raise ValueError(f'expected a domain name or an e-mail address (RFC 4151), got "{value}"')
    return value.lower()


def _languages(value: object) -> object:
    """`languages = ["ko", "en"]` says as much as two empty tables."""
    if isinstance(value, list) and all(isinstance(code, str) for code in value):
        value = {code: {} for code in value}
    if not isinstance(value, dict) or not value:
        raise ValueError(f'expected languages such as ["ko", "en"], got {value!r}')
    return value


def _known_language(value: dict[str, Any]) -> dict[str, Any]:
    from babel import Locale, UnknownLocaleError

    for code in value:
        try:
            known = bool(_LANGUAGE.fullmatch(code)) and Locale.parse(code, sep="-") is not None
        except (UnknownLocaleError, ValueError):
            known = False
        if not known:
            raise ValueError(f'expected language codes such as ko, en or pt-BR, got "{code}"')
    return value


def _people(value: object) -> object:
    return [{"name": item} if isinstance(item, str) else item for item in value] if isinstance(value, list) else value


def _email(value: str) -> str:
    if value and not _EMAIL.fullmatch(value):
        raise ValueError(f'expected an e-mail address such as me@example.org, got "{value}"')
    return value


def _uri(value: str) -> str:
    if value and not _URI.fullmatch(value):
        raise ValueError(f'expected an address such as https://example.org/me, got "{value}"')
    return value


def _sender(value: str) -> str:
    found = getaddresses([_line(value)])
    if value and (len(found) != 1 or not _EMAIL.fullmatch(found[0][1]) or not found[0][1].isascii()):
        raise ValueError(f'expected a sender such as Notes <weekly@example.org>, got "{value}"')
    return _line(value)


def _closing(value: str) -> str:
    parse_closing(value)
    return value


def _schedule(value: str) -> str:
    return _closing(value) if value else value


def parse_closing(value: str) -> tuple[int, time]:
    """Read `Monday 12:00`: the weekday after the week, 0 for Monday, and the time; ValueError says what is expected."""
    weekday, _, clock = value.strip().lower().partition(" ")
    try:
        closes = time.fromisoformat(clock.strip() or "00:00")
        if closes.tzinfo is None:  # it is the site's own
            return _WEEKDAYS.index(weekday), closes
    except ValueError:
        pass
    raise ValueError(f'expected a weekday and a time such as Monday 12:00, got "{value}"')


def _path(value: str) -> str:
    if not value or value.startswith("~"):
        raise ValueError(f'expected a path from the folder of publisher.toml, or from /, got "{value}"')
    return value


def _aliases(value: dict[str, str]) -> dict[str, str]:
    for old, new in value.items():
        if not identity(old) or not identity(new):
            raise ValueError(f'expected two tags, got "{old}" and "{new}"')
    return value


def _formats(value: list[str]) -> list[str]:
    known = [feed_format.key for feed_format in FORMATS]
    if not value or not set(value).issubset(known):
        got = ", ".join(f'"{key}"' for key in value if key not in known) or "none"
        raise ValueError(f"expected some of {', '.join(known)}, got {got}")
    return value


def _tag_names(value: list[str]) -> list[str]:
    strange = next((name for name in value if not identity(name)), None)
    if strange is not None or not value:
        raise ValueError(f'expected tags such as ["quantization", "distillation"], got {value!r}')
    return value


def _channel_names(value: dict[str, Any]) -> dict[str, Any]:
    for name in value:
        if not name == identity(name) == folder_name(name):
            raise ValueError(f'expected a name of lower-case letters, digits and hyphens, got "{name}"')
    return value


def _wording(value: object) -> object:
    texts = value.values() if isinstance(value, dict) else [value]
    if not all(isinstance(text, str) for text in texts):
        raise ValueError(f"expected a text, or a table with a text for each plural form, got {value!r}")
    return value


def _store_url(value: str) -> str:
    if has_password(value):
        raise ValueError(f"expected no password in a file that others read: set {STORE_URL} in the environment instead")
    parse_address(value, Path("/"))
    return value


def _relay_host(value: str) -> str:
    try:
        host = str(ip_address(value.strip().strip("[]")))
    except ValueError:
        try:
            host = value.strip().rstrip(".").encode("idna").decode().lower()
        except UnicodeError:
            host = ""
        if not _HOST.fullmatch(host):
            raise ValueError(f'expected the name of a relay such as smtp.example.org, got "{value}"') from None
    return host


def _security(value: str) -> str:
    if value not in set(Security):
        raise ValueError(f'expected one of {", ".join(Security)}, got "{value}"')
    return value


def _client_name(value: str) -> str:
    if not _CLIENT_NAME.fullmatch(value):
        raise ValueError(f'expected a host name such as mail.example.org, or [192.0.2.1], got "{value}"')
    return value


def _username(value: str) -> str:
    if not value.isascii() or not value.isprintable():
        raise ValueError(f'expected a name of printable ASCII, got "{value}"')
    return value


def _stream(value: str) -> str:
    if not _STREAM.fullmatch(value):
        raise ValueError(f'expected the id of a message stream such as broadcast, got "{value}"')
    return value


def _mailgun_domain(value: str) -> str:
    if not _HOST.fullmatch(value):
        raise ValueError(f'expected a domain at Mailgun such as mg.example.org, got "{value}"')
    return value


def _api(value: str) -> str:
    if not is_sound_api(value):
        raise ValueError(f'expected an https address of an API (http only on this machine), got "{value}"')
    return value.rstrip("/")


def _remotes(value: str) -> str:
    if value not in set(Remotes):
        raise ValueError(f'expected one of {", ".join(Remotes)}, got "{value}"')
    return value


def _way(value: str) -> str:
    if value not in WAYS:
        raise ValueError(f'expected one of {", ".join(WAYS)}, got "{value}"')
    return value


def _return_path(value: str) -> str:
    longest = len(value) - len(PLACE) + 39
    if value and not (
        value.count(PLACE) == 1
        and PLACE in value.rpartition("@")[0]
        and value.isascii()
        and _EMAIL.fullmatch(value)
        and longest - len(value.rpartition("@")[2]) - 1 <= 64  # RFC 5321, section 4.5.3.1.1
    ):
        raise ValueError(f'expected an address such as bounces+{PLACE}@example.org, got "{value}"')
    return value


def _host_names(value: list[str]) -> list[str]:
    names = [name.lower() for name in value]
    if strange := next((name for name in names if not _HOST.fullmatch(name)), None):
        raise ValueError(f'expected names such as www.example.org, without a port, got "{strange}"')
    return names


def _networks(value: list[str]) -> list[str]:
    for text in value:
        try:
            ip_network(text)
        except ValueError:
            raise ValueError(f'expected addresses or networks such as 10.0.0.0/8, got "{text}"') from None
    return value


Line = Annotated[str, AfterValidator(_line)]
Words = Annotated[str, AfterValidator(_words)]
FilePath = Annotated[str, AfterValidator(_path)]
Wording = Annotated[str | dict[str, str], BeforeValidator(_wording)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Author(_Table):
    """Who publishes: the author of every feed."""

    name: Words
    email: Annotated[str, AfterValidator(_email)] = ""
    uri: Annotated[str, AfterValidator(_uri)] = ""


class LanguageTable(_Table):
    """A language that the site is published in."""

    title: Line = ""
    """The site's title in it; the site's own where it is not given."""
    subtitle: Line = ""
    strings: dict[str, Wording] = Field(default_factory=dict)
    """Words of templates, instead of those that ship with the program."""


class PathsTable(_Table):
    """Where things lie, from the folder of publisher.toml."""

    content: FilePath = "content"
    output: FilePath = "feeds"
    templates: FilePath = "templates"
    """A site's own templates: a file here stands for ours of the same name."""
    newsletters: FilePath = "newsletters"
    register_: Annotated[FilePath, Field(alias="register")] = "register.jsonl"


class ContentTable(_Table):
    """What is read."""

    drafts: list[str] = Field(default_factory=list)
    """Globs of paths below content/ that are not published yet; `*` crosses slashes."""
    largest_file: Annotated[int, Field(gt=0, le=64 * 1024 * 1024)] = 1024 * 1024
    """Bytes; a file is read whole."""
    largest_image: Annotated[int, Field(gt=0, le=64 * 1024 * 1024)] = 10 * 1024 * 1024
    """Bytes of a picture beside a note."""


class FeedsTable(_Table):
    """How feeds are written, and how much one holds."""

    formats: Annotated[list[str], AfterValidator(_formats)] = Field(
        default_factory=lambda: [feed_format.key for feed_format in FORMATS]
    )
    """Those that are written, offered on pages and named in mail."""
    entries: PositiveInt = 20
    """At least so many of the newest."""
    days: NonNegativeInt = 7
    """And all of so many days up to the newest."""
    bytes: Annotated[int, Field(ge=10_000)] = 512 * 1024
    """And no more than this: validators warn of larger feeds."""
    archives: Literal["none", "languages", "all"] = "none"
    """Whose every entry stays in archive documents (RFC 5005): nobody's, each language's, or each channel's."""


class PagesTable(_Table):
    """What people read in a browser."""

    publish: bool = True
    """False where another program makes the pages, at the addresses that feeds lead to."""


class TagsTable(_Table):
    """Which tags are one, and which are shown nowhere."""

    aliases: Annotated[dict[str, str], AfterValidator(_aliases)] = Field(default_factory=dict)
    """Old name -> the name that it is published under; the old address keeps working."""
    hidden: list[str] = Field(default_factory=list)


class ChannelTable(_Table):
    """Tags that are brought together in one channel."""

    tags: Annotated[list[str], AfterValidator(_tag_names)]
    title: Line | dict[str, Line] = ""
    """What it is called: in every language, or a table with a text for each; its name where it is not given."""


class NewsletterTable(_Table):
    """The weekly mail."""

    sender: Annotated[str, AfterValidator(_sender)] = ""
    """`Notes <weekly@example.org>`; the site's title and `newsletter@` its host where it is not given."""
    postal_address: str = ""
    """Many countries ask for one in the footer."""
    unsubscribe: str = ""
    """An https address, or `mailto:`; a mail to the sender where it is not given."""
    closes: Annotated[str, AfterValidator(_closing)] = "Monday 12:00"
    """When a week's issue closes, after the week: until then late notes still join it."""
    subscribe: bool = False
    """Whether pages lead to the form of `publisher serve`, on which people subscribe."""
    list_id: str = ""
    group: Literal["day", "tag"] = "day"
    """What the notes of an issue stand under: their day, or their first tag."""


class WebSubTable(_Table):
    """Whom `publisher publish` tells of feeds that changed."""

    hubs: Annotated[list[str], AfterValidator(_hubs)] = Field(default_factory=list)
    """Addresses; every feed links to them, so that readers can ask them to be told at once."""
    timeout: Annotated[float, Field(gt=0, le=60)] = 10.0
    """Seconds that a hub has for an answer."""


class StoreTable(_Table):
    """Where subscribers are kept."""

    url: Annotated[str, AfterValidator(_store_url)] = f"sqlite:///{FILE_NAME}"
    """A file, from the folder of publisher.toml, or the URL of a PostgreSQL database."""


class SubscribersTable(_Table):
    """What is kept of those who read by mail."""

    remote_addresses: Annotated[str, AfterValidator(_remotes)] = Remotes.HASHED.value
    """What is kept of the network address that a consent came from: `hashed`, `plain` or `none`."""
    asks_per_address: NonNegativeInt = MOST_ASKS
    """A day; 0 is no limit, here and below."""
    asks_per_network: NonNegativeInt = 20
    """An hour, from one /24 of IPv4 or one /64 of IPv6."""
    asks_in_total: NonNegativeInt = 1000
    """An hour, from everywhere."""
    goodbye: bool = True
    """Whether who leaves is told so by mail, once, with the way back."""


class MailTable(_Table):
    """How mail leaves."""

    transport: Annotated[str, AfterValidator(_way)] = "folder"
    """By which way: `folder` sends nothing, and writes each message as a file; `smtp` brings it to a relay,
    and `postmark`, `mailgun` and `resend` to these providers."""
    folder: FilePath = "outbox"
    """Where those files go, from the folder of publisher.toml."""
    return_path: Annotated[str, AfterValidator(_return_path)] = ""
    """Where reports of failure go: `bounces+{token}@` the sender's domain where it is not given."""
    bounces: FilePath | Literal[""] = ""
    """The Maildir or mbox that they arrive in, from the folder of publisher.toml: `publisher bounces` reads it."""
    dkim_selector: Annotated[str, Field(pattern=r"^([A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?)?$")] = ""
    """The s= of the DKIM-Signature that the relay or provider adds: `publisher doctor` looks for its key."""
    soft_bounces: PositiveInt = 3
    """In so many weeks one after another letters may not arrive before their reader gets no more."""
    soft_bounce_weeks: PositiveInt = 8
    """Within so many weeks."""


class PostmarkTable(_Table):
    """An account of Postmark; its token is in the environment or in a file of its own."""

    stream: Annotated[str, AfterValidator(_stream)] = "broadcast"
    """The message stream that letters belong to; newsletters have to be in one for broadcasts."""
    token_file: FilePath | None = None
    """Holds the server's token and nothing else, and cannot be read by others."""
    hook_file: FilePath | None = None
    """Holds `name:password`, by which its webhooks prove themselves."""
    letters_a_call: Annotated[int, Field(gt=0, le=postmark.MOST_LETTERS)] = 50
    """A call that breaks off leaves so many in doubt."""
    timeout: Annotated[float, Field(gt=0, le=600)] = 60.0
    """Seconds that it has for an answer."""
    address: Annotated[str, AfterValidator(_api)] = postmark.ADDRESS
    """Where its API begins."""


class MailgunTable(_Table):
    """A domain at Mailgun; the key is in the environment or in a file of its own."""

    domain: Annotated[str, AfterValidator(_mailgun_domain)] = ""
    region: Literal["us", "eu"] = "us"
    """Where the domain is: letters are kept there."""
    key_file: FilePath | None = None
    signing_key_file: FilePath | None = None
    """Holds the key that its webhooks are signed by."""
    timeout: Annotated[float, Field(gt=0, le=600)] = 60.0
    address: Annotated[str, AfterValidator(_api)] | None = None
    """The region's where it is not given."""


class ResendTable(_Table):
    """An account of Resend; the key is in the environment or in a file of its own."""

    key_file: FilePath | None = None
    signing_secret_file: FilePath | None = None
    """Holds the secret that its webhooks are signed by."""
    letters_a_call: Annotated[int, Field(gt=0, le=resend.MOST_LETTERS)] = resend.MOST_LETTERS
    timeout: Annotated[float, Field(gt=0, le=600)] = 60.0
    address: Annotated[str, AfterValidator(_api)] = resend.ADDRESS


class SmtpTable(_Table):
    """The relay that takes letters from us; its password is in the environment or in a file of its own."""

    host: Annotated[str, AfterValidator(_relay_host)] = ""
    port: Annotated[int, Field(gt=0, le=65535)] | None = None
    """587, 465 or 25 where it is not given, as `security` is."""
    security: Annotated[str, AfterValidator(_security)] = Security.STARTTLS.value
    """`starttls` or `tls`, each with a certificate that is checked; `none` for a relay on this machine."""
    in_the_open: bool = False
    """Lets `security = "none"` be said to another machine, as in a network of one's own. Never with a login."""
    ca_file: FilePath | None = None
    """Certificates, in PEM, that are trusted instead of the system's."""
    username: Annotated[str, AfterValidator(_username)] = ""
    password_file: FilePath | None = None
    """Holds the password and nothing else, and cannot be read by others."""
    client_name: Annotated[str, AfterValidator(_client_name)] | None = None
    """What this machine calls itself; the site's host where it is not given."""
    letters_a_connection: NonNegativeInt = 1000
    """After so many a new one is opened; 0 for never."""
    timeout: Annotated[float, Field(gt=0, le=3600)] = 300.0
    """Seconds that the relay has for the answer to a command."""

    @model_validator(mode="after")
    def _is_safe(self) -> SmtpTable:
        if self.model_fields_set and not self.host:
            raise ValueError("expected a host: the relay that takes letters from us")
        if self.security != Security.NONE.value or is_this_machine(self.host):
            return self
        if self.username:
            raise ValueError(f'expected security "starttls" or "tls": a password would go to {self.host} in the open')
        if not self.in_the_open:
            raise ValueError(
                f'expected security "starttls" or "tls": letters would go to {self.host} in the open'
                " (in_the_open = true allows it)"
            )
        return self


class SendTable(_Table):
    """How letters are sent."""

    connections: Annotated[int, Field(ge=1, le=10)] = 1
    """To the relay at once; after a crash one letter of each, or one call to a provider, may be in doubt."""
    rate: Annotated[float, Field(ge=0)] = 0.0
    """Letters a second at most; 0 for as fast as the relay takes them."""
    rate_per_domain: Annotated[float, Field(ge=0)] = 0.0
    """The same for the addresses of one domain."""
    daily: NonNegativeInt = 0
    """Letters in any 24 hours at most; 0 for no limit. The others leave later."""
    power_loss_safe: bool = True
    """Whether each letter is on the disk before it leaves. `false` is quicker, and safe from every death but the
    power's: then the last letters may come twice."""
    schedule: Annotated[str, AfterValidator(_schedule)] = ""
    """When `send --schedule` and `worker` send a week's issue, after the week: `Monday 13:00`; empty for never."""
    latest: Annotated[float, Field(gt=0, le=144)] = 24.0
    """Hours after that in which it may still begin: an issue that is later than this waits for a person."""


class WebTable(_Table):
    """How `publisher serve` answers."""

    host: Line = "127.0.0.1"
    """The network address to listen on; a proxy in front of it speaks https."""
    port: Annotated[int, Field(ge=0, le=65535)] = 8080
    hosts: Annotated[list[str], AfterValidator(_host_names)] = Field(default_factory=list)
    """Names that the site may be asked for by, beside that of its address."""
    proxies: Annotated[list[str], AfterValidator(_networks)] = Field(default_factory=list)
    """Who may say which address a request came from: addresses or networks of proxies in front of it."""


class Publication(_Table):
    """The whole of publisher.toml. An address, a title and languages suffice."""

    address: Annotated[str, AfterValidator(_address)]
    title: Words
    languages: Annotated[
        dict[str, LanguageTable],
        BeforeValidator(_languages),
        AfterValidator(_known_language),
    ]
    subtitle: Line = ""
    time_zone: Annotated[str, AfterValidator(_time_zone)] = "UTC"
    authority: Annotated[str, AfterValidator(_authority)] = ""
    """Whose tag: URIs the ids are; the address' host where it is not given. Keep the old one when you move."""
    authors: Annotated[list[Author], BeforeValidator(_people)] = Field(default_factory=list)
    paths: PathsTable = Field(default_factory=PathsTable)
    content: ContentTable = Field(default_factory=ContentTable)
    feeds: FeedsTable = Field(default_factory=FeedsTable)
    pages: PagesTable = Field(default_factory=PagesTable)
    tags: TagsTable = Field(default_factory=TagsTable)
    channels: Annotated[dict[str, ChannelTable], AfterValidator(_channel_names)] = Field(default_factory=dict)
    newsletter: NewsletterTable = Field(default_factory=NewsletterTable)
    websub: WebSubTable = Field(default_factory=WebSubTable)
    store: StoreTable = Field(default_factory=StoreTable)
    subscribers: SubscribersTable = Field(default_factory=SubscribersTable)
    mail: MailTable = Field(default_factory=MailTable)
    smtp: SmtpTable = Field(default_factory=SmtpTable)
    postmark: PostmarkTable = Field(default_factory=PostmarkTable)
    mailgun: MailgunTable = Field(default_factory=MailgunTable)
    resend: ResendTable = Field(default_factory=ResendTable)
    send: SendTable = Field(default_factory=SendTable)
    web: WebTable = Field(default_factory=WebTable)
