package io.anchorify.auth.jdbc;

import java.sql.SQLException;
import java.time.Duration;

/** Tells the readers of a change feed early that there may be a new change. */
interface ChangeNotifier {

    /** Called once for each reader, with the session that it keeps, before it reads. */
    Listener listen(Session session) throws SQLException;

    /** Wakes the readers of this process or, where the database can, of all processes. */
    void announce(Database database);

    /** The announcements that one reader receives. For use by the reader's thread only. */
    interface Listener {

        /**
         * Waits for an announcement, unless there was one since the last wait.
         *
         * @return whether there was one of a kind that also arrives from other processes
         */
        boolean await(Duration atMost) throws SQLException;

        /** Restores the connection. */
        void close() throws SQLException;
    }
}
