package io.anchorify.auth.servlet.conformance;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.PathMatchConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.util.pattern.PathPatternParser;

/** The handlers of {@link RouterCase} in Spring MVC. It matches the raw request URI. */
final class SpringMvc {

    private SpringMvc() {}

    static HttpServlet servlet(ProtectedServlet handler, ProtectedServlet openHandler) {
        AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext();
        context.register(Lenient.class);
        context.addBeanFactoryPostProcessor(
                beans -> beans.registerSingleton("handlers", new Handlers(handler, openHandler)));
        return new DispatcherServlet(context);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableWebMvc
    static class Lenient implements WebMvcConfigurer {

        @Override
        public void configurePathMatch(PathMatchConfigurer matching) {
            PathPatternParser parser = new PathPatternParser();
            parser.setCaseSensitive(false);
            matching.setPatternParser(parser);
        }
    }

    @Controller
    static final class Handlers {

        private final ProtectedServlet handler;
        private final ProtectedServlet openHandler;

        Handlers(ProtectedServlet handler, ProtectedServlet openHandler) {
            this.handler = handler;
            this.openHandler = openHandler;
        }

        @RequestMapping({
            "/api",
            "/api/{id}",
            "/api/{owner}/{repo}",
            "/api/raw/**",
            "/api/files/{*path}",
            "/secret",
            "/secret/"
        })
        @ResponseBody
        String protectedHandler(HttpServletRequest request) {
            handler.record(request);
            return "protected";
        }

        @RequestMapping({"/{page}", "/open/**"})
        @ResponseBody
        String openHandler(HttpServletRequest request) {
            openHandler.record(request);
            return "open";
        }
    }
}
