package io.anchorify.auth.jdbc;

import io.anchorify.auth.jdbc.testing.DatabaseServer;
import java.util.List;

class PostgresRightsIT extends RestrictedUserContract {

    @Override
    TestTables newTables() {
        return TestTables.in(DatabaseServer.postgres());
    }

    @Override
    List<String> createUser(String user, String password) {
        return List.of("CREATE ROLE " + user + " LOGIN PASSWORD '" + password + "'");
    }
}
