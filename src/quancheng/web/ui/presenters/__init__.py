"""Presenters: dates, clocks and figures in the words of the screens. Pure: data in, components or words out."""
