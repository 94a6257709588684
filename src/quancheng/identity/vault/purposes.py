"""What a sealed text of this domain is: the word is bound into its ciphertext."""

from __future__ import annotations


class Purpose:
    """The purposes of the domain's own sealed columns and digests."""

    APPLICANT_ID = "applicant.id"
    APPLICANT_PHONE = "applicant.phone"
    APPLICANT_ADDRESS = "applicant.address"
    ACCOUNT_PHONE = "account.phone"
    SIGNATURE_KEY = "account.signature"
    SECOND_FACTOR = "account.second_factor"
    ID_DIGEST = "digest.id"
    PHONE_DIGEST = "digest.phone"
    LOGIN_DIGEST = "digest.login"
