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
 * What a server is asked.
 *
 * @param path from the root of the server, encoded
 * @param contentType of the body, or {@code null} if there is none
 * @param file the body, if it is a file
 * @param json the body, if it is not a file
 * @param sink takes the body of a good answer as it arrives, if it may be too large for memory
 */
public record Call(
        String method,
        String path,
        @Nullable String contentType,
        @Nullable Path file,
        @Nullable String json,
        @Nullable Sink sink) {

    public static Call get(String path) {
        return new Call("GET", path, null, null, null, null);
    }

    public static Call delete(String path) {
        return new Call("DELETE", path, null, null, null, null);
    }

    public static Call post(String path, Map<String, ?> body) {
        return new Call(
                "POST", path, "application/json", null, new String(Json.writeLine(body), StandardCharsets.UTF_8), null);
    }

    /** Sends a file of NDJSON as it is, in constant memory. */
    public static Call upload(String path, Path file) {
        return new Call("POST", path, Download.NDJSON, file, null, null);
    }

    /** Takes NDJSON as it arrives, in constant memory. */
    public static Call download(String path, Sink sink) {
        return new Call("GET", path, null, null, null, sink);
    }

    /** Whether sending it once more after a broken connection does no harm. */
    boolean isRepeatable() {
        return !method.equals("POST") && sink == null;
    }

    BodyPublisher body() throws FileNotFoundException {
        if (file != null) {
            return BodyPublishers.ofFile(file);
        }
        return json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json);
    }
}
