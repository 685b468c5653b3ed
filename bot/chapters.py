"""Every subject's conversations, as the desk gets them."""

from __future__ import annotations

from handlers import effects, stats
from handlers.absence import chapter as absence
from handlers.accounts import chapter as accounts
from handlers.answers import chapter as answers
from handlers.applications import chapter as applications
from handlers.care import chapter as care
from handlers.clients import chapter as clients
from handlers.directory import chapter as directory
from handlers.home import chapter as home
from handlers.income import chapter as income
from handlers.mail import chapter as mail
from handlers.organisations import chapter as organisations
from handlers.partner_invitations import chapter as partner_invitations
from handlers.partnerships import chapter as partnerships
from handlers.people import chapter as people
from handlers.privacy import chapter as privacy
from handlers.products import chapter as products
from handlers.rights import chapter as rights
from handlers.sayings import chapter as sayings
from handlers.support import chapter as support
from handlers.tenders import chapter as tenders
from handlers.vat import chapter as vat
from handlers.verification import chapter as verification

CHAPTERS = tuple(
    subject.CHAPTER
    for subject in (
        *(home, organisations, accounts, people, mail, rights, products, partnerships, partner_invitations),
        *(clients, income, directory, tenders, care, vat, answers, applications, verification, support, privacy),
        *(absence, effects, stats, sayings),
    )
)
"""What each subject brings, in the order of Telegram's command menu."""
