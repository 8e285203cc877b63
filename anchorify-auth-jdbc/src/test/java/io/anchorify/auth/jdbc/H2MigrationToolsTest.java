package io.anchorify.auth.jdbc;

class H2MigrationToolsTest extends MigrationToolsContract {

    @Override
    TestTables newTables() {
        return TestTables.inH2();
    }

    @Override
    String folder() {
        return "h2";
    }
}
