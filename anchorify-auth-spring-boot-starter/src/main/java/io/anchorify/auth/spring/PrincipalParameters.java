package io.anchorify.auth.spring;

import io.anchorify.auth.BearerPrincipal;
import io.anchorify.auth.spring.security.TokenAuthentication;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/**
 * Passes the principal to parameters of its type without an annotation, as without Spring Security. It comes before the resolver of
 * Spring MVC for all principals, which finds the {@link Authentication} and fails because its type is another.
 */
final class PrincipalParameters implements BeanPostProcessor, HandlerMethodArgumentResolver {

    PrincipalParameters() {}

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof RequestMappingHandlerAdapter adapter && adapter.getArgumentResolvers() != null) {
            List<HandlerMethodArgumentResolver> resolvers = new ArrayList<>();
            resolvers.add(this);
            resolvers.addAll(adapter.getArgumentResolvers());
            adapter.setArgumentResolvers(resolvers);
        }
        return bean;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return BearerPrincipal.class.isAssignableFrom(parameter.getParameterType())
                && !parameter.hasParameterAnnotations();
    }

    @Override
    public @Nullable Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        Authentication authentication =
                SecurityContextHolder.getContextHolderStrategy().getContext().getAuthentication();
        if (!(authentication instanceof TokenAuthentication token)) {
            return null;
        }
        if (!parameter.getParameterType().isInstance(token.getPrincipal())) {
            throw new IllegalStateException("The principal of the request is no "
                    + parameter.getParameterType().getSimpleName() + ". Declare the parameter as BearerPrincipal.");
        }
        return token.getPrincipal();
    }
}
