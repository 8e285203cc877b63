package io.anchorify.auth.jdbc;

import org.junit.jupiter.api.Nested;

/** Everything that a store does on every supported database. One subclass for each database runs it. */
abstract class DatabaseContract {

    /** A set of tables of its own in the database under test. */
    abstract TestTables newTables();

    @Nested
    class FirstRevocation extends FirstRevocationContract {

        @Override
        TestTables newTables() {
            return DatabaseContract.this.newTables();
        }
    }
}
