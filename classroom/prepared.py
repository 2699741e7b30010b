"""Questions asked at nearly every request: the ORM writes their SQL once, then only the values change.

Django takes ten times longer to write a query than SQLite to answer it. A question is a function that makes a
QuerySet through the usual doors, so that each rule is still said in one place; ``prepared`` keeps the SQL that the
ORM wrote from it, and fills in the values of each call.
"""

import copy
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import update_wrapper
from random import randrange
from types import NoneType
from typing import Any, Generic, TypeVar
from uuid import UUID, uuid4

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

Row = TypeVar("Row")
SHAPE = (NoneType, bool, Enum)
DAYS, MICROSECONDS = 10**6, 10**16
SAMPLES: dict[type, Callable[[], Any]] = {  # a value that nothing else in a query holds
    UUID: uuid4,
    str: lambda: uuid4().hex,
    date: lambda: date(2, 1, 1) + timedelta(days=randrange(DAYS)),  # noqa: S311 - no secret
    datetime: lambda: datetime(2, 1, 1, tzinfo=UTC) + timedelta(microseconds=randrange(MICROSECONDS)),  # noqa: S311
}


class Derived(TypeError):
    """The question computes with a value, or takes the time by itself: what came out would stay in the SQL."""


class prepared(Generic[Row]):  # noqa: N801 - a decorator
    """The rows of ``question(**values)``, whose SQL is written once for each shape.

    Identifiers, instants, days and words are filled in at each call: the question does nothing with them but hand
    them to the ORM. None, True, False and what an Enum counts are the shape: the question may branch on these.
    """

    def __init__(self, question: Callable[..., "QuerySet[Any, Row]"]) -> None:
        self.question = question
        self._written: dict[tuple, _Written | None] = {}
        update_wrapper(self, question)

    def __call__(self, **values: Any) -> list[Row]:
        connection = connections[DEFAULT_DB_ALIAS]
        kinds = [value if isinstance(value, SHAPE) else type(value) for value in values.values()]
        shape = (connection.vendor, *values, *kinds)
        if shape not in self._written:
            self._written[shape] = self._write(connection, values)
        written = self._written[shape]
        return list(written.rows(connection, values)) if written else []

    def _write(self, connection: Any, values: dict[str, Any]) -> "_Written | None":
        """Writes it twice, with two samples: what differs is what is filled in, and nothing else may.

        None when no row can answer: the ORM writes nothing then.
        """
        free = {name: SAMPLES[type(v)] for name, v in values.items() if not isinstance(v, SHAPE)}
        samples = [{name: sample() for name, sample in free.items()} for _ in range(2)]
        try:
            one, two = (_Written(connection, self.question(**values | sample), sample) for sample in samples)
        except EmptyResultSet:
            return None
        if (one.sql, one.places) != (two.sql, two.places):
            raise Derived(self.question.__name__)
        return one


class _Written:
    """The SQL of a QuerySet, the place of each value in it, and how its rows are read."""

    def __init__(self, connection: Any, queryset: QuerySet, sample: dict[str, Any]) -> None:
        self.queryset, self.compiler = queryset, queryset.query.get_compiler(connection=connection)
        self.sql, params = self.compiler.as_sql()
        self.converters = self.compiler.get_converters([column for column, *_ in self.compiler.select])
        known = {name: _for_driver(connection, value) for name, value in sample.items()}
        named = [next((name for name, value in known.items() if value == param), "") for param in params]
        self.places = [(name, None if name else param) for name, param in zip(named, params, strict=True)]

    def rows(self, connection: Any, values: dict[str, Any]) -> Iterable:
        """What the ORM makes of the rows: a compiler of this thread, that has nothing left to write."""
        params = tuple(
            _for_driver(connection, values[name]) if name else constant for name, constant in self.places
        )
        compiler = copy.copy(self.compiler)
        compiler.connection = connection
        compiler.as_sql = lambda: (self.sql, params)
        compiler.get_converters = lambda _columns: self.converters
        read: Any = self.queryset._iterable_class
        return read(_Asked(self.queryset, compiler))


class _Asked:
    """What Django's iterables read of a QuerySet and of its query, whose compiler is the one given."""

    def __init__(self, queryset: QuerySet, compiler: Any) -> None:
        self.queryset, self.compiler, self.query, self.db = (
            queryset,
            compiler,
            self,
            compiler.connection.alias,
        )

    def get_compiler(self, *_args: Any, **_kwargs: Any) -> Any:
        return self.compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self.queryset if hasattr(self.queryset, name) else self.queryset.query, name)


def _for_driver(connection: Any, value: Any) -> Any:
    """As fields hand it to the driver."""
    if isinstance(value, UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
