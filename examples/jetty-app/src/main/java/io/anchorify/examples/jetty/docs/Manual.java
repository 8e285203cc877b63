package io.anchorify.examples.jetty.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Everything that the application serves below {@code /docs}, rendered once. */
public final class Manual {

    private final Map<String, DocPage> pages = new HashMap<>();
    private final Map<String, BundledFile> files = new HashMap<>();
    private final Downloads downloads = Downloads.load();

    /** Renders the pages and hashes the downloads. */
    public Manual() {
        LinkRewriter links = new LinkRewriter(projectUrl());
        PageRenderer renderer = new PageRenderer(links);
        for (Topic topic : Topic.values()) {
            pages.put(topic.path(), renderer.render(topic, read("/docs/" + topic.file())));
        }
        links.images().forEach(path -> add(image(path)));
        downloads.files().forEach(this::add);
    }

    /** The page at a path, or {@code null} if there is none. */
    public @Nullable DocPage page(String path) {
        return pages.get(path);
    }

    /** The image or the download at a path, or {@code null} if there is none. */
    public @Nullable BundledFile file(String path) {
        return files.get(path);
    }

    public Downloads downloads() {
        return downloads;
    }

    private void add(BundledFile file) {
        files.put(file.path(), file);
    }

    private static BundledFile image(String path) {
        String type = "image/" + path.substring(path.lastIndexOf('.') + 1);
        return BundledFile.find(path, path, type)
                .orElseThrow(() -> new IllegalStateException("The image " + path + " is not in the jar"));
    }

    private static String projectUrl() {
        Properties project = new Properties();
        try (InputStream file = open("/project.properties")) {
            project.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return project.getProperty("url");
    }

    private static String read(String resource) {
        try (InputStream file = open(resource)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String resource) {
        return Objects.requireNonNull(Manual.class.getResourceAsStream(resource), resource);
    }
}
