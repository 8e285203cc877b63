package io.anchorify.examples.jetty;

class MariaDbAdminTokensIT extends AdminTokensContract {

    @Override
    TestApp start() throws Exception {
        return TestApp.on(TestDatabases.MARIADB.emptyEnvironment());
    }
}
