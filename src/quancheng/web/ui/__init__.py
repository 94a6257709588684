"""界面 ui: the design system and the shells of every desk.

Shells (portal, desk, paper, wall screen), components as typed dataclasses with one partial each, forms whose
fields carry label, hint and error, presenters for dates and the two clocks, and the middleware that gives a
request its number, its post and its reading preferences. It knows no domain but the clock and identity.

The content security policy allows this site's own files and nothing inline: bars and QR pictures are SVG, whose
widths are attributes, so no page needs a style attribute. The portal loads no Tabler: its own sheets weigh a
tenth of it and draw the same page; the desks load Tabler before them.
"""
