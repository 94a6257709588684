from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from quancheng.identity.vault import (
    UnableToOpenVault,
    add_key,
    finish_rotation,
    make_keyring,
    read_keyring,
)
from quancheng.kernel.moments import at

NOW = at(date(2026, 3, 2), 9)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "keys" / "vault.json"


def make(path, cipher="aes-256-gcm"):
    return make_keyring(path, cipher=cipher, now=NOW)


def test_the_file_can_be_read_by_its_owner_only(path):
    make(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_site_keeps_the_keyring_it_has(path):
    assert make(path) == make(path) == read_keyring(path)


def test_processes_that_start_at_once_get_one_keyring(path):
    with ThreadPoolExecutor(8) as pool:
        rings = list(pool.map(lambda _: make(path), range(8)))
    assert all(ring == rings[0] for ring in rings)


def test_a_keyring_does_not_print_its_secrets(path):
    ring = make(path)
    assert repr(ring.sealing_key.secret) not in repr(ring)
    assert repr(ring.digest_key) not in repr(ring)


def test_a_rotation_adds_a_key_and_keeps_the_old_one(path):
    make(path)
    ring = add_key(path, cipher="sm4-gcm", now=NOW)
    assert (ring.current, sorted(ring.keys), ring.rotating) == (2, [1, 2], True)
    assert read_keyring(path) == ring


def test_an_interrupted_rotation_goes_on_with_its_key(path):
    make(path)
    first = add_key(path, cipher="aes-256-gcm", now=NOW)
    assert add_key(path, cipher="aes-256-gcm", now=NOW) == first
    assert not finish_rotation(path).rotating
    assert add_key(path, cipher="aes-256-gcm", now=NOW).current == 3


def test_a_missing_file_says_where_it_should_be(path):
    with pytest.raises(UnableToOpenVault, match=r"没有找到密钥文件 .*vault\.json"):
        read_keyring(path)


def test_a_file_open_to_others_is_refused(path):
    make(path)
    path.chmod(0o640)
    with pytest.raises(UnableToOpenVault, match="chmod 600"):
        read_keyring(path)


def test_a_folder_in_the_place_of_the_file_is_refused(path):
    path.mkdir(parents=True, mode=0o700)
    with pytest.raises(UnableToOpenVault, match="无法读取"):
        read_keyring(path)


@pytest.mark.parametrize(
    "change",
    [
        {"current": 7},
        {"version": 2},
        {"digest_key": "c2hvcnQ="},
        {"keys": [{"number": 1, "cipher": "aes-256-gcm", "secret": "c2hvcnQ=", "created_at": ""}]},
        {"keys": [{"number": 1, "cipher": "rot13", "secret": "c2hvcnQ=", "created_at": ""}]},
        {"keys": None},
    ],
)
def test_a_damaged_file_is_refused(path, change):
    make(path)
    body = json.loads(path.read_text(encoding="ascii")) | change
    path.write_text(json.dumps(body), encoding="ascii")
    with pytest.raises(UnableToOpenVault, match="已损坏"):
        read_keyring(path)


def test_an_unknown_cipher_is_refused(path):
    with pytest.raises(UnableToOpenVault, match="rot13"):
        make(path, cipher="rot13")
