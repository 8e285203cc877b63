package io.anchorify.examples.jetty.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A file in the application's jar that is served as it is.
 *
 * @param path where the application serves it
 * @param resource where it is in the jar
 * @param sha256 the hash of its content, in hexadecimal
 */
public record BundledFile(String path, String resource, String contentType, int size, String sha256) {

    /** Reads and hashes a file, if the jar contains it. */
    static Optional<BundledFile> find(String path, String resource, String contentType) {
        try (InputStream file = BundledFile.class.getResourceAsStream(resource)) {
            if (file == null) {
                return Optional.empty();
            }
            byte[] content = file.readAllBytes();
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return Optional.of(new BundledFile(
                    path, resource, contentType, content.length, HexFormat.of().formatHex(hash)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** The name without the directory. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Copies the content. */
    public void writeTo(OutputStream out) throws IOException {
        try (InputStream file = BundledFile.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new IOException("The jar of the application was changed while it runs");
            }
            file.transferTo(out);
        }
    }
}
