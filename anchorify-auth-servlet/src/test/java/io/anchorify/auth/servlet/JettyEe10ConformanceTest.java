package io.anchorify.auth.servlet;

class JettyEe10ConformanceTest extends ConformanceContract {

    @Override
    protected Container newContainer() {
        return new JettyEe10();
    }
}
