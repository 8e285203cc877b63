package io.anchorify.auth.jdbc;

import io.anchorify.auth.jdbc.testing.DatabaseServer;

class PostgresMigrationToolsIT extends MigrationToolsContract {

    @Override
    TestTables newTables() {
        return TestTables.in(DatabaseServer.postgres());
    }

    @Override
    String folder() {
        return "postgresql";
    }
}
