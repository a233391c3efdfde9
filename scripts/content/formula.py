"""Arithmetic over figures: how a derived value was made, so that the build can make it again.

``[upr-accepted] / [upr-received] * 100`` — numbers, ``+ - * / ( )`` and figures in brackets.
"""

from __future__ import annotations

import ast
import operator
import re
from decimal import ROUND_HALF_UP, Decimal, DivisionByZero, InvalidOperation
from math import isfinite
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FIGURE_IN_FORMULA = re.compile(r"\[([a-z0-9.-]+)\]")
"""A figure in a formula; its one group is the id, with the key of a series point after a dot."""
_OPERATIONS: Mapping[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


_LONGEST = 500
"""Characters of a formula, at most."""


def figures_in(formula: str) -> tuple[str, ...]:
    """The figures that `formula` names, in order."""
    return tuple(FIGURE_IN_FORMULA.findall(formula))


def evaluate(formula: str, values: Mapping[str, Decimal]) -> Decimal:
    """The value of `formula`; ValueError, with the reason, where it has none."""
    names: dict[str, Decimal] = {}

    def named(match: re.Match[str]) -> str:
        if match[1] not in values:
            raise ValueError(f"the formula names '{match[1]}', which has no value")
        name = f"f{len(names)}"
        names[name] = values[match[1]]
        return name

    if len(formula) > _LONGEST:  # Python's own parser gives up on deep ones, not always with an exception
        raise ValueError(f"the formula has {len(formula)} characters; {_LONGEST} are the most")
    try:
        tree = ast.parse(FIGURE_IN_FORMULA.sub(named, formula).strip(), mode="eval")
        return _value(tree.body, names)
    except (SyntaxError, RecursionError, MemoryError) as error:
        raise ValueError(f"'{formula}' is no formula: {error}") from error
    except (DivisionByZero, InvalidOperation) as error:
        raise ValueError(f"the formula '{formula}' divides by zero") from error


def agrees(value: Decimal, computed: Decimal) -> bool:
    """Whether `computed`, rounded half up to the decimals of `value`, is `value`."""
    return computed.quantize(Decimal(1).scaleb(int(value.as_tuple().exponent)), ROUND_HALF_UP) == value


def _value(node: ast.expr, names: Mapping[str, Decimal]) -> Decimal:
    match node:
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATIONS:
            return _OPERATIONS[type(op)](_value(left, names), _value(right, names))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand, names)
        case ast.Name(id=name) if name in names:
            return names[name]
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool) and isfinite(number):
            return Decimal(str(number))
    raise ValueError("a formula holds numbers, figures in [brackets], + - * / and parentheses only")
