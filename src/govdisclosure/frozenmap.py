"""A mapping that cannot change, so that frozen objects can hold one: hashable, comparable, picklable."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from govdisclosure.errors import InvalidTypeError

K = TypeVar("K")
V_co = TypeVar("V_co", covariant=True)


class FrozenMap(Mapping[K, V_co]):
    """An immutable mapping in the order it was given; shown as the dict, and equal to any mapping, of its items."""

    __slots__ = ("_items",)
    _items: dict[K, V_co]

    def __init__(self, items: Mapping[K, V_co] | Iterable[tuple[K, V_co]] = ()) -> None:
        try:
            object.__setattr__(self, "_items", dict(items))
        except (TypeError, ValueError):
            kind = type(items).__name__
            raise InvalidTypeError(f"expected a mapping (got a {kind})", zh=f"应为映射（现为 {kind}）") from None

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a FrozenMap cannot change (tried to set {name})")

    def __getitem__(self, key: K) -> V_co:
        return self._items[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def __repr__(self) -> str:
        return repr(self._items)

    def __reduce__(self) -> tuple[type["FrozenMap[K, V_co]"], tuple[dict[K, V_co]]]:
        return type(self), (dict(self._items),)
