"""Arithmetic as a person writes it, worked out exactly: × and ÷, −, percentages, £ and commas, and nothing else."""

import ast
import re
from fractions import Fraction
from operator import add, mul, neg, sub, truediv

OPERATORS = {ast.Add: add, ast.Sub: sub, ast.Mult: mul, ast.Div: truediv}


def work_out(text: str) -> Fraction:
    """What a line of arithmetic comes to. Raises ValueError for anything that is no arithmetic."""
    plain = re.sub(r"(\d+(?:\.\d+)?)%", r"(\1/100)", text.replace(",", "").replace("£", ""))
    for sign, python in (("×", "*"), ("÷", "/"), ("−", "-")):
        plain = plain.replace(sign, python)
    return _value(ast.parse(plain, mode="eval").body, plain)


def _value(node: ast.expr, text: str) -> Fraction:
    match node:
        case ast.Constant(value=int() | float()):
            return Fraction(ast.get_source_segment(text, node))
        case ast.BinOp(left=left, op=op, right=right):
            return OPERATORS[type(op)](_value(left, text), _value(right, text))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return neg(_value(operand, text))
    raise ValueError(f"no arithmetic: {ast.unparse(node)}")
