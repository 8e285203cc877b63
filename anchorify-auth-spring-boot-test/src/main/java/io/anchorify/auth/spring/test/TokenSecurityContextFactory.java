package io.anchorify.auth.spring.test;

import io.anchorify.auth.spring.AnchorifyAuthProperties;
import io.anchorify.auth.spring.security.TokenAuthentication;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.test.context.support.WithSecurityContextFactory;

/** Creates the security context of a test, with the authority prefix of the application. */
final class TokenSecurityContextFactory implements WithSecurityContextFactory<WithAnchorifyToken> {

    private final ObjectProvider<AnchorifyAuthProperties> properties;

    TokenSecurityContextFactory(ObjectProvider<AnchorifyAuthProperties> properties) {
        this.properties = properties;
    }

    @Override
    public SecurityContext createSecurityContext(WithAnchorifyToken annotation) {
        AnchorifyAuthProperties application = properties.getIfAvailable();
        String prefix = application == null ? "SCOPE_" : application.authorityPrefix();
        SecurityContext context =
                SecurityContextHolder.getContextHolderStrategy().createEmptyContext();
        context.setAuthentication(
                TokenAuthentication.of(AnnotatedToken.of(annotation).principal(), prefix));
        return context;
    }
}
