"""Makes the steps of a function: a generator that does the same, and yields where it would block.

From the source of a whole file comes a second version of it, in which each call `f(x)` of an
ordinary function reads `(yield f, (args, kwargs)) if may_block(f) else f(x)`, and `with` is spelled
out, since its ends are calls as well. The second version of a function (its *twin*) is taken from
there; names, closures, line numbers and columns are those of the original, so tracebacks are too.

Twins are made of what examples define, and of the few files of the standard library that block.
Generators, coroutines, lambdas and comprehensions have none: a `yield` inside them would be
another.
"""

import ast
import contextvars
import functools
import sys
import types
import warnings

from . import sources

#: Stands in twins for `may_block`; a constant, so that it needs no name in the example.
_MAY_BLOCK = b"\0proofpress: may block\0"
#: Stands for `_packed`.
_PACKED = b"\0proofpress: packed\0"

_GENERATOR_LIKE = 0x20 | 0x80 | 0x200
#: Calls that look at the frame they stand in, and such that never block.
_LEFT_ALONE = {
    "super", "locals", "globals", "vars", "dir", "eval", "exec", "len", "range", "isinstance",
    "print", "str", "int", "float", "list", "dict", "set", "tuple", "repr", "enumerate", "zip",
    "hasattr", "getattr", "setattr", "iter", "type", "id", "min", "max", "sum", "sorted",
}

_files = {}
_functions = {}


def may_block(function, _):
    """Whether there are steps of that function."""
    kind = type(function)
    while kind is types.MethodType or kind is functools.partial:
        function = function.__func__ if kind is types.MethodType else function.func
        kind = type(function)
    if kind is not types.FunctionType:
        return _is_context_run(function)
    return hasattr(function, "steps") or _twin_code(function.__code__) is not None


def open_steps(function, arguments):
    """The steps of that call, not begun."""
    args, kwargs = arguments[:2]
    while True:
        kind = type(function)
        if kind is types.MethodType:
            function, args = function.__func__, (function.__self__, *args)
        elif kind is functools.partial:
            args, kwargs = function.args + tuple(args), function.keywords | kwargs
            function = function.func
        else:
            break
    if _is_context_run(function):
        return _in_context(function.__self__, args, kwargs)
    if kind is not types.FunctionType:
        return _plain(function, args, kwargs)
    if hasattr(function, "steps"):
        return function.steps(*args, **kwargs)
    code = _twin_code(function.__code__)
    if code is None:
        return _plain(function, args, kwargs)
    return _twin(function, code)(*args, **kwargs)


def _is_context_run(function):
    """Whether it is `Context.run`, which calls from C what it is given."""
    owner = getattr(function, "__self__", None)
    return type(owner) is contextvars.Context and function.__name__ == "run"


def _in_context(context, args, kwargs):
    """The steps of `context.run(*args)`: the scheduler changes the context of the thread."""
    function, *args = args
    before = yield context
    try:
        return (yield function, (args, kwargs, None))
    finally:
        yield before


def _plain(function, args, kwargs):
    """A call without steps, as steps: it is over at once."""
    return function(*args, **kwargs)
    yield


def _packed(*args, **kwargs):
    """The arguments of a call, and the exception that is being handled where it stands."""
    return args, kwargs, sys.exception()


def _twin(function, code):
    cells = dict(zip(function.__code__.co_freevars, function.__closure__ or ()))
    closure = tuple(cells[name] for name in code.co_freevars)
    twin = types.FunctionType(
        code, function.__globals__, function.__name__, function.__defaults__, closure)
    twin.__kwdefaults__ = function.__kwdefaults__
    return twin


def _twin_code(code):
    if code in _functions:
        return _functions[code]
    twin = None
    if not code.co_flags & _GENERATOR_LIKE and sources.blocks(code.co_filename):
        twin = _file(code.co_filename).get((code.co_qualname, code.co_firstlineno))
        if twin is not None and not set(twin.co_freevars) <= set(code.co_freevars):
            twin = None
    _functions[code] = twin
    return twin


def _file(name):
    """The twins of a file, by qualified name and line."""
    if name not in _files:
        _files[name] = _twins_of(sources.text(name), name)
    return _files[name]


def _twins_of(text, name):
    try:
        tree = _Twinner().visit(ast.parse(text))
        ast.fix_missing_locations(tree)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            code = compile(tree, name, "exec", dont_inherit=True)
    except (SyntaxError, RecursionError):
        return {}
    found = {}
    _collect(_filled(code), found)
    return found


def _filled(code):
    """The code with our functions in the place of the constants that stand for them."""
    put = {_MAY_BLOCK: may_block, _PACKED: _packed}

    def fill(constant):
        if type(constant) is types.CodeType:
            return _filled(constant)
        return put.get(constant, constant) if type(constant) is bytes else constant

    return code.replace(co_consts=tuple(fill(constant) for constant in code.co_consts))


def _collect(code, found):
    for constant in code.co_consts:
        if type(constant) is types.CodeType:
            if constant.co_flags & 0x20:
                found[constant.co_qualname, constant.co_firstlineno] = constant
            _collect(constant, found)


class _Twinner(ast.NodeTransformer):
    """Rewrites the functions of a file; what stands outside of functions stays."""

    def __init__(self):
        self._inside = False
        self._count = 0

    def visit_FunctionDef(self, node):
        """A function is rewritten unless it is a generator already."""
        before, self._inside = self._inside, not _yields(node)
        node.body = self._statements(node.body)
        if self._inside:
            # One that calls nothing has to be a generator all the same.
            never = ast.If(ast.Constant(False), [ast.Expr(ast.Yield(None))], [])
            node.body.append(ast.copy_location(never, node.body[-1]))
        self._inside = before
        return node

    def visit_AsyncFunctionDef(self, node):
        """Coroutines wait in their own way; functions inside them may be threads' again."""
        return self._outside(node)

    def visit_ClassDef(self, node):
        """The body of a class runs as it is."""
        return self._outside(node)

    def _outside(self, node):
        before, self._inside = self._inside, False
        node.body = self._statements(node.body)
        self._inside = before
        return node

    def _statements(self, body):
        done = []
        for statement in body:
            new = self.visit(statement)
            done.extend(new if isinstance(new, list) else [new])
        return done

    def _left(self, node):
        return node

    visit_Lambda = visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _left
    def visit_AnnAssign(self, node):
        """The value only; annotations of locals are not run."""
        if node.value is not None:
            node.value = self.visit(node.value)
        return node

    def visit_Call(self, node):
        """`f(x)` becomes a request where `f` may block."""
        self.generic_visit(node)
        if not self._inside or isinstance(node.func, ast.Name) and node.func.id in _LEFT_ALONE:
            return node
        return self._request(node.func, node.args, node.keywords, node)

    def _request(self, function, args, keywords, place):
        f, a = self._name(), self._name()
        load = ast.Load()

        def item(index):
            return ast.Subscript(ast.Name(a, load), ast.Constant(index), load)

        packed = ast.Call(ast.Constant(_PACKED), args, keywords)
        test = ast.Call(
            ast.Constant(_MAY_BLOCK),
            [ast.NamedExpr(ast.Name(f, ast.Store()), function),
             ast.NamedExpr(ast.Name(a, ast.Store()), packed)], [])
        ask = ast.Yield(ast.Tuple([ast.Name(f, load), ast.Name(a, load)], load))
        call = ast.Call(
            ast.Name(f, load), [ast.Starred(item(0), load)], [ast.keyword(None, item(1))])
        return _placed(ast.IfExp(test, ask, call), place)

    def _name(self):
        self._count += 1
        return f".{self._count}"

    def visit_With(self, node):
        """`with` as the language's reference spells it out, one manager at a time."""
        if not self._inside:
            return self.generic_visit(node)
        *outer, item = node.items
        body = self._statements(node.body)
        spelled = self._spelled(item, body)
        for item in reversed(outer):
            spelled = self._spelled(item, spelled)
        return spelled

    def _spelled(self, item, body):
        place = item.context_expr
        manager, exit_, value, failed, why = (self._name() for _ in range(5))
        load = ast.Load()

        def name(of):
            return ast.Name(of, load)

        def set_(of, to):
            return ast.Assign([ast.Name(of, ast.Store())], to)

        def of_type(method):
            return ast.Attribute(ast.Call(ast.Name("type", load), [name(manager)], []), method, load)

        none = ast.Constant(None)
        details = [name(manager), of_call("type", name(why)), name(why),
                   ast.Attribute(name(why), "__traceback__", load)]
        enter = self._request(of_type("__enter__"), [name(manager)], [], place)
        caught = [
            set_(failed, ast.Constant(True)),
            ast.If(ast.UnaryOp(ast.Not(), self._request(name(exit_), details, [], place)),
                   [ast.Raise(None, None)], []),
        ]
        as_ = [ast.Assign([item.optional_vars], name(value))] if item.optional_vars else []
        inner = ast.Try(
            as_ + body, [ast.ExceptHandler(ast.Name("BaseException", load), why, caught)], [], [])
        leave = self._request(name(exit_), [name(manager), none, none, none], [], place)
        outer = ast.Try(
            [inner], [], [],
            [ast.If(ast.UnaryOp(ast.Not(), name(failed)), [ast.Expr(leave)], [])])
        spelled = [
            set_(manager, self.visit(item.context_expr)),
            set_(exit_, of_type("__exit__")),
            set_(value, enter),
            set_(failed, ast.Constant(False)),
            outer,
        ]
        return [_placed(statement, place) for statement in spelled]

    def visit_For(self, node):
        """`for x in iter(f, stop)` calls `f` from C; spelled out it can wait."""
        source = node.iter
        is_iter = (isinstance(source, ast.Call) and isinstance(source.func, ast.Name)
                   and source.func.id == "iter" and len(source.args) == 2)
        if not self._inside or not is_iter or node.orelse:
            return self.generic_visit(node)
        function, stop, value = (self._name() for _ in range(3))
        load = ast.Load()
        take = self._request(ast.Name(function, load), [], [], source)
        test = ast.Compare(
            ast.NamedExpr(ast.Name(value, ast.Store()), take), [ast.Eq()], [ast.Name(stop, load)])
        body = self._statements(node.body)
        loop = ast.While(ast.Constant(True), [
            ast.If(test, [ast.Break()], []),
            ast.Assign([node.target], ast.Name(value, load)), *body], [])
        first = ast.Assign([ast.Name(function, ast.Store())], self.visit(source.args[0]))
        second = ast.Assign([ast.Name(stop, ast.Store())], self.visit(source.args[1]))
        return [_placed(statement, source) for statement in (first, second, loop)]


def of_call(name, argument):
    """The call `name(argument)`."""
    return ast.Call(ast.Name(name, ast.Load()), [argument], [])


def _placed(node, place):
    """Gives what has no place yet the one of the code it came from."""
    for part in ast.walk(node):
        if "lineno" in part._attributes and not hasattr(part, "lineno"):
            ast.copy_location(part, place)
    return node


def _yields(function):
    """Whether a function is a generator, by a `yield` of its own."""
    found = list(function.body)
    while found:
        node = found.pop()
        if isinstance(node, (ast.Yield, ast.YieldFrom)):
            return True
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
            found.extend(ast.iter_child_nodes(node))
    return False
