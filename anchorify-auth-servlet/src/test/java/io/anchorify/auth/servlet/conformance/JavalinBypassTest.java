package io.anchorify.auth.servlet.conformance;

import io.javalin.Javalin;
import io.javalin.http.Handler;
import io.javalin.http.servlet.JavalinServlet;
import jakarta.servlet.http.HttpServlet;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Javalin as a servlet. It matches the raw request URI. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.anchorify.auth.servlet.conformance.Deployment#inOneContainer")
class JavalinBypassTest extends RouterBypassCase {

    @Override
    HttpServlet router() {
        Handler protectedHandler = context -> handler.record(context.req());
        Handler open = context -> openHandler.record(context.req());
        Javalin application = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.router.caseInsensitiveRoutes = true;
            config.router.treatMultipleSlashesAsSingleSlash = true;
            config.routes.get("/api/{id}", protectedHandler);
            config.routes.get("/api/{owner}/{repo}", protectedHandler);
            config.routes.get("/api/raw/*", protectedHandler);
            config.routes.get("/api/files/<path>", protectedHandler);
            config.routes.get("/secret", protectedHandler);
            config.routes.get("/{page}", open);
            config.routes.get("/open/*", open);
        });
        // Not javalinServlet(), which needs the WebSocket support of Jetty.
        return new JavalinServlet(application.unsafe);
    }

    @Override
    String routerMapping() {
        return "/*";
    }
}
