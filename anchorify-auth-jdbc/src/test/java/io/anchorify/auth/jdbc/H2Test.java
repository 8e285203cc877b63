package io.anchorify.auth.jdbc;

class H2Test extends DatabaseContract {

    @Override
    TestTables newTables() {
        return TestTables.inH2();
    }
}
