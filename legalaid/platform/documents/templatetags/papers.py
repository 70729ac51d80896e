"""What the templates of papers need beside Django's own tags."""

import re

from django import template

from legalaid.platform.documents.passages import FRAMES, declare

register = template.Library()
for tag in FRAMES:
    register.tag(tag, declare)


@register.tag
def joined(parser, token):
    """{% joined %} … {% endjoined %}: the template's lines set as one, since between Chinese characters a new line would print a space.

    Only the template's own text is joined; the values it prints keep their line breaks.
    """
    nodes = parser.parse(("endjoined",))
    parser.delete_first_token()

    for node in nodes.get_nodes_by_type(template.base.TextNode):
        node.s = re.sub(r"\s*\n\s*", "", node.s)

    return Joined(nodes)


class Joined(template.Node):
    def __init__(self, nodelist):
        self.nodelist = nodelist

    def render(self, context):
        return self.nodelist.render(context)
