package io.anchorify.examples.jetty.docs;

import java.util.List;
import java.util.Map;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

/** Renders Markdown as HTML. Raw HTML is shown as text, and unsafe links are removed. */
final class PageRenderer {

    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), HeadingAnchorExtension.create());

    private static final TextContentRenderer TEXT =
            TextContentRenderer.builder().build();

    private final Parser parser = Parser.builder().extensions(EXTENSIONS).build();
    private final HtmlRenderer renderer = HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .escapeHtml(true)
            .sanitizeUrls(true)
            .attributeProviderFactory(context -> PageRenderer::addAttributes)
            .build();
    private final LinkRewriter links;

    PageRenderer(LinkRewriter links) {
        this.links = links;
    }

    /** Renders a page that begins with its title as a heading. */
    DocPage render(Topic topic, String markdown) {
        Node document = parser.parse(markdown);
        document.accept(links);
        Heading heading = (Heading) document.getFirstChild();
        heading.unlink();
        return new DocPage(topic, TEXT.render(heading), renderer.render(document));
    }

    /** A block of code can be wider than the page. Users without a mouse scroll it when it has the focus. */
    private static void addAttributes(Node node, String tag, Map<String, String> attributes) {
        if (tag.equals("pre")) {
            attributes.put("tabindex", "0");
        }
    }
}
