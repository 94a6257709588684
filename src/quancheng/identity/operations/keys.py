"""The keys of the site: made once, looked after by the doctor."""

from __future__ import annotations

from datetime import datetime

from quancheng.identity.models import Account, Applicant
from quancheng.identity.vault import UnableToOpenVault, keyring_path, make_keyring, the_vault
from quancheng.identity.vault.site import cipher


def ensure_vault(*, now: datetime) -> None:
    """Write the key file of a new site; a site that has one keeps it.

    Raises ``UnableToOpenVault`` where the file is missing but the database already holds sealed
    data: new keys would not open them, the old file must come back from the backup.
    """
    path = keyring_path()
    if path.exists():
        return
    if Account.objects.exists() or Applicant.objects.exists():
        raise UnableToOpenVault(
            f"没有找到密钥文件 {path}，而数据库中已有加密数据，请从备份恢复密钥文件后再启动。"
        )
    make_keyring(path, cipher=cipher(), now=now)


def vault_health() -> str:
    """One sentence on the keys for ``quancheng doctor``; raises ``UnableToOpenVault``."""
    vault = the_vault()
    sealed = vault.seal("钥", purpose="health")
    vault.open(sealed, purpose="health")
    key = vault.ring.sealing_key
    state = "；轮换尚未完成，请再次执行 quancheng keys rotate" if vault.ring.rotating else ""
    return f"第 {key.number} 号密钥可用（{key.cipher}，{key.created_at[:10]} 生成）{state}"
