package io.anchorify.auth.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** How readers of a feed learn early that there may be something new. */
interface Hints {

    /** Called once for each reader, before it reads, with the connection that it keeps. */
    Listener listen(Connection connection) throws SQLException;

    /** Wakes who waits, here or everywhere. */
    void announce(Database database);

    /** What one reader has heard of. For the reader's thread alone. */
    interface Listener {

        /**
         * Waits for an announcement, unless there was one since the last wait.
         *
         * @return whether there was one that would also have come from another process
         */
        boolean await(Duration atMost) throws SQLException;

        /** Leaves the connection as it was. */
        void close() throws SQLException;
    }
}
