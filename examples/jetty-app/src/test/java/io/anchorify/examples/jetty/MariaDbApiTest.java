package io.anchorify.examples.jetty;

class MariaDbApiTest extends ApiContract {

    @Override
    TestApp start() throws Exception {
        return TestApp.on(TestDatabases.MARIADB.environment());
    }
}
