"""账号 account: one's own posts, absence and safety, and the staff for administrators."""
