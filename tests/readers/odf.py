"""OpenDocument texts made by hand."""

from readers.ooxml import zipped


def odt(content):
    """An OpenDocument text with this content."""
    name = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
    spaces = {"office": "office", "text": "text", "draw": "drawing", "table": "table"}
    declared = " ".join(f'xmlns:{prefix}="{name.format(space)}"' for prefix, space in spaces.items())
    mime = "application/vnd.oasis.opendocument.text"
    return zipped(
        {
            "mimetype": mime,
            "content.xml": f'<office:document-content {declared} xmlns:xlink="http://www.w3.org/1999/xlink">'
            f"<office:body><office:text>{content}</office:text></office:body></office:document-content>",
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{name.format("manifest")}">'
            f'<m:file-entry m:full-path="/" m:media-type="{mime}"/>'
            '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>',
        }
    )
