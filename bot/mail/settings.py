"""The settings for mail, checked; `bot.config` reads them together with all others."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, SecretStr, field_validator

from bot.mail.account import Account, AccountFault, Seal, Server, dkim_key, dkim_selector, imap_server, smtp_server
from bot.mail.addresses import named_mailbox

SHORTEST_LINE = 16
"""Letters of a key's line that tell anything."""


class MailSettings(BaseModel):
    """What is to be known about mail. Without a server, no mail is written."""

    smtp_url: SecretStr | None = None
    mail_from: str | None = None
    dkim_key: Path | None = None
    dkim_selector: str | None = None
    imap_url: SecretStr | None = None

    @field_validator("smtp_url")
    @classmethod
    def _server_can_be_one(cls, url: SecretStr | None) -> SecretStr | None:
        if url is None or not url.get_secret_value():
            return None
        smtp_server(url.get_secret_value())
        return url

    @field_validator("mail_from")
    @classmethod
    def _sender_is_an_address(cls, text: str | None) -> str | None:
        if not text:
            return None
        if named_mailbox(text).needs_utf8:
            raise AccountFault("must have nothing but plain letters before the @; mails would not get everywhere")
        return text

    @field_validator("dkim_key", mode="before")
    @classmethod
    def _key_can_sign(cls, path: object) -> object:
        if not path:
            return None
        dkim_key(Path(str(path)))
        return path

    @field_validator("dkim_selector")
    @classmethod
    def _selector_can_be_published(cls, name: str | None) -> str | None:
        return dkim_selector(name) if name else None

    @field_validator("imap_url")
    @classmethod
    def _mailbox_can_be_one(cls, url: SecretStr | None) -> SecretStr | None:
        if url is None or not url.get_secret_value():
            return None
        imap_server(url.get_secret_value())
        return url

    @property
    def sends_mail(self) -> bool:
        """Whether a mail server is set."""
        return self.smtp_url is not None

    @property
    def mail_account(self) -> Account | None:
        """By whom mails are sent, if by anybody. Incomplete settings have been refused at the start."""
        if self.smtp_url is None or self.mail_from is None:
            return None
        seal = None
        if self.dkim_key is not None and self.dkim_selector is not None:
            seal = Seal(self.dkim_selector, dkim_key(self.dkim_key))
        return Account(smtp_server(self.smtp_url.get_secret_value()), named_mailbox(self.mail_from), seal)

    @property
    def bounce_mailbox(self) -> Server | None:
        """Where bounces arrive, if that is known."""
        return imap_server(self.imap_url.get_secret_value()) if self.imap_url is not None else None

    @property
    def secrets_of_mail(self) -> tuple[str, ...]:
        """What may never be written down, as it is in the settings and as it is meant."""
        urls = [each.get_secret_value() for each in (self.smtp_url, self.imap_url) if each is not None]
        servers = [self.mail_account.server if self.mail_account is not None else None, self.bounce_mailbox]
        account = self.mail_account
        seal = account.seal if account is not None else None
        key = seal.key.decode("latin-1").strip() if seal is not None else ""
        return (
            *urls,
            *(each.password for each in servers if each is not None),
            *([key] if key else []),
            *(line for line in key.splitlines() if len(line) >= SHORTEST_LINE and not line.startswith("-")),
        )

    def missing_for_mail(self, prefix: str) -> str | None:
        """A sentence about the first setting that others need and that is not there."""
        if self.smtp_url is not None and self.mail_from is None:
            return (
                f"{prefix}MAIL_FROM is missing: {prefix}SMTP_URL sends mails, and they come from somebody; "
                "it looks like Handschlag <desk@reseller.example>."
            )
        if self.smtp_url is None:
            others = {"MAIL_FROM": self.mail_from, "DKIM_KEY": self.dkim_key, "IMAP_URL": self.imap_url}
            given = next((name for name, value in others.items() if value is not None), None)
            if given is not None:
                return (
                    f"{prefix}SMTP_URL is missing: {prefix}{given} is for mails, but nothing says who sends them; "
                    "name a server such as smtp://user:password@mail.example:587, or remove the other."
                )
        if (self.dkim_key is None) is not (self.dkim_selector is None):
            missing, there = ("SELECTOR", "KEY") if self.dkim_selector is None else ("KEY", "SELECTOR")
            return (
                f"{prefix}DKIM_{missing} is missing: with {prefix}DKIM_{there}, mails are signed, which takes both; "
                "a key is made with: openssl genrsa -out dkim.pem 2048, and a selector looks like desk2026."
            )
        return None
