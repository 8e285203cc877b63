package io.anchorify.examples.jetty;

class MariaDbApiIT extends ApiContract {

    @Override
    TestApp start() throws Exception {
        return TestApp.on(TestDatabases.MARIADB.environment());
    }
}
