package io.anchorify.auth.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs a test as the owner of a token. Every request of {@code MockMvc} without an {@code Authorization} header carries the same
 * real token. With {@code spring-security-test}, the security context of the test has a {@code TokenAuthentication}, too, so that
 * methods with {@code @PreAuthorize} can be called directly.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
public @interface WithAnchorifyToken {

    /** {@return the owner of the token} */
    String owner() default "user";

    /** {@return the scopes of the token} */
    String[] scopes() default {};

    /** {@return the attributes of the token, each as {@code key=value}} */
    String[] attributes() default {};

    /** {@return the label of the token; empty for none} */
    String label() default "";
}
