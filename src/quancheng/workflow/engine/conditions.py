"""Conditions on arrows: CEL, compiled once per plan into callables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from quancheng.kernel.errors import UnableTo

if TYPE_CHECKING:
    from celpy import Environment, Expression
    from celpy.celtypes import Value
    from celpy.evaluation import CELFunction, Result
    from lark import Token

Condition = Callable[[Mapping[str, object]], bool]

REPETITION_FACTS = frozenset({"nrOfInstances", "nrOfActiveInstances", "nrOfCompletedInstances"})
"""The facts a completion condition may use besides those of the case (BPMN 2.0, table 10.28)."""

LONGEST = 500
"""The longest condition, in characters."""

_MACROS = frozenset({"all", "exists", "exists_one", "map", "filter"})
_TYPES = frozenset(
    {"bool", "bytes", "double", "duration", "dyn", "int", "list", "map", "null_type", "string",
     "timestamp", "type", "uint"}
)  # fmt: skip


class UnableToReadCondition(UnableTo):
    """A condition is not well-formed CEL."""


class UnableToJudge(UnableTo):
    """A condition cannot be judged with the facts at hand."""


@lru_cache(maxsize=1)
def _environment() -> Environment:
    import celpy  # slow to import; most plans have no condition

    return celpy.Environment()


def _tree(text: str) -> Expression[Token]:
    from celpy.celparser import CELParseError

    if len(text) > LONGEST:
        raise UnableToReadCondition("条件太长（超过500个字符），请拆成几步判断。")
    try:
        return _environment().compile(text)
    except CELParseError as problem:
        raise UnableToReadCondition(
            f"条件“{text}”写得不对，请按 CEL 的写法修改，例如 amount > 1000。"
        ) from problem


def compile_condition(text: str) -> Condition:
    """Compile a CEL condition into a function of the facts.

    Raises :class:`UnableToReadCondition`; the function raises :class:`UnableToJudge` when a fact
    is missing or the answer is neither true nor false.
    """
    from celpy.celtypes import BoolType
    from celpy.evaluation import CELEvalError

    program = _environment().program(_tree(text), functions=_comparisons())

    def judge(facts: Mapping[str, object]) -> bool:
        try:
            answer = program.evaluate({key: _value(value) for key, value in facts.items()})
        except (CELEvalError, RecursionError) as problem:
            raise UnableToJudge(
                f"条件“{text}”还判断不了，请先把它用到的内容填写完整。"
            ) from problem
        if not isinstance(answer, BoolType):
            raise UnableToJudge(f"条件“{text}”的结果不是“是”或“否”，请管理员修改流程。")
        return bool(answer)

    return judge


def _comparisons() -> dict[str, CELFunction]:
    """Let whole numbers and fractions be compared, as CEL does since cross-type comparison."""
    from celpy import celtypes, evaluation

    numbers = (celtypes.IntType, celtypes.UintType, celtypes.DoubleType)

    def across(name: str) -> CELFunction:
        plain = evaluation.base_functions[name]

        def compare(left: Value, right: Value) -> Result:
            if isinstance(left, numbers) and isinstance(right, numbers):
                left, right = celtypes.DoubleType(left), celtypes.DoubleType(right)
            return plain(left, right)

        return compare

    return {name: across(name) for name in ("_<_", "_<=_", "_>_", "_>=_", "_==_", "_!=_")}


def names_in(text: str) -> frozenset[str]:
    """The names of the facts that a condition uses; raises :class:`UnableToReadCondition`."""
    from lark import Tree

    found: set[str] = set()
    bound: set[str] = set()
    for node in _tree(text).iter_subtrees():
        if node.data == "ident":
            found.add(str(node.children[0]))
        elif node.data == "member_dot_arg" and str(node.children[1]) in _MACROS:
            given = [each for each in node.children[2:] if isinstance(each, Tree)]
            bound |= {str(next(iter(each.scan_values(lambda _: True)))) for each in given}
    return frozenset(found - bound - _TYPES)


def _value(value: object) -> Value:
    """Translate a fact of the case into the value CEL computes with."""
    from celpy import celtypes

    if value is None:
        return None
    for kinds, make in _makers():
        if isinstance(value, kinds):
            return make(value)
    return celtypes.StringType(str(value))


@lru_cache(maxsize=1)
def _makers() -> tuple[tuple[Any, Callable[[Any], Value]], ...]:
    """How each kind of fact is translated; the first that fits counts."""
    from celpy import celtypes

    def mapping(value: Mapping[object, object]) -> Value:
        pairs = {celtypes.StringType(str(key)): _value(each) for key, each in value.items()}
        return celtypes.MapType(pairs)

    return (
        (bool, celtypes.BoolType),
        (int, celtypes.IntType),
        ((Decimal, float), celtypes.DoubleType),
        (datetime, celtypes.TimestampType),
        (date, lambda value: celtypes.StringType(value.isoformat())),
        (Mapping, mapping),
        ((list, tuple, set, frozenset), lambda v: celtypes.ListType([_value(e) for e in v])),
    )
