"""What is said of mail wherever it is said: what comes, and why some of it always does."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from domain.mail import MailPace
from domain.words import Msg, Provider

PACES: Mapping[MailPace, Msg] = MappingProxyType(
    {
        MailPace.AT_ONCE: Msg("Everything at once"),
        MailPace.DAILY: Msg("The rest once a day, at 08:00"),
        MailPace.CONTRACTS: Msg("Contracts only"),
    }
)
ALWAYS = Msg(
    "📜 Whatever concerns a contract always comes at once: requests and their answers, and changes of payment means, "
    "of products, of access, and the end. The programme of {provider} promises that by e-mail, and deadlines "
    "run from it.",
    provider=Provider(),
)
"""Facts 28, 29, 31 and 32."""
UNSUBSCRIBED = Msg("From now on, mails come to you about contracts only.")
