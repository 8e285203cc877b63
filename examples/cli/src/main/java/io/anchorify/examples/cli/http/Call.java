package io.anchorify.examples.cli.http;

import io.anchorify.examples.cli.common.Json;
import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to the server.
 *
 * @param path the absolute, encoded path
 * @param contentType the type of the body, or {@code null} without one
 * @param file the file to send as the body
 * @param json the text to send as the body
 * @param sink receives the body of a successful response in chunks, for responses too large for memory
 * @param isSlow whether the server may take as long as for an import
 */
public record Call(
        String method,
        String path,
        @Nullable String contentType,
        @Nullable Path file,
        @Nullable String json,
        @Nullable Sink sink,
        boolean isSlow) {

    public static Call get(String path) {
        return new Call("GET", path, null, null, null, null, false);
    }

    public static Call delete(String path) {
        return new Call("DELETE", path, null, null, null, null, false);
    }

    public static Call post(String path, Map<String, ?> body) {
        return new Call("POST", path, "application/json", null, json(body), null, false);
    }

    /** For changes of many objects. */
    public static Call slowPost(String path, Map<String, ?> body) {
        return new Call("POST", path, "application/json", null, json(body), null, true);
    }

    public static Call post(String path) {
        return new Call("POST", path, null, null, null, null, false);
    }

    /** Sends an NDJSON file in constant memory. */
    public static Call upload(String path, Path file) {
        return new Call("POST", path, Download.NDJSON, file, null, null, true);
    }

    /** Receives NDJSON in constant memory. */
    public static Call download(String path, Sink sink) {
        return new Call("GET", path, null, null, null, sink, false);
    }

    /** Whether the request is safe to repeat after a broken connection. */
    boolean isRepeatable() {
        return !method.equals("POST") && sink == null;
    }

    BodyPublisher body() throws FileNotFoundException {
        if (file != null) {
            return BodyPublishers.ofFile(file);
        }
        return json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json);
    }

    private static String json(Map<String, ?> body) {
        return new String(Json.writeLine(body), StandardCharsets.UTF_8);
    }
}
