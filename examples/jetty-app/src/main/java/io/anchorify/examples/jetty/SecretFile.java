package io.anchorify.examples.jetty;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;

/**
 * Reads a secret from a file. Unlike an environment variable, it does not stay in the process. The messages contain
 * neither the secret nor the path, in case somebody sets the variable to the secret itself.
 */
final class SecretFile {

    private static final int MAX_BYTES = 1024;
    private static final Logger LOGGER = System.getLogger(SecretFile.class.getName());

    private SecretFile() {}

    /**
     * Returns the content without one line break at its end.
     *
     * @param variable the name of the variable that contains the path
     */
    static String read(String variable, String path) {
        String secret = withoutLineBreak(variable, content(variable, path));
        if (secret.isEmpty()) {
            throw new SettingsException("The file in " + variable + " is empty");
        }
        return secret;
    }

    private static byte[] content(String variable, String path) {
        try {
            Path file = Path.of(path);
            warnIfPublic(variable, file);
            try (InputStream input = Files.newInputStream(file)) {
                return input.readNBytes(MAX_BYTES + 1);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new SettingsException(
                    "Cannot read the file in " + variable + ". Set it to the path of a readable file");
        }
    }

    private static String withoutLineBreak(String variable, byte[] content) {
        if (content.length > MAX_BYTES) {
            throw new SettingsException("The file in " + variable + " must have at most " + MAX_BYTES + " bytes");
        }
        return new String(content, StandardCharsets.UTF_8).replaceFirst("\\r?\\n\\z", "");
    }

    /** Only a warning, because the secrets of container platforms are readable by everybody in the container. */
    private static void warnIfPublic(String variable, Path file) throws IOException {
        FileStore store = Files.getFileStore(file);
        if (store.supportsFileAttributeView(PosixFileAttributeView.class)
                && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
            LOGGER.log(
                    Level.WARNING,
                    "Every user of this machine can read the file in {0}. Restrict it to this user with chmod 600",
                    variable);
        }
    }
}
