package io.anchorify.benchmarks.stack;

import com.codahale.metrics.MetricRegistry;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.dropwizard.auth.AuthDynamicFeature;
import io.dropwizard.auth.AuthValueFactoryProvider;
import io.dropwizard.auth.CachingAuthenticator;
import io.dropwizard.auth.oauth.OAuthCredentialAuthFilter;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;

/** The servlet once more, as a resource of Jersey: Dropwizard authenticates there. */
final class JerseyApplication extends ResourceConfig {

    private JerseyApplication() {
        register(Hello.class);
        property(ServerProperties.WADL_FEATURE_DISABLE, true);
    }

    /** Without authentication. */
    static JerseyApplication bare() {
        return new JerseyApplication();
    }

    /** As Dropwizard's manual has it: the filter by a feature, and an authenticator before which another one caches. */
    static JerseyApplication withDropwizard(Accounts accounts, int cached) {
        JerseyApplication application = new JerseyApplication();
        application.register(new AuthDynamicFeature(new OAuthCredentialAuthFilter.Builder<User>()
                .setAuthenticator(authenticator(accounts, cached))
                .setPrefix("Bearer")
                .buildAuthFilter()));
        application.register(new AuthValueFactoryProvider.Binder<>(User.class));
        return application;
    }

    private static CachingAuthenticator<String, User> authenticator(Accounts accounts, int cached) {
        Map<String, User> known = new HashMap<>();
        accounts.forEach((token, user) -> known.put(token, new User(user)));
        return new CachingAuthenticator<>(
                new MetricRegistry(),
                token -> Optional.ofNullable(known.get(token)),
                Caffeine.newBuilder().maximumSize(cached).expireAfterAccess(Duration.ofHours(1)));
    }

    /** The annotation is what the feature looks for. */
    @Path("hello")
    @PermitAll
    public static final class Hello {

        /**
         * Greets.
         *
         * @param security knows who is asking
         * @return the same text as the servlet's
         */
        @GET
        @Produces(MediaType.TEXT_PLAIN)
        public String hello(@Context SecurityContext security) {
            Principal user = security.getUserPrincipal();
            return HelloServlet.GREETING + (user == null ? Accounts.NOBODY : user.getName());
        }
    }
}
