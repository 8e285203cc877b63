package io.anchorify.examples.cli.credentials;

import io.anchorify.examples.cli.common.BearerToken;
import io.anchorify.examples.cli.common.Disk;
import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Sleeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Credentials files in a temporary directory. */
abstract class CredentialsFileFixture {

    static final String HOST = "https://tokens.example.org";

    @TempDir
    Path home;

    Path directory;

    Path path;

    long user;

    @BeforeEach
    final void resolvePaths() throws IOException {
        directory = home.resolve("anchorify");
        path = directory.resolve("auth.json");
        user = ((Integer) Files.getAttribute(home, "unix:uid")).longValue();
    }

    /** Writes a file with the path and modes that a login sets. */
    final void plant(String content) throws IOException {
        Files.createDirectory(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createFile(path, PosixFilePermissions.asFileAttribute(Disk.PRIVATE_FILE));
        Files.writeString(path, content);
    }

    final CredentialsFile file(Disk disk) {
        return new CredentialsFile(directory, () -> user, disk, Sleeper.system());
    }

    static Credentials credentials(String token) {
        return new Credentials(host(HOST), BearerToken.of(token, "a test"));
    }

    static Host host(String host) {
        return Host.parse(host, "a test", ExitCode.USAGE);
    }
}
