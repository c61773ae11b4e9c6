"""Comment lines between two parts of a YAML file, which are about the second part.

ruamel keeps these lines with the last value of the first part. Where something is added after that value, the lines are
moved below the addition.
"""

from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.tokens import CommentToken


def taken_below(node: Any) -> CommentToken | None:
    """Remove and return the comment lines below a node's last value. A comment on that value's own line stays."""
    if not node or node.fa.flow_style():
        return None
    holder, key, slot = _last(node)
    held = holder.ca.items.get(key)
    token = held[slot] if held and len(held) > slot else None
    if not isinstance(token, CommentToken):
        return None
    own, _, below = token.value.partition("\n")
    held[slot] = CommentToken(f"{own}\n", start_mark=token.start_mark) if own.strip() else None
    return CommentToken(f"\n{below}", start_mark=token.start_mark) if below else None


def put_below(node: Any, lines: CommentToken | None) -> None:
    """Put removed lines below what is now the last value of the node."""
    if lines:
        holder, key, slot = _last(node)
        holder.ca.items.setdefault(key, [None] * 4)[slot] = lines


def _last(node: Any) -> tuple[Any, Any, int]:
    """The map or list that has a node's last value, the value's key there, and where ruamel keeps its comment."""
    while True:
        is_map = isinstance(node, CommentedMap)
        key = [*node][-1] if is_map else len(node) - 1
        child = node[key]
        if not (isinstance(child, CommentedMap | CommentedSeq) and child) or child.fa.flow_style():
            return node, key, 2 if is_map else 0
        node = child
