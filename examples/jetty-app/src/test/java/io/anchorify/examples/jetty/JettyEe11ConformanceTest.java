package io.anchorify.examples.jetty;

import io.anchorify.auth.servlet.ConformanceContract;
import io.anchorify.auth.servlet.Container;

class JettyEe11ConformanceTest extends ConformanceContract {

    @Override
    protected Container newContainer() {
        return new JettyEe11();
    }
}
