package io.anchorify.auth.jdbc;

import java.util.List;

class H2RightsTest extends RestrictedUserContract {

    @Override
    TestTables newTables() {
        return TestTables.inH2();
    }

    @Override
    List<String> createUser(String user, String password) {
        return List.of("CREATE USER " + user + " PASSWORD '" + password + "'");
    }
}
