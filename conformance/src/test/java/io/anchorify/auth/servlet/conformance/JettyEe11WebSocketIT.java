package io.anchorify.auth.servlet.conformance;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.servlet.BearerTokenFilter;
import io.anchorify.auth.spi.TokenStore;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.websocket.servlet.WebSocketUpgradeFilter;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The filter finds out the order of filters in this version of Jetty as well. The tests with upgrades are for ee10. */
class JettyEe11WebSocketIT {

    private final TokenService tokens =
            TokenService.builder(TokenStore.inMemory()).build();
    private final Server server = new Server();
    private final ServletContextHandler context = new ServletContextHandler();

    @AfterEach
    void stop() throws Exception {
        server.stop();
        tokens.close();
    }

    /** Jetty calls {@code ensureFilter} when an endpoint is added. */
    @Test
    void filter_behindTheUpgradeFilter_failsToStart() {
        context.addServletContainerInitializer(
                (classes, servletContext) -> WebSocketUpgradeFilter.ensureFilter(servletContext));
        context.addFilter(
                new FilterHolder(BearerTokenFilter.builder(tokens).build()),
                "/api/*",
                EnumSet.allOf(DispatcherType.class));

        assertThatThrownBy(this::start).hasStackTraceContaining("comes after Jetty's WebSocketUpgradeFilter");
    }

    private void start() throws Exception {
        server.setHandler(context);
        server.start();
    }
}
