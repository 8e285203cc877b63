package io.anchorify.auth.spring.test;

import io.anchorify.auth.spring.AnchorifyAuthProperties;
import io.anchorify.auth.spring.security.TokenAuthentication;
import org.springframework.context.ApplicationContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.test.context.TestSecurityContextHolder;
import org.springframework.util.ClassUtils;

/**
 * The security context of a test, with the authority prefix of the application. Not a {@code WithSecurityContext}: an annotation
 * that refers to an optional class causes warnings of the compiler where the class is missing.
 */
final class TokenSecurityContext {

    private static final boolean IS_AVAILABLE = ClassUtils.isPresent(
            "org.springframework.security.test.context.TestSecurityContextHolder",
            TokenSecurityContext.class.getClassLoader());

    private TokenSecurityContext() {}

    static void begin(AnnotatedToken token, ApplicationContext application) {
        if (IS_AVAILABLE) {
            Holder.set(token, prefix(application));
        }
    }

    static void end() {
        if (IS_AVAILABLE) {
            Holder.clear();
        }
    }

    private static String prefix(ApplicationContext application) {
        AnchorifyAuthProperties properties =
                application.getBeanProvider(AnchorifyAuthProperties.class).getIfAvailable();
        return properties == null ? "SCOPE_" : properties.authorityPrefix();
    }

    /** Loaded only with Spring Security. */
    private static final class Holder {

        static void set(AnnotatedToken token, String prefix) {
            SecurityContext context =
                    SecurityContextHolder.getContextHolderStrategy().createEmptyContext();
            context.setAuthentication(TokenAuthentication.of(token.principal(), prefix));
            TestSecurityContextHolder.setContext(context);
        }

        static void clear() {
            TestSecurityContextHolder.clearContext();
        }
    }
}
