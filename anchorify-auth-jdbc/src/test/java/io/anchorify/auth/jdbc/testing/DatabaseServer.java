package io.anchorify.auth.jdbc.testing;

import java.nio.file.Path;

/**
 * A real database server on a free port of the loopback interface, in a time zone other than UTC. It ends with the JVM at
 * the latest; a test can stop it and start it again.
 *
 * <p>All tests of a JVM share one server of each kind, which starts with its first use. To be fast, it writes commits to
 * the operating system without waiting for the disk, so they survive the process but not a power cut. Servers of a test's
 * own wait for the disk.
 */
public interface DatabaseServer {

    /** The shared PostgreSQL server. */
    static DatabaseServer postgres() {
        return PostgresServer.shared();
    }

    /** The shared MariaDB server. */
    static DatabaseServer mariaDb() {
        return MariaDbServer.shared();
    }

    /** Starts a PostgreSQL server for one test. */
    static DatabaseServer anotherPostgres() {
        return PostgresServer.another();
    }

    /**
     * Starts a PostgreSQL server that replicates another one until it is promoted, asynchronously by default.
     *
     * @param primary the other server
     * @param port the port of this host through which it reaches the primary
     */
    static DatabaseServer standbyOf(DatabaseServer primary, int port) {
        return PostgresServer.standbyOf(primary, port);
    }

    /** Starts a MariaDB server for one test. */
    static DatabaseServer anotherMariaDb() {
        return MariaDbServer.another();
    }

    /** The JDBC URL of its database. */
    default String url() {
        return url(port());
    }

    /** The JDBC URL of its database through another port of this host. */
    String url(int port);

    int port();

    /** The directory of its data, which can be copied or replaced while it is stopped. */
    Path data();

    String user();

    String password();

    /** Shuts the server down. Its data stays. */
    void stop();

    /** Starts it again on the same port, with the same data; does nothing while it runs. */
    void start();

    /** Kills the server's process with SIGKILL. */
    void kill();

    /** Pauses its processes with SIGSTOP: connections stay open, and nothing responds. */
    void freeze();

    /** Resumes its processes; does nothing if they are running. */
    void thaw();
}
