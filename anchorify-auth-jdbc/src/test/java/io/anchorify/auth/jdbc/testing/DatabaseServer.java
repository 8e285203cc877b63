package io.anchorify.auth.jdbc.testing;

import java.nio.file.Path;

/**
 * A real database server on a free port of the loopback interface, in a time zone that is not UTC. It starts with its
 * first use in this JVM, serves all tests, and ends with the JVM; a test can stop it and start it again.
 */
public interface DatabaseServer {

    /** The PostgreSQL server of this JVM, running. */
    static DatabaseServer postgres() {
        return PostgresServer.shared();
    }

    /** The MariaDB server of this JVM, running. */
    static DatabaseServer mariaDb() {
        return MariaDbServer.shared();
    }

    /** Another PostgreSQL server, running, which nobody else uses. */
    static DatabaseServer anotherPostgres() {
        return PostgresServer.another();
    }

    /**
     * A PostgreSQL server that follows another one, running, until it is promoted. By default it may lag.
     *
     * @param primary a PostgreSQL server, running
     * @param port at which port of this host it reaches the primary
     */
    static DatabaseServer standbyOf(DatabaseServer primary, int port) {
        return PostgresServer.standbyOf(primary, port);
    }

    /** Another MariaDB server, running, which nobody else uses. */
    static DatabaseServer anotherMariaDb() {
        return MariaDbServer.another();
    }

    /** The JDBC URL of its one database. */
    default String url() {
        return url(port());
    }

    /** The JDBC URL of its one database for somebody who reaches it through another port of this host. */
    String url(int port);

    int port();

    /** Where its data lies, to be copied or replaced while it does not run. */
    Path data();

    String user();

    String password();

    /** Ends the server's process in order. Its data stays. */
    void stop();

    /** Starts it again on the same port, with the same data; does nothing while it runs. */
    void start();

    /** Ends the server's process by SIGKILL, as a power cut would. */
    void kill();

    /** Stops its processes in their tracks by SIGSTOP: connections stay open, and nothing answers. */
    void freeze();

    /** Lets them go on; does nothing if they do. */
    void thaw();
}
