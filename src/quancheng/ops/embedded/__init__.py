"""内置数据库: PostgreSQL from a wheel, run by the site itself when no `DATABASE_URL` is set."""
