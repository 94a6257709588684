"""Uploaded lists (收文): kept in a folder each until somebody applies or discards them.

An upload is never lost: it stays on disk whatever happens to the process that reads it. Whether
work is under way is told by a lock of the operating system, which ends with its process; an
import is one transaction, so what was interrupted has changed nothing and is begun again.
"""
