package io.anchorify.auth.spring.test;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.TestExecutionListener;

/** Gives a test, and its requests, the token that its {@link WithAnchorifyToken} describes. */
final class AnchorifyTokenTestExecutionListener implements TestExecutionListener {

    AnchorifyTokenTestExecutionListener() {}

    @Override
    public void beforeTestMethod(TestContext test) {
        WithAnchorifyToken annotation = find(test);
        if (annotation != null) {
            AnnotatedToken token = AnnotatedToken.of(annotation);
            ApplicationContext application = test.getApplicationContext();
            application.getBeanProvider(CurrentToken.class).ifAvailable(current -> current.begin(token));
            TokenSecurityContext.begin(token, application);
        }
    }

    @Override
    public void afterTestMethod(TestContext test) {
        if (find(test) != null) {
            TokenSecurityContext.end();
            test.getApplicationContext().getBeanProvider(CurrentToken.class).ifAvailable(CurrentToken::end);
        }
    }

    private static @Nullable WithAnchorifyToken find(TestContext test) {
        WithAnchorifyToken ofMethod =
                AnnotatedElementUtils.findMergedAnnotation(test.getTestMethod(), WithAnchorifyToken.class);
        return ofMethod != null
                ? ofMethod
                : TestContextAnnotationUtils.findMergedAnnotation(test.getTestClass(), WithAnchorifyToken.class);
    }
}
