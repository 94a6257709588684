"""The words of BPMN 2.0: what the engine reads, and the names of what it refuses."""

from __future__ import annotations

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DD = "http://www.omg.org/spec/DD/20100524/DI"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
QC = "urn:quancheng:bpmn:1"
"""The namespace of our own attributes on tasks and events."""

CEL = frozenset({"cel", "CEL", "https://cel.dev"})
"""The values of ``language`` on a condition that the engine accepts."""

TASK_TAGS = {
    "userTask": "user_task",
    "manualTask": "manual_task",
    "serviceTask": "service_task",
    "receiveTask": "receive_task",
    "callActivity": "call_activity",
    "subProcess": "sub_process",
}
GATEWAY_TAGS = {
    "exclusiveGateway": "exclusive_gateway",
    "parallelGateway": "parallel_gateway",
    "inclusiveGateway": "inclusive_gateway",
}
EVENT_TAGS = {
    "startEvent",
    "endEvent",
    "intermediateCatchEvent",
    "intermediateThrowEvent",
    "boundaryEvent",
}
NODE_TAGS = set(TASK_TAGS) | set(GATEWAY_TAGS) | EVENT_TAGS

DRAWN_ONLY = {"documentation", "textAnnotation", "association", "group"}
"""Notes on the drawing, which BPMN 2.0 itself defines as without effect on the execution."""

ROOT_TAGS = {"process", "message", "category", "documentation"}

NEUTRAL = {
    "isForCompensation": {"false"},
    "startQuantity": {"1"},
    "completionQuantity": {"1"},
    "triggeredByEvent": {"false"},
    "instantiate": {"false"},
    "isInterrupting": {"true"},
    "parallelMultiple": {"false"},
    "isClosed": {"false"},
    "implementation": {"##unspecified"},
    "gatewayDirection": {"Unspecified", "Converging", "Diverging", "Mixed"},
}
"""Attributes of BPMN that are accepted only with the value that changes nothing."""

OWN_ATTRIBUTES = {
    "userTask": {"role", "office", "limit_days", "counts", "executor_level", "group", "kind",
                 "order"},
    "manualTask": {"role", "office", "limit_days", "counts", "executor_level", "group", "kind",
                   "order"},
    "serviceTask": {"service"},
    "intermediateCatchEvent": {"working_days"},
    "boundaryEvent": {"working_days"},
    "multiInstanceLoopCharacteristics": {"offices"},
}  # fmt: skip
"""Our own attributes, by the element that may carry them."""

PLAIN_ATTRIBUTES = {
    "receiveTask": {"messageRef"},
    "callActivity": {"calledElement"},
    "exclusiveGateway": {"default"},
    "inclusiveGateway": {"default"},
    "userTask": {"default"},
    "manualTask": {"default"},
    "serviceTask": {"default"},
    "subProcess": {"default"},
    "boundaryEvent": {"attachedToRef", "cancelActivity"},
    "sequenceFlow": {"sourceRef", "targetRef"},
    "process": {"isExecutable", "processType"},
}
"""Attributes of BPMN that the engine reads, besides ``id`` and ``name``."""

CHINESE = {
    "task": "未定类型的任务",
    "scriptTask": "脚本任务",
    "businessRuleTask": "业务规则任务",
    "sendTask": "发送任务",
    "userTask": "用户任务",
    "manualTask": "人工任务",
    "serviceTask": "服务任务",
    "receiveTask": "接收任务",
    "callActivity": "调用活动",
    "subProcess": "子流程",
    "adHocSubProcess": "临时子流程",
    "transaction": "事务子流程",
    "complexGateway": "复杂网关",
    "eventBasedGateway": "事件网关",
    "exclusiveGateway": "排他网关",
    "parallelGateway": "并行网关",
    "inclusiveGateway": "包容网关",
    "startEvent": "开始事件",
    "endEvent": "结束事件",
    "intermediateCatchEvent": "中间捕获事件",
    "intermediateThrowEvent": "中间抛出事件",
    "boundaryEvent": "边界事件",
    "sequenceFlow": "顺序流",
    "laneSet": "泳道",
    "dataObject": "数据对象",
    "dataObjectReference": "数据对象",
    "dataStoreReference": "数据存储",
    "collaboration": "协作图（泳池）",
    "choreography": "编排图",
    "standardLoopCharacteristics": "标准循环",
    "multiInstanceLoopCharacteristics": "多实例",
    "signalEventDefinition": "信号事件",
    "errorEventDefinition": "错误事件",
    "escalationEventDefinition": "升级事件",
    "compensateEventDefinition": "补偿事件",
    "conditionalEventDefinition": "条件事件",
    "linkEventDefinition": "链接事件",
    "cancelEventDefinition": "取消事件",
    "timerEventDefinition": "定时事件",
    "messageEventDefinition": "消息事件",
    "terminateEventDefinition": "终止事件",
    "timeCycle": "循环定时",
    "extensionElements": "扩展元素",
    "ioSpecification": "输入输出说明",
    "process": "流程",
    "signal": "信号",
    "error": "错误",
    "escalation": "升级",
    "import": "引入",
}
"""What the parts of BPMN are called in Chinese, for the sentences of a refusal."""


def split_tag(tag: str) -> tuple[str, str]:
    """Split ``{namespace}name`` into namespace (or empty) and name."""
    if tag.startswith("{"):
        namespace, _, name = tag[1:].partition("}")
        return namespace, name
    return "", tag
