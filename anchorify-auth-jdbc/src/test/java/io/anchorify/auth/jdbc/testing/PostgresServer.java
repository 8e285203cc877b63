package io.anchorify.auth.jdbc.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** PostgreSQL from its Maven package. */
final class PostgresServer extends LocalServer {

    private static final PostgresServer SHARED = new PostgresServer("off");

    private final String fsync;
    private @Nullable EmbeddedPostgres server;

    private PostgresServer(String fsync) {
        super("postgres");
        this.fsync = fsync;
    }

    static DatabaseServer shared() {
        SHARED.start();
        return SHARED;
    }

    static DatabaseServer another() {
        PostgresServer server = new PostgresServer("on");
        server.start();
        return server;
    }

    static DatabaseServer standbyOf(DatabaseServer primary, int port) {
        PostgresServer server = new PostgresServer("on");
        new StandbyCopy(primary, port).to(server.data());
        server.start();
        return server;
    }

    @Override
    void launch() {
        try {
            server = EmbeddedPostgres.builder()
                    .setDataDirectory(data())
                    .setCleanDataDirectory(false)
                    .setPort(port())
                    .setServerConfig("timezone", "Asia/Kathmandu")
                    .setServerConfig("fsync", fsync)
                    // The package disables both by default.
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "500")
                    // The minimum, so that a test can fill the queue.
                    .setServerConfig("max_notify_queue_pages", "64")
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    void shutDown() {
        EmbeddedPostgres running = server;
        server = null;
        if (running == null) {
            return;
        }
        try {
            running.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    Path pidFile() {
        return data().resolve("postmaster.pid");
    }

    @Override
    public String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    @Override
    public String user() {
        return "postgres";
    }

    @Override
    public String password() {
        return "postgres";
    }
}
