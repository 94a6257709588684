"""The office desk (管理): the centre's administrators keep the list of items, the calendar and the counters.

Supervisors and the city read the same pages; only an administrator changes anything.
"""
