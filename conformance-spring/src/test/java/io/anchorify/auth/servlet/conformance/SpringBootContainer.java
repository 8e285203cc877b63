package io.anchorify.auth.servlet.conformance;

import io.anchorify.auth.testing.Effort;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

/**
 * An application of Spring Boot with the starter. The first filter of the suite, and those with the same options, become the
 * properties {@code anchorify.auth.*}. The servlets of the suite are handlers of Spring MVC, which also serves the files.
 */
abstract class SpringBootContainer implements Container {

    private static final Class<?> TOMCAT = TomcatServletWebServerAutoConfiguration.class;
    private static final Class<?> JETTY = JettyServletWebServerAutoConfiguration.class;

    private static final List<Class<?>> SECURITY = List.of(
            SecurityAutoConfiguration.class,
            SecurityFilterAutoConfiguration.class,
            ServletWebSecurityAutoConfiguration.class,
            UserDetailsServiceAutoConfiguration.class);

    private final String name;
    private final Class<?> otherServer;
    private final boolean hasSecurity;
    private ServletWebServerApplicationContext context;

    private SpringBootContainer(String name, Class<?> otherServer, boolean hasSecurity) {
        this.name = name;
        this.otherServer = otherServer;
        this.hasSecurity = hasSecurity;
    }

    public static final class OnTomcat extends SpringBootContainer {
        public OnTomcat() {
            super("Tomcat, without Security", JETTY, false);
        }
    }

    public static final class OnJetty extends SpringBootContainer {
        public OnJetty() {
            super("Jetty, without Security", TOMCAT, false);
        }
    }

    public static final class OnTomcatWithSecurity extends SpringBootContainer {
        public OnTomcatWithSecurity() {
            super("Tomcat, with Security", JETTY, true);
        }
    }

    public static final class OnJettyWithSecurity extends SpringBootContainer {
        public OnJettyWithSecurity() {
            super("Jetty, with Security", TOMCAT, true);
        }
    }

    @Override
    public final String name() {
        return name;
    }

    /** Boot reads no {@code web.xml}. Its own registration uses the standard API. */
    @Override
    public final Set<Registration> registrations() {
        EnumSet<Registration> all = EnumSet.of(Registration.CODE, Registration.INITIALIZER);
        return Effort.pick(EnumSet.of(Registration.CODE), all, all);
    }

    /** Protected paths are exact paths or prefixes. */
    @Override
    public final Set<String> unsupportedMappings() {
        return Set.of("*.do");
    }

    @Override
    public final boolean createsFilters(Variant variant) {
        return true;
    }

    @Override
    public final boolean hasSpringSecurity() {
        return hasSecurity;
    }

    @Override
    public final void start(Application application, Variant variant) {
        SpringBootBeans beans = new SpringBootBeans(application, hasSecurity);
        SpringApplication spring = new SpringApplication(BootApplication.class);
        spring.setBannerMode(Banner.Mode.OFF);
        spring.setRegisterShutdownHook(false);
        spring.setDefaultProperties(properties(application, variant, beans));
        spring.addInitializers(created -> beans.define((GenericApplicationContext) created));
        context = (ServletWebServerApplicationContext) spring.run();
    }

    private Map<String, Object> properties(Application application, Variant variant, SpringBootBeans beans) {
        Map<String, Object> properties = new HashMap<>(beans.properties());
        properties.put("server.address", "127.0.0.1");
        properties.put("server.port", "0");
        properties.put("server.servlet.context-path", variant.contextPath());
        // Tomcat closes a connection after 100 requests by default.
        properties.put("server.tomcat.max-keep-alive-requests", "-1");
        properties.put("spring.autoconfigure.exclude", excluded());
        properties.put("spring.threads.virtual.enabled", String.valueOf(variant.virtualThreads()));
        properties.put(
                "spring.web.resources.static-locations",
                application.directory().toUri().toString());
        return properties;
    }

    private List<String> excluded() {
        List<Class<?>> excluded = new ArrayList<>(List.of(DataSourceAutoConfiguration.class, otherServer));
        if (!hasSecurity) {
            excluded.addAll(SECURITY);
        }
        return excluded.stream().map(Class::getName).toList();
    }

    @Override
    public final int port() {
        return context.getWebServer().getPort();
    }

    @Override
    public final void close() {
        if (context != null) {
            context.close();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class BootApplication {}
}
