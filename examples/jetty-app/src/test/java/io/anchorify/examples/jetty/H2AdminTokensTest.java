package io.anchorify.examples.jetty;

class H2AdminTokensTest extends AdminTokensContract {

    @Override
    TestApp start() throws Exception {
        return TestApp.inMemory();
    }
}
