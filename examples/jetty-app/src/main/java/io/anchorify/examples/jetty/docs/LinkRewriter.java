package io.anchorify.examples.jetty.docs;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;

/**
 * Rewrites the relative links of pages in {@code docs}: to what the application serves, and otherwise to the project's
 * repository.
 */
final class LinkRewriter extends AbstractVisitor {

    private static final URI DIRECTORY = URI.create("/docs/");
    private static final String IMAGES = "/docs/images/";

    private final String repository;
    private final Map<String, String> served = new HashMap<>();
    private final Set<String> images = new TreeSet<>();

    /**
     * Creates a rewriter.
     *
     * @param repository the URL of the project
     */
    LinkRewriter(String repository) {
        this.repository = repository;
        for (Topic topic : Topic.values()) {
            served.put("/docs/" + topic.file(), topic.path());
        }
        served.put("/examples/jetty-app/src/main/resources/openapi.json", "/api/openapi.json");
    }

    /** The paths of the images in the pages visited so far. */
    Set<String> images() {
        return images;
    }

    @Override
    public void visit(Link link) {
        link.setDestination(rewrite(link.getDestination()));
        visitChildren(link);
    }

    @Override
    public void visit(Image image) {
        String destination = rewrite(image.getDestination());
        image.setDestination(destination);
        if (destination.startsWith(IMAGES)) {
            images.add(destination);
        }
        visitChildren(image);
    }

    private String rewrite(String destination) {
        URI link = URI.create(destination);
        if (link.isAbsolute() || link.getRawPath().isEmpty()) {
            return destination;
        }
        String path = DIRECTORY.resolve(link).getRawPath();
        String anchor = link.getRawFragment() == null ? "" : "#" + link.getRawFragment();
        if (path.startsWith(IMAGES)) {
            return path;
        }
        return served.getOrDefault(path, repository + "/blob/HEAD" + path) + anchor;
    }
}
