package io.anchorify.auth.servlet;

class JettyEe10WaysAroundTest extends WaysAroundContract {

    @Override
    protected Container newContainer() {
        return new JettyEe10();
    }
}
