package io.anchorify.examples.jetty;

class PostgresApiTest extends ApiContract {

    @Override
    TestApp start() throws Exception {
        return TestApp.on(TestDatabases.POSTGRESQL.environment());
    }
}
