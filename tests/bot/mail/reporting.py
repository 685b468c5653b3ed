"""Bounces as other servers write them."""

from __future__ import annotations


def report(
    mail_id: int,
    mark: str,
    *,
    action: str = "failed",
    status: str = "5.1.1",
    diagnostic: str = "smtp; 550 5.1.1 <nora@alpweb.example>: Recipient address rejected: User unknown",
    returned: str = "headers",
) -> bytes:
    """As Postfix reports. `returned` is what comes back of the mail: its `headers`, the whole `mail`, or `nothing`."""
    name = f"mail.{mail_id}.{mark}@reseller.example"
    kind = {"headers": "text/rfc822-headers", "mail": "message/rfc822", "nothing": ""}[returned]
    original = [f"Content-Type: {kind}", "", f"Message-ID: <{name}>", "Subject: A request", "", "--b--"]
    lines = [
        "From: MAILER-DAEMON@mail.example (Mail Delivery System)",
        "To: desk@reseller.example",
        "Subject: Undelivered Mail Returned to Sender",
        "Auto-Submitted: auto-replied",
        "MIME-Version: 1.0",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
        "",
        "--b",
        "Content-Type: text/plain",
        "",
        "I'm sorry to have to inform you …",
        "--b",
        "Content-Type: message/delivery-status",
        "",
        "Reporting-MTA: dns; mail.example",
        *([f"Original-Envelope-Id: {name}"] if returned == "nothing" else []),
        "",
        "Final-Recipient: rfc822; nora@alpweb.example",
        f"Action: {action}",
        f"Status: {status}",
        f"Diagnostic-Code: {diagnostic}",
        "",
        *(["--b", *original] if kind else ["--b--"]),
        "",
    ]
    return "\r\n".join(lines).encode()
