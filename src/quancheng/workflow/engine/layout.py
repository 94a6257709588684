"""Laying a step table out as a BPMN diagram (BPMN DI): steps from left to right, groups stacked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

GAP = 60
"""The free space between two columns, in the units of the diagram."""

ROW = 110
"""The distance between the middles of two steps of a group, in the units of the diagram."""

MARGIN = 100
_SIZES = {
    "startEvent": (36, 36),
    "endEvent": (36, 36),
    "parallelGateway": (50, 50),
    "userTask": (120, 80),
}


@dataclass(frozen=True, slots=True)
class Shape:
    """One node of the diagram; ``x`` and ``y`` are its upper left corner."""

    id: str
    tag: str
    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> int:
        """The height of the middle of the shape."""
        return self.y + self.height // 2


@dataclass(frozen=True, slots=True)
class Arrow:
    """One arrow of the diagram with its corners."""

    id: str
    source: str
    target: str
    points: tuple[tuple[int, int], ...]


def place(blocks: Sequence[Sequence[str]]) -> tuple[tuple[Shape, ...], tuple[Arrow, ...]]:
    """Place the tasks of a table between a start and an end, groups between split and join."""
    drawing = _Drawing(axis=MARGIN + ROW * (max(len(block) for block in blocks) - 1) // 2)
    before = drawing.column("startEvent", ["start"])
    groups = 0
    for block in blocks:
        if len(block) == 1:
            before = drawing.join(before, drawing.column("userTask", block))
            continue
        groups += 1
        split = drawing.column("parallelGateway", [f"split{groups}"])
        drawing.join(before, split)
        tasks = drawing.column("userTask", block)
        drawing.join(split, tasks)
        before = drawing.join(tasks, drawing.column("parallelGateway", [f"join{groups}"]))
    drawing.join(before, drawing.column("endEvent", ["end"]))
    return tuple(drawing.shapes), tuple(drawing.arrows)


class _Drawing:
    """The shapes and arrows placed so far."""

    def __init__(self, *, axis: int) -> None:
        self.axis = axis
        self.x = MARGIN
        self.shapes: list[Shape] = []
        self.arrows: list[Arrow] = []

    def column(self, tag: str, ids: Sequence[str]) -> list[Shape]:
        """Place shapes above one another, the middle of all of them on the axis."""
        width, height = _SIZES[tag]
        top = self.axis - ROW * (len(ids) - 1) // 2 - height // 2
        placed = [
            Shape(identity, tag, self.x, top + ROW * at, width, height)
            for at, identity in enumerate(ids)
        ]
        self.shapes += placed
        self.x += width + GAP
        return placed

    def join(self, before: list[Shape], after: list[Shape]) -> list[Shape]:
        """Draw the arrows between two columns and return the second one."""
        for source in before:
            for target in after:
                number = len(self.arrows) + 1
                self.arrows.append(
                    Arrow(f"f{number}", source.id, target.id, _corners(source, target))
                )
        return after


def _corners(source: Shape, target: Shape) -> tuple[tuple[int, int], ...]:
    """A straight arrow in one row, else one that turns at the middle of the gateway."""
    begin = (source.x + source.width, source.middle)
    end = (target.x, target.middle)
    if source.middle == target.middle:
        return (begin, end)
    if source.tag == "parallelGateway":
        column = source.x + source.width // 2
        edge = source.y if target.middle < source.middle else source.y + source.height
        return ((column, edge), (column, target.middle), end)
    column = target.x + target.width // 2
    edge = target.y if source.middle < target.middle else target.y + target.height
    return (begin, (column, source.middle), (column, edge))


def diagram_xml(process: str, shapes: Sequence[Shape], arrows: Sequence[Arrow]) -> list[str]:
    """The lines of the diagram interchange for a process."""
    lines = [
        '  <bpmndi:BPMNDiagram id="diagram">',
        f'    <bpmndi:BPMNPlane id="plane" bpmnElement="{process}">',
    ]
    for shape in shapes:
        size = f'width="{shape.width}" height="{shape.height}"'
        lines += [
            f'      <bpmndi:BPMNShape id="{shape.id}_di" bpmnElement="{shape.id}">',
            f'        <dc:Bounds x="{shape.x}" y="{shape.y}" {size} />',
            "      </bpmndi:BPMNShape>",
        ]
    for arrow in arrows:
        lines.append(f'      <bpmndi:BPMNEdge id="{arrow.id}_di" bpmnElement="{arrow.id}">')
        lines += [f'        <di:waypoint x="{x}" y="{y}" />' for x, y in arrow.points]
        lines.append("      </bpmndi:BPMNEdge>")
    return [*lines, "    </bpmndi:BPMNPlane>", "  </bpmndi:BPMNDiagram>"]
