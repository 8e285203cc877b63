package io.anchorify.auth.jdbc;

/** All contracts on H2 in memory. */
class H2Test extends DatabaseContract {

    @Override
    TestTables newTables() {
        return TestTables.inH2();
    }
}
