from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from cryptography.exceptions import UnsupportedAlgorithm
from hypothesis import given
from hypothesis import strategies as st

from quancheng.identity.vault import (
    HEADER_LENGTH,
    Keyring,
    UnableToOpenVault,
    UnableToUnseal,
    Vault,
    add_key,
    make_keyring,
    sealing,
)
from quancheng.identity.vault.keyring import CIPHERS, Key
from quancheng.kernel.moments import at

NOW = at(date(2026, 3, 2), 9)


def vault_of(cipher: str) -> Vault:
    key = Key(number=1, cipher=cipher, secret=bytes(range(CIPHERS[cipher])), created_at="")
    return Vault(Keyring(current=1, keys={1: key}, digest_key=bytes(32)))


VAULTS = {cipher: vault_of(cipher) for cipher in CIPHERS}
both = pytest.mark.parametrize("vault", VAULTS.values(), ids=VAULTS.keys())


@both
@given(text=st.text())
def test_what_is_sealed_opens_again(vault, text):
    assert vault.open(vault.seal(text, purpose="p"), purpose="p") == text


@both
def test_sealing_twice_gives_two_ciphertexts(vault):
    assert vault.seal("13912346120", purpose="p") != vault.seal("13912346120", purpose="p")


@both
def test_a_ciphertext_does_not_hold_the_text(vault):
    assert b"13912346120" not in vault.seal("13912346120", purpose="p")


@both
def test_another_purpose_does_not_open_it(vault):
    with pytest.raises(UnableToUnseal, match="已损坏"):
        vault.open(vault.seal("x", purpose="phone"), purpose="address")


@both
@given(position=st.integers(0, 35), bit=st.integers(0, 7))
def test_one_changed_bit_is_found(vault, position, bit):
    sealed = bytearray(vault.seal("ab", purpose="p"))
    sealed[position] ^= 1 << bit
    with pytest.raises(UnableToUnseal):
        vault.open(bytes(sealed), purpose="p")


@both
def test_a_truncated_ciphertext_is_refused(vault):
    with pytest.raises(UnableToUnseal, match="已损坏"):
        vault.open(vault.seal("x", purpose="p")[:20], purpose="p")


def test_an_empty_column_is_an_empty_text():
    vault = VAULTS["aes-256-gcm"]
    assert vault.open(None, purpose="p") == vault.open(b"", purpose="p") == ""


def test_old_keys_open_what_they_sealed_and_new_ones_seal(tmp_path):
    path = tmp_path / "vault.json"
    old = Vault(make_keyring(path, cipher="aes-256-gcm", now=NOW))
    sealed = old.seal("x", purpose="p")
    new = Vault(add_key(path, cipher="sm4-gcm", now=NOW))
    assert new.open(sealed, purpose="p") == "x"
    assert old.is_current(sealed)
    assert not new.is_current(sealed)
    assert new.seal("x", purpose="p")[:HEADER_LENGTH] == new.header
    with pytest.raises(UnableToUnseal, match="密钥不在本机"):
        old.open(new.seal("x", purpose="p"), purpose="p")


def test_a_digest_is_the_same_for_the_same_text_and_purpose_only():
    vault = VAULTS["aes-256-gcm"]
    digest = vault.digest("x", purpose="p")
    assert len(digest) == 32
    assert digest == vault.digest("x", purpose="p")
    assert digest != vault.digest("x", purpose="q")
    other = Vault(replace(vault.ring, digest_key=b"1" * 32))
    assert digest != other.digest("x", purpose="p")


def test_the_cipher_is_sm4_in_galois_counter_mode():
    # RFC 8998, appendix A.1.
    key = Key(
        number=1,
        cipher="sm4-gcm",
        secret=bytes.fromhex("0123456789abcdeffedcba9876543210"),
        created_at="",
    )
    plain = bytes.fromhex(
        "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
        "eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa"
    )
    bound = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
    sealed = sealing._encrypt(key, bytes.fromhex("00001234567800000000abcd"), plain, bound)
    assert sealed[:16].hex() == "17f399f08c67d5ee19d0dc9969c4bb7d"
    assert sealed[-16:].hex() == "83de3541e4c2b58177e065a9bf7b62ec"


def test_a_machine_without_sm4_says_so(monkeypatch):
    def missing(*_arguments):
        raise UnsupportedAlgorithm("none")

    monkeypatch.setattr(sealing, "_sm4", missing)
    with pytest.raises(UnableToOpenVault, match="SM4-GCM"):
        VAULTS["sm4-gcm"].seal("x", purpose="p")
