package io.anchorify.auth.jdbc.testing;

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

    /** The JDBC URL of its one database. */
    String url();

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
