package io.anchorify.examples.jetty;

class H2ApiTest extends ApiContract {

    @Override
    TestApp start() throws Exception {
        return TestApp.inMemory();
    }
}
