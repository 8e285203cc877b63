package io.anchorify.auth.servlet.conformance;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Jersey, which matches the raw request URI. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.anchorify.auth.servlet.conformance.Deployment#inOneContainer")
class JerseyBypassTest extends RouterBypassCase {

    @Override
    HttpServlet router() {
        return new ServletContainer(new ResourceConfig()
                .register(new Api(handler))
                .register(new Secret(handler))
                .register(new Open(openHandler)));
    }

    @Override
    String routerMapping() {
        return "/*";
    }

    private static String record(ProtectedServlet handler, HttpServletRequest request) {
        handler.record(request);
        return "handled";
    }

    @Path("api")
    public static final class Api {

        private final ProtectedServlet handler;

        Api(ProtectedServlet handler) {
            this.handler = handler;
        }

        @GET
        @Path("{id}")
        public String one(@Context HttpServletRequest request) {
            return record(handler, request);
        }

        @GET
        @Path("{owner}/{repo}")
        public String two(@Context HttpServletRequest request) {
            return record(handler, request);
        }

        @GET
        @Path("raw/{rest: .*}")
        public String rest(@Context HttpServletRequest request) {
            return record(handler, request);
        }
    }

    @Path("secret")
    public static final class Secret {

        private final ProtectedServlet handler;

        Secret(ProtectedServlet handler) {
            this.handler = handler;
        }

        @GET
        public String get(@Context HttpServletRequest request) {
            return record(handler, request);
        }
    }

    @Path("")
    public static final class Open {

        private final ProtectedServlet handler;

        Open(ProtectedServlet handler) {
            this.handler = handler;
        }

        @GET
        @Path("{page}")
        public String page(@Context HttpServletRequest request) {
            return record(handler, request);
        }

        @GET
        @Path("open/{rest: .*}")
        public String rest(@Context HttpServletRequest request) {
            return record(handler, request);
        }
    }
}
