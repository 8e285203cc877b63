package io.anchorify.examples.jetty;

class PostgresAdminTokensIT extends AdminTokensContract {

    @Override
    TestApp start() throws Exception {
        return TestApp.on(TestDatabases.POSTGRESQL.emptyEnvironment());
    }
}
