import qrcode
from qrcode.image.svg import SvgPathImage


def svg(text, size="16mm"):
    """An inline SVG of `text`, without an XML head, that needs no image request."""
    image = qrcode.make(text, image_factory=SvgPathImage, box_size=10, border=1)
    markup = image.to_string(encoding="unicode")
    body = markup[markup.index("<svg") :]
    head, rest = body.split(">", 1)
    box = head.split('viewBox="')[1].split('"')[0]
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="{size}" height="{size}">{rest}'
