"""How compiled phases are handed the world: by one address, not by value.

A world is some hundred arrays, each of them seven numbers to the machine. Handed over by value, every phase begins by
unpacking them all, which cost half of the time of compiling and made each call of a part that takes the world dear.
Here a NamedTuple of arrays becomes its address; `world.nation` reads that array's seven numbers and nothing else.
They never change while a phase runs, and the machine is told so, so that it may read them once before a loop.
"""

from __future__ import annotations

import ctypes
from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.imputils import impl_ret_borrowed
from numba.core.typing.templates import AttributeTemplate
from numba.extending import infer_getattr, intrinsic, lower_getattr_generic, models, register_model

from ssrsim.machine_code import BLOCK


class Reference(types.Type):
    """The type of an address of a NamedTuple of arrays, or of such NamedTuples."""

    def __init__(self, record: Any) -> None:
        self.record = record
        super().__init__(name=f"Reference({record.instance_class.__name__})")

    @property
    def key(self) -> Any:
        """Two references are of one type if what they refer to is."""
        return self.record


@register_model(Reference)
class _ReferenceModel(models.PrimitiveModel):
    def __init__(self, manager: Any, reference: Reference) -> None:
        super().__init__(manager, reference, manager.lookup(reference.record).get_value_type().as_pointer())


@infer_getattr
class _FieldOfReference(AttributeTemplate):
    key = Reference

    def generic_resolve(self, reference: Reference, name: str) -> Any:
        record = reference.record
        if name not in record.fields:
            return None
        field = record.types[record.fields.index(name)]
        return Reference(field) if isinstance(field, types.BaseNamedTuple) else field


@lower_getattr_generic(Reference)
def _read_field(context: Any, builder: Any, reference: Reference, address: Any, name: str) -> Any:
    record = reference.record
    position = record.fields.index(name)
    field = record.types[position]
    place = cgutils.gep_inbounds(builder, address, 0, position)
    if isinstance(field, types.BaseNamedTuple):
        return place
    return impl_ret_borrowed(context, builder, field, _read_for_good(builder, place))


def _read_for_good(builder: Any, place: Any) -> Any:
    """The value at an address that nothing writes to, number by number."""
    kind = place.type.pointee
    if isinstance(kind, ir.LiteralStructType | ir.ArrayType):
        value = ir.Constant(kind, ir.Undefined)
        for index in range(len(kind.elements) if isinstance(kind, ir.LiteralStructType) else kind.count):
            part = _read_for_good(builder, cgutils.gep_inbounds(builder, place, 0, index))
            value = builder.insert_value(value, part, index)
        return value
    loaded = builder.load(place)
    loaded.set_metadata("invariant.load", builder.module.add_metadata([]))
    return loaded


@intrinsic
def call_at(context: Any, address: Any, world: Any, month: Any, first: Any, last: Any) -> Any:
    """In compiled code: call the phase at this address, in numba's own way of calling; its errors become ours.

    numba can pass functions too, but asks Python for the address of each at every call: 3 ms for all phases of a month.
    """

    def enter(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        kinds = signature.args[1:]
        function = context.call_conv.get_function_type(types.none, kinds)
        places = [cgutils.alloca_once(builder, kind.pointee) for kind in function.args[:2]]  # for a result or an error
        status = builder.call(builder.inttoptr(arguments[0], function.as_pointer()), [*places, *arguments[1:]])
        with builder.if_then(cgutils.is_not_null(builder, status), likely=False):
            builder.ret(status)
        return context.get_dummy_value()

    return types.none(types.int64, world, types.int64, types.int64, types.int64), enter


@intrinsic
def ticks_at(context: Any, address: Any) -> Any:
    """In compiled code: what a function of C at this address says, such as `long clock(void)`."""

    def look(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        clock = ir.FunctionType(ir.IntType(8 * ctypes.sizeof(ctypes.c_long)), ())
        ticks = builder.call(builder.inttoptr(arguments[0], clock.as_pointer()), ())
        return builder.sext(ticks, ir.IntType(64)) if clock.return_type.width < 64 else ticks

    return types.int64(types.int64), look


@intrinsic
def words_on_stack(context: Any) -> Any:
    """In compiled code: uint32[BLOCK] of unknown content on the stack of the calling function.

    So every thread has its own, and nobody has to make or hold an array.
    """
    kind = types.Array(types.uint32, 1, "C")

    def lay_out(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        word = ir.IntType(32)
        with builder.goto_entry_block():  # once for each call, not once for each turn of a loop
            place = builder.alloca(ir.ArrayType(word, BLOCK))
        words = context.make_array(kind)(context, builder)
        data = builder.bitcast(place, word.as_pointer())
        number, size = context.get_constant(types.intp, BLOCK), context.get_constant(types.intp, 4)
        context.populate_array(words, data=data, shape=[number], strides=[size], itemsize=size, meminfo=None)
        return words._getvalue()

    return kind(), lay_out


@intrinsic
def add_one(context: Any, counter: Any) -> Any:
    """In compiled code: add one to counter[0] (int64), whatever other threads do to it meanwhile."""

    def add(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        place = _first_of(context, builder, signature, arguments)
        builder.atomic_rmw("add", place, context.get_constant(types.int64, 1), "seq_cst")
        return context.get_dummy_value()

    return types.none(counter), add


@intrinsic
def seen(context: Any, counter: Any) -> Any:
    """In compiled code: counter[0] as other threads have left it, and with it all that they wrote before."""

    def look(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        place = _first_of(context, builder, signature, arguments)
        return builder.load_atomic(place, "seq_cst", 8)

    return types.int64(counter), look


def _first_of(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    return context.make_array(signature.args[0])(context, builder, arguments[0]).data
