package io.anchorify.auth.jdbc;

import io.anchorify.auth.jdbc.testing.DatabaseServer;

class MariaDbMigrationToolsIT extends MigrationToolsContract {

    @Override
    TestTables newTables() {
        return TestTables.in(DatabaseServer.mariaDb());
    }

    @Override
    String folder() {
        return "mariadb";
    }
}
