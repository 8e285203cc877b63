package io.anchorify.auth.servlet.conformance;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/**
 * Tests that run in one container after another. They send requests over raw sockets, so that no client normalizes them.
 * The prefix of a test's name is its line in docs/conformance.md.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@ExtendWith(ConformanceResults.class)
abstract class ContainerCase {

    @Parameter
    Deployment deployment;

    private final Locale localeBefore = Locale.getDefault();
    private RunningApplication running;

    /** Defines the application. Called once for each deployment. */
    abstract void describe(Application application) throws Exception;

    @BeforeParameterizedClassInvocation
    final void startContainer() throws Exception {
        Locale.setDefault(deployment.variant().locale());
        running = RunningApplication.start(deployment.container(), deployment.variant(), this::describe);
    }

    @AfterParameterizedClassInvocation
    final void stopContainer() throws Exception {
        Locale.setDefault(localeBefore);
        running.close();
    }

    final int port() {
        return running.port();
    }

    /** Adds the context path. */
    final String path(String inApplication) {
        return deployment.variant().contextPath() + inApplication;
    }

    final RawHttp.Answer get(String path, String... headers) throws IOException {
        return send("GET", path, headers);
    }

    final RawHttp.Answer send(String method, String path, String... headers) throws IOException {
        return RawHttp.send(port(), method + " " + path(path) + " HTTP/1.1", headers);
    }
}
