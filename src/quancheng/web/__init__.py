"""桌面 web: the desks, grouped by who sits there, and the design system they share."""
