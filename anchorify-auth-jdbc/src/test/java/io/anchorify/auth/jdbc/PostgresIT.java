package io.anchorify.auth.jdbc;

import io.anchorify.auth.jdbc.testing.DatabaseServer;

class PostgresIT extends DatabaseContract {

    @Override
    TestTables newTables() {
        return TestTables.in(DatabaseServer.postgres());
    }
}
