"""The question for the number and the check code of a result."""

from __future__ import annotations

from quancheng.web.ui.forms import DesignForm, TextField


class VerifyForm(DesignForm):
    """What stands on a certificate, an approval or a proof beside its QR."""

    number = TextField(
        label="证照或批文编号", hint="在二维码旁边，空格、横线都不要紧。", max_length=60, span=4
    )
    check_code = TextField(label="校验码", hint="在编号下面，6 位。", max_length=20, span=4)
