package io.anchorify.examples.jetty;

class PostgresApiIT extends ApiContract {

    @Override
    TestApp start() throws Exception {
        return TestApp.on(TestDatabases.POSTGRESQL.environment());
    }
}
