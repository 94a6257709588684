"""身份 identity: who acts, in which post, for whom, and what he may see.

Regulation: 行政许可法 第26条 (one office takes in), 个人信息保护法 第51条 (encryption, masking,
least access), 网络安全法 第21条 (records of access).
"""
