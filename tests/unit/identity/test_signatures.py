from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from quancheng.identity.rules import verify_signature

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()


def test_a_signature_under_the_same_text_holds():
    assert verify_signature(public_key=PUBLIC, message=b"x", signature=KEY.sign(b"x"))


def test_a_signature_under_another_text_does_not_hold():
    assert not verify_signature(public_key=PUBLIC, message=b"y", signature=KEY.sign(b"x"))


def test_a_key_of_the_wrong_form_verifies_nothing():
    assert not verify_signature(public_key=b"short", message=b"x", signature=KEY.sign(b"x"))


def test_the_first_vector_of_rfc_8032_holds():
    public = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    signature = bytes.fromhex(
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555"
        "fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    )
    assert verify_signature(public_key=public, message=b"", signature=signature)
