package io.anchorify.auth.jdbc;

import io.anchorify.auth.jdbc.testing.DatabaseServer;

class MariaDbIT extends DatabaseContract {

    @Override
    TestTables newTables() {
        return TestTables.in(DatabaseServer.mariaDb());
    }
}
