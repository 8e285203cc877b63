package io.anchorify.auth.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** How readers of a feed learn early that there may be something new. */
interface Hints {

    /** Called once for the connection of a reader, before it reads. */
    void listen(Connection connection) throws SQLException;

    /** Takes back {@link #listen}. */
    void forget(Connection connection) throws SQLException;

    /** Wakes who waits, here or everywhere. */
    void announce(Database database);

    /**
     * Waits for an announcement.
     *
     * @return whether there was one that would also have come from another process
     */
    boolean await(Connection connection, Duration atMost) throws SQLException;
}
