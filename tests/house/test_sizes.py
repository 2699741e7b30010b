"""Rooms stay small enough to be read: lines a file, a function, a view, a template."""

import ast
import statistics

from tests.house.tree import ROOT, body_lines, files, functions, modules, shown, templates

FILE, FUNCTION, VIEW, TEMPLATE, SCRIPT = 250, 30, 20, 60, 250


def lines(path) -> int:
    return len(path.read_text("utf-8").splitlines())


def is_view(function: ast.FunctionDef) -> bool:
    return bool(function.args.args) and function.args.args[0].arg == "request"


def test_files_hold_one_idea():
    scripts = files("static/js/*.js")
    long = [f"{shown(p)}: {lines(p)}" for p in [*modules(), *scripts, ROOT / "run"] if lines(p) > FILE]
    assert not long


def test_functions_fit_a_glance():
    long = [
        f"{shown(path)}:{f.lineno} {f.name}: {body_lines(f)}"
        for path in modules()
        for f in functions(path)
        if body_lines(f) > (VIEW if "views" in shown(path) and is_view(f) else FUNCTION)
    ]
    assert not long


def test_templates_fit_a_screen():
    assert not [f"{shown(p)}: {lines(p)}" for p in templates() if lines(p) > TEMPLATE]


def test_the_house_is_as_fine_as_it_says():
    """The medians that CONTRIBUTING promises: 60 lines a file, 6 lines a function, 20 for nine functions in ten."""
    sizes = sorted(body_lines(f) for path in modules() for f in functions(path))
    assert statistics.median(lines(p) for p in modules()) <= 60
    assert statistics.median(sizes) <= 6
    assert sizes[int(len(sizes) * 0.9)] <= 20
