package io.anchorify.auth.jdbc.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** PostgreSQL 18 out of its Maven package. */
final class PostgresServer implements DatabaseServer {

    private static final PostgresServer SHARED = new PostgresServer();

    private final Path directory = Temporary.directory("anchorify-postgres");
    private final int port = freePort();
    private @Nullable EmbeddedPostgres server;

    static DatabaseServer shared() {
        SHARED.start();
        return SHARED;
    }

    static DatabaseServer another() {
        PostgresServer server = new PostgresServer();
        server.start();
        return server;
    }

    static DatabaseServer standbyOf(DatabaseServer primary, int port) {
        PostgresServer server = new PostgresServer();
        new StandbyCopy(primary, port).to(server.data());
        server.start();
        return server;
    }

    @Override
    public synchronized void start() {
        if (server != null) {
            return;
        }
        try {
            server = EmbeddedPostgres.builder()
                    .setDataDirectory(data())
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .setServerConfig("timezone", "Asia/Kathmandu")
                    // The package trades durability for speed unless told otherwise, and durability is what we test.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "500")
                    // The least there is, so that a test can fill it.
                    .setServerConfig("max_notify_queue_pages", "64")
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void stop() {
        if (server != null) {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            server = null;
        }
    }

    @Override
    public synchronized void kill() {
        Processes.kill(pid());
        stop();
    }

    @Override
    public synchronized void freeze() {
        Processes.freeze(pid());
    }

    @Override
    public synchronized void thaw() {
        Processes.thaw(pid());
    }

    @Override
    public String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Path data() {
        return directory.resolve("data");
    }

    @Override
    public String user() {
        return "postgres";
    }

    @Override
    public String password() {
        return "postgres";
    }

    private long pid() {
        try {
            return Long.parseLong(
                    Files.readAllLines(data().resolve("postmaster.pid")).get(0).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
