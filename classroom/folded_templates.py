"""What a template prints alike at each rendering is printed once, when it is loaded in a language.

Words without a value in them, addresses of what is static, pages without a parameter, icons: half of what a page is
made of. What is left asks Django for an address once, and finds it again afterwards.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache

from django.template import Context, Node, NodeList, Template
from django.template.base import FilterExpression, TextNode
from django.template.defaulttags import CommentNode, IfNode, LoadNode, URLNode
from django.template.loader_tags import IncludeNode
from django.templatetags.i18n import LanguageNode, TranslateNode
from django.templatetags.static import StaticNode
from django.urls import NoReverseMatch, get_resolver, get_script_prefix, get_urlconf, reverse
from django.utils.html import conditional_escape

ICON = "_icon.html"  # depends on nothing but what it is included with
MOST = 4096  # addresses kept


def fold(template: Template) -> Template:
    """The same template, with text wherever it may be; called before anybody renders it."""
    context = Context()
    with context.bind_template(template), context.render_context.push_state(template):
        _fold(template.nodelist, lambda node: str(node.render(context)))
    return template


def _fold(nodes: NodeList, said: Callable[[Node], str]) -> None:
    folded: list[Node] = []
    for node in nodes:
        text = node.s if isinstance(node, TextNode) else said(node) if _is_constant(node) else None
        if text is None:
            folded.append(_remembering(node))
        elif folded and isinstance(folded[-1], TextNode):
            folded[-1] = TextNode(folded[-1].s + text)
        else:
            folded.append(TextNode(text))
        if not isinstance(node, LanguageNode):  # speaks another language than the one of the page
            for inside in _inside(node):
                _fold(inside, said)
    nodes[:] = folded


def _inside(node: Node) -> Iterator[NodeList]:
    if isinstance(node, IfNode):
        yield from (nodes for _condition, nodes in node.conditions_nodelists)
    else:
        found = (getattr(node, name, None) for name in node.child_nodelists)
        yield from (nodes for nodes in found if isinstance(nodes, NodeList))


def _is_constant(node: Node) -> bool:
    """Whether it prints the same in every context; what names its result for later must stay."""
    if isinstance(node, (CommentNode, LoadNode)):
        return True
    if isinstance(node, TranslateNode):
        words, about = node.filter_expression, node.message_context
        return not node.asvar and not words.filters and words.var.literal is not None and _given(about)
    if isinstance(node, StaticNode):
        return node.varname is None and _given(node.path)
    if isinstance(node, URLNode):
        return not (node.asvar or node.args or node.kwargs) and _given(node.view_name)
    if isinstance(node, IncludeNode):
        return node.template.token == f'"{ICON}"' and all(map(_given, node.extra_context.values()))
    return False


def _given(expression: FilterExpression | None) -> bool:
    """Whether it is written in the template itself, and needs no filter."""
    return expression is None or not (expression.is_var or expression.filters)


def _remembering(node: Node) -> Node:
    if type(node) is URLNode:
        node.__class__ = Address
    return node


class Address(URLNode):
    """``{% url %}``, which asks once for the same address."""

    def render(self, context: Context) -> str:
        args = tuple(arg.resolve(context) for arg in self.args)
        kwargs = tuple((name, value.resolve(context)) for name, value in self.kwargs.items())
        place = (get_resolver(get_urlconf()), get_script_prefix())
        url = _address(place, self.view_name.resolve(context), args, kwargs)
        if self.asvar is None and not url:
            return super().render(context)  # raises
        if self.asvar:
            context[self.asvar] = url
            return ""
        return conditional_escape(url) if context.autoescape else url


@lru_cache(MOST)
def _address(place: tuple, view_name: str, args: tuple, kwargs: tuple) -> str:
    """ "" for none. ``place`` is where this site stands."""
    try:
        return reverse(view_name, args=args, kwargs=dict(kwargs))
    except NoReverseMatch:
        return ""
