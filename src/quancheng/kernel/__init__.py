"""The vocabulary everything else is written in: numbers, check digits, moments, canonical bytes.

Pure Python; nothing here knows Django, the network, a database or the system clock (but for
:func:`quancheng.kernel.moments.now`, which only doors and workers call).
"""
