package io.anchorify.auth.servlet.conformance;

import static io.anchorify.auth.spring.security.AnchorifyTokensConfigurer.anchorifyTokens;

import io.anchorify.auth.servlet.BearerTokenFilter;
import io.anchorify.auth.servlet.conformance.Application.MappedFilter;
import io.anchorify.auth.servlet.conformance.Servlets.PrincipalUnwrapper;
import io.anchorify.auth.spring.BearerTokenFilterCustomizer;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.boot.web.error.ErrorPage;
import org.springframework.boot.web.error.ErrorPageRegistrar;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** The beans and properties that turn an application of the suite into one of Spring Boot. */
final class SpringBootBeans implements ServletContextInitializer, Ordered {

    private final Application application;
    private final boolean hasSecurity;
    private final StarterFilters starter;
    /** The filters of the library that have other options than the starter, in security filter chains. */
    private final List<MappedFilter> chains;
    /** What is left. */
    private final List<MappedFilter> filters;

    SpringBootBeans(Application application, boolean hasSecurity) {
        this.application = application;
        this.hasSecurity = hasSecurity;
        this.starter = StarterFilters.of(application);
        this.chains = application.filters().stream()
                .filter(filter -> hasSecurity && filter.filter() instanceof BearerTokenFilter)
                .filter(filter -> !starter.filters().contains(filter))
                .sorted(Comparator.comparing(
                                (MappedFilter filter) -> filter.path().length())
                        .reversed())
                .toList();
        this.filters = application.filters().stream()
                .filter(filter -> !starter.filters().contains(filter) && !chains.contains(filter))
                .toList();
    }

    Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(starter.properties());
        if (hasSecurity) {
            // Spring Security prepends this prefix in isUserInRole.
            properties.put("anchorify.auth.authority-prefix", "ROLE_");
        }
        return properties;
    }

    void define(GenericApplicationContext context) {
        starter.tokens().ifPresent(tokens -> context.getBeanFactory().registerSingleton("tokens", tokens));
        if (starter.needCustomizer()) {
            context.registerBean(
                    BearerTokenFilterCustomizer.class,
                    () -> starter.filters().get(0).options()::apply);
        }
        context.registerBean(ServletContextInitializer.class, () -> this);
        context.registerBean(SimpleUrlHandlerMapping.class, this::handlers);
        context.registerBean(
                ErrorPageRegistrar.class,
                () -> registry -> application
                        .errorPages()
                        .forEach((status, path) ->
                                registry.addErrorPages(new ErrorPage(HttpStatus.valueOf(status), path))));
        for (Object controller : application.controllers()) {
            context.getBeanFactory().registerSingleton(controller.toString(), controller);
        }
        if (hasSecurity) {
            defineChains(context);
        }
    }

    private static <T> void define(
            GenericApplicationContext context, String name, Class<T> type, int order, Supplier<T> bean) {
        context.registerBean(
                name,
                type,
                bean,
                definition -> ((AbstractBeanDefinition) definition)
                        .setAttribute(AbstractBeanDefinition.ORDER_ATTRIBUTE, order));
    }

    private void defineChains(GenericApplicationContext context) {
        for (int i = 0; i < chains.size(); i++) {
            MappedFilter filter = chains.get(i);
            define(
                    context,
                    "chain" + i,
                    SecurityFilterChain.class,
                    i,
                    () -> chain(context.getBean(HttpSecurity.class), filter));
        }
        define(
                context,
                "others",
                SecurityFilterChain.class,
                Ordered.LOWEST_PRECEDENCE,
                () -> context.getBean(HttpSecurity.class)
                        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                        .build());
    }

    /** The filter decides, as in the suite. */
    private static SecurityFilterChain chain(HttpSecurity http, MappedFilter filter) {
        return http.securityMatcher(pattern(filter.path()))
                .with(
                        anchorifyTokens((BearerTokenFilter) filter.filter()).authorityPrefix("ROLE_"),
                        Customizer.withDefaults())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    /** The servlets as handlers of Spring MVC, which routes all requests of an application of Boot. */
    private SimpleUrlHandlerMapping handlers() {
        Map<String, HttpRequestHandler> handlers = new HashMap<>();
        application
                .servlets()
                .forEach(servlet -> servlet.paths()
                        .forEach(path -> handlers.put(
                                pattern(path),
                                (request, response) -> servlet.servlet().service(request, response))));
        return new SimpleUrlHandlerMapping(handlers, 0);
    }

    private static String pattern(String path) {
        return path.isEmpty() ? "/" : path.endsWith("/*") ? path + "*" : path;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public void onStartup(ServletContext context) {
        if (hasSecurity) {
            PrincipalUnwrapper principals =
                    principal -> principal instanceof Authentication token ? token.getPrincipal() : principal;
            context.setAttribute(PrincipalUnwrapper.ATTRIBUTE, principals);
        }
        filters.forEach(filter -> {
            FilterRegistration.Dynamic registered = context.addFilter(filter.name(), filter.filter());
            registered.setAsyncSupported(true);
            // Before the filter for WebSockets, which Boot adds to Jetty.
            registered.addMappingForUrlPatterns(filter.dispatches(), false, filter.path());
        });
    }
}
