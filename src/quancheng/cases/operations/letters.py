"""Counting prints of letters."""

from __future__ import annotations

from django.db import connection


def count_print(*, region_code: str, letter_id: int) -> int:
    """Count one more print; answers how many there were before (0: this is the original)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cases_letter SET printed = printed + 1 WHERE region_id = %s AND id = %s"
            " RETURNING printed - 1",
            [region_code, letter_id],
        )
        row = cursor.fetchone()
    return int(row[0]) if row else 0
