package io.anchorify.auth.jdbc.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.jdbc.testing.DatabaseServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes of two versions on PostgreSQL and MariaDB, and on an H2 file. In the long form only, because it needs the Git history. */
@Tag("not-quick")
@Tag("not-ci")
class RollingUpgradeIT {

    private static final String PREFIX = "anchorify_";

    @TempDir
    private static Path directory;

    private static PreviousVersion previousVersion;

    @BeforeAll
    static void compile() throws IOException {
        previousVersion = PreviousVersion.in(directory);
    }

    @AfterAll
    static void close() throws IOException {
        previousVersion.close();
    }

    /** An H2 file belongs to one process, so its nodes run one after the other. */
    @Test
    void previousVersion_onAnH2FileOfThisVersion_works() {
        String url = "jdbc:h2:" + directory.resolve("tokens");
        String kept;
        String revoked;
        try (UpgradeNode current = new LibraryNode(url, "sa", "", PREFIX)) {
            kept = current.issue("ada");
            revoked = current.issue("ada");
        }
        try (UpgradeNode previous = previousVersion.start(url, "sa", "", PREFIX)) {
            assertThat(previous.accepts(kept)).isTrue();
            previous.revoke(revoked);
        }
        try (UpgradeNode current = new LibraryNode(url, "sa", "", PREFIX)) {
            assertThat(current.accepts(kept)).isTrue();
            assertThat(current.accepts(revoked)).isFalse();
        }
    }

    @Nested
    class OnPostgres extends RollingUpgradeContract {

        @Override
        DatabaseServer server() {
            return DatabaseServer.postgres();
        }

        @Override
        PreviousVersion previousVersion() {
            return previousVersion;
        }
    }

    @Nested
    class OnMariaDb extends RollingUpgradeContract {

        @Override
        DatabaseServer server() {
            return DatabaseServer.mariaDb();
        }

        @Override
        PreviousVersion previousVersion() {
            return previousVersion;
        }
    }
}
