"""Reading BPMN 2.0 XML into a :class:`Model`.

Whatever the engine does not execute is refused by name and id and never dropped. The only parts
read over are those which BPMN 2.0 (OMG formal/2013-12-09) defines as without effect: the diagram
interchange, documentation, text annotations, associations and groups.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from xml.etree.ElementTree import Element as Xml
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from quancheng.workflow.engine import vocabulary as words
from quancheng.workflow.engine.elements import Connection, Element, Kind, Model
from quancheng.workflow.engine.particulars import (
    UnableToReadBpmn,
    check_definition,
    expression_of,
    multi_of,
    refuse,
    task_of,
    timer_of,
)
from quancheng.workflow.engine.wiring import check_wiring

__all__ = ["Model", "UnableToReadBpmn", "digest", "read_bpmn"]

LARGEST = 2_000_000
"""The longest document that is read, in characters."""

DEEPEST = 8
"""How many sub-processes may lie inside one another."""

_ID = re.compile(r"[^\W\d][\w.\-]{0,63}")
_EVENT_KINDS = {
    ("startEvent", ""): Kind.START,
    ("endEvent", ""): Kind.END,
    ("endEvent", "terminateEventDefinition"): Kind.TERMINATE,
    ("intermediateCatchEvent", "timerEventDefinition"): Kind.TIMER,
    ("intermediateCatchEvent", "messageEventDefinition"): Kind.MESSAGE,
    ("intermediateThrowEvent", "messageEventDefinition"): Kind.THROW,
    ("boundaryEvent", "timerEventDefinition"): Kind.BOUNDARY_TIMER,
    ("boundaryEvent", "messageEventDefinition"): Kind.BOUNDARY_MESSAGE,
}


def digest(bpmn_xml: str) -> str:
    """The SHA-256 of a BPMN document in hexadecimal, by which its plan is cached."""
    return sha256(bpmn_xml.encode()).hexdigest()


def read_bpmn(bpmn_xml: str) -> Model:
    """Read a BPMN 2.0 document that holds exactly one process.

    Raises :class:`UnableToReadBpmn` with the name and id of the first part that the engine does
    not execute, or that is drawn wrongly. Entities and document types are refused.
    """
    if len(bpmn_xml) > LARGEST:
        raise UnableToReadBpmn("流程文件太大（超过200万字），请检查选择的文件。")
    try:
        root = fromstring(bpmn_xml.encode(), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as problem:
        raise UnableToReadBpmn(
            "这个文件不是完好的 BPMN 文件，请用流程编辑器重新导出后再导入。"
        ) from problem
    if root.tag != f"{{{words.BPMN}}}definitions":
        raise UnableToReadBpmn("这个文件不是 BPMN 2.0 流程图，请选择流程编辑器导出的文件。")
    model = _Reader(root=root, fingerprint=digest(bpmn_xml)).model()
    check_wiring(model)
    return model


class _Reader:
    """One reading of one document."""

    def __init__(self, *, root: Xml, fingerprint: str) -> None:
        self.root = root
        self.fingerprint = fingerprint
        self.ids: set[str] = set()
        self.messages: dict[str, str] = {}
        self.elements: list[Element] = []
        self.connections: list[Connection] = []

    def model(self) -> Model:
        processes = []
        for part in self.root:
            namespace, name = words.split_tag(part.tag)
            if namespace == words.DI:
                continue
            if namespace != words.BPMN or name not in words.ROOT_TAGS:
                refuse(part)
            if name == "message":
                identity = self._identify(part)
                self.messages[identity] = part.get("name") or identity
            elif name == "process":
                processes.append(part)
        if len(processes) != 1:
            raise UnableToReadBpmn(
                f"一个文件里要有且只有一个流程，这个文件里有{len(processes)}个，请分开保存。"
            )
        process = processes[0]
        key = self._identify(process)
        self._check_attributes(process, "process")
        self._scope(process, parent="", depth=0)
        return Model(
            key=key,
            name=process.get("name", ""),
            digest=self.fingerprint,
            elements=tuple(self.elements),
            connections=tuple(self.connections),
        )

    def _scope(self, container: Xml, *, parent: str, depth: int) -> None:
        """Read the content of the process or of a sub-process."""
        if depth > DEEPEST:
            refuse(container, "套得太深，最多八层")
        for part, name in _parts(container):
            if name in words.DRAWN_ONLY or name in {"incoming", "outgoing"}:
                continue
            if name == "sequenceFlow":
                self.connections.append(self._connection(part, parent))
            elif name in words.NODE_TAGS:
                self._node(part, name, parent=parent, depth=depth)
            else:
                refuse(part, inside=container)

    def _node(self, xml: Xml, tag: str, *, parent: str, depth: int) -> None:
        identity = self._identify(xml)
        self._check_attributes(xml, tag)
        if tag == "subProcess":
            self.elements.append(self._plain(xml, Kind.SUBPROCESS, identity, parent))
            self._scope(xml, parent=identity, depth=depth + 1)
        elif tag in words.EVENT_TAGS:
            self.elements.append(self._event(xml, tag, identity, parent))
        elif tag in words.GATEWAY_TAGS:
            self._only(xml, set())
            self.elements.append(self._plain(xml, Kind(words.GATEWAY_TAGS[tag]), identity, parent))
        else:
            self.elements.append(self._task(xml, tag, identity, parent))

    def _task(self, xml: Xml, tag: str, identity: str, parent: str) -> Element:
        kind = Kind(words.TASK_TAGS[tag])
        allowed = {"multiInstanceLoopCharacteristics"} if kind is Kind.USER else set()
        self._only(xml, allowed)
        human = kind in {Kind.USER, Kind.MANUAL}
        service = xml.get(f"{{{words.QC}}}service", "").strip()
        called = xml.get("calledElement", "").strip()
        if kind is Kind.SERVICE and not service:
            refuse(xml, "没有写明调用哪个服务")
        if kind is Kind.CALL and not called:
            refuse(xml, "没有写明调用哪个流程")
        return Element(
            id=identity,
            kind=kind,
            name=xml.get("name", "").strip(),
            parent=parent,
            default=xml.get("default", ""),
            task=task_of(xml) if human else None,
            multi=multi_of(xml),
            message=self._message(xml) if kind is Kind.RECEIVE else "",
            service=service,
            called=called,
        )

    def _event(self, xml: Xml, tag: str, identity: str, parent: str) -> Element:
        definitions = [
            (part, name) for part, name in _parts(xml) if name.endswith("EventDefinition")
        ]
        self._only(xml, {name for _, name in definitions})
        if len(definitions) > 1:
            refuse(xml, "有两个以上的触发条件")
        definition, name = definitions[0] if definitions else (xml, "")
        if definitions:
            check_definition(xml, definition)
        kind = _EVENT_KINDS.get((tag, name))
        if kind is None:
            refuse(xml, words.CHINESE.get(name, name) or "没有写明等什么")
        message = kind in {Kind.MESSAGE, Kind.THROW, Kind.BOUNDARY_MESSAGE}
        timed = kind in {Kind.TIMER, Kind.BOUNDARY_TIMER}
        if not timed and xml.get(f"{{{words.QC}}}working_days") is not None:
            refuse(xml, "只有定时事件可以写工作日")
        return Element(
            id=identity,
            kind=kind,
            name=xml.get("name", "").strip(),
            parent=parent,
            timer=timer_of(xml, definition) if timed else None,
            message=self._message(definition) if message else "",
            attached_to=xml.get("attachedToRef", ""),
            interrupting=xml.get("cancelActivity", "true") == "true",
        )

    def _message(self, xml: Xml) -> str:
        reference = xml.get("messageRef", "")
        if reference not in self.messages:
            refuse(xml, "没有写明是哪个消息")
        return self.messages[reference]

    def _connection(self, xml: Xml, parent: str) -> Connection:
        self._check_attributes(xml, "sequenceFlow")
        self._only(xml, {"conditionExpression"})
        condition = ""
        for part, name in _parts(xml):
            if name != "conditionExpression":
                continue
            condition = expression_of(part, inside=xml)
        return Connection(
            id=self._identify(xml),
            source=xml.get("sourceRef", ""),
            target=xml.get("targetRef", ""),
            name=xml.get("name", "").strip(),
            condition=condition,
            parent=parent,
        )

    @staticmethod
    def _plain(xml: Xml, kind: Kind, identity: str, parent: str) -> Element:
        return Element(
            id=identity,
            kind=kind,
            name=xml.get("name", "").strip(),
            parent=parent,
            default=xml.get("default", ""),
        )

    def _identify(self, xml: Xml) -> str:
        identity = xml.get("id", "")
        if not _ID.fullmatch(identity):
            refuse(xml, "编号缺失，或不是以字母开头的64个以内的字符")
        if identity in self.ids:
            refuse(xml, "编号重复")
        self.ids.add(identity)
        return identity

    @staticmethod
    def _only(xml: Xml, allowed: set[str]) -> None:
        for part, name in _parts(xml):
            if name not in allowed | {"documentation", "incoming", "outgoing"}:
                refuse(part, inside=xml)

    @staticmethod
    def _check_attributes(xml: Xml, tag: str) -> None:
        """Refuse every attribute that the engine neither reads nor knows to be without effect."""
        own = words.OWN_ATTRIBUTES.get(tag, set())
        plain = words.PLAIN_ATTRIBUTES.get(tag, set()) | {"id", "name"}
        for key, value in xml.attrib.items():
            namespace, name = words.split_tag(key)
            if namespace == words.QC and name in own:
                continue
            if not namespace and (name in plain or value in words.NEUTRAL.get(name, ())):
                continue
            refuse(xml, f"带有不能执行的属性“{name}”")


def _parts(xml: Xml) -> Iterator[tuple[Xml, str]]:
    """The children in the BPMN namespace with their names; anything else is refused."""
    for part in xml:
        namespace, name = words.split_tag(part.tag)
        if name == "extensionElements" and not len(part):
            continue
        if namespace != words.BPMN or name == "extensionElements":
            refuse(part, inside=xml)
        yield part, name
