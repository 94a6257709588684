"""Mail over SMTP, by Django's mail settings."""

from __future__ import annotations

from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage

from quancheng.notices.channels import Outgoing, UnableToReach, UnableToSend


def send(message: Outgoing) -> None:
    """Send one mail; its ``Message-ID`` is made of the key, so that a repeat is recognised.

    Raises :class:`UnableToSend` when the mail server cannot be reached or refuses, and
    :class:`UnableToReach` for an address that is none.
    """
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2] or "localhost"
    mail = EmailMessage(
        subject=message.title,
        body=message.body,
        to=[message.to],
        headers={"Message-ID": f"<{message.key}@{domain}>"},
    )
    try:
        mail.send(fail_silently=False)
    except ValueError:
        raise UnableToReach("登记的邮箱地址不能用，请电话或当面告知申请人。") from None
    except (SMTPException, OSError) as problem:
        raise UnableToSend(f"邮件服务器没有收下：{problem}。请检查邮件设置。") from problem
