"""The list of items (事项清单): items, editions, elements, materials, fees, steps and bundles.

An item is one matter that an office may decide; an edition is its wording, its limits, its form,
its materials, its fees and its flow over a span of days. Editions are immutable once they are
published, so that a running case stays on the text under which it was accepted.

Sources: 行政许可法 articles 30 (what must be shown to the applicant), 42–45 (limits) and 58–59
(fees); 国务院办公厅 elements of the national item exchange tables.
"""
