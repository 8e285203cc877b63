package io.anchorify.auth.servlet.conformance;

import java.util.EnumSet;
import java.util.Set;

/** A servlet container under test, found by {@link java.util.ServiceLoader}. */
public interface Container extends AutoCloseable {

    /** Product, version and edition: the column header in {@code docs/conformance.md}. */
    String name();

    /** The kinds of registration that it supports. */
    default Set<Registration> registrations() {
        return EnumSet.allOf(Registration.class);
    }

    /** Mappings that the filter cannot have: Undertow ignores one against the specification, a Spring Boot application has none. */
    default Set<String> unsupportedMappings() {
        return Set.of();
    }

    /** Whether it replaces white space in a header value by one space. */
    default boolean foldsWhiteSpace() {
        return false;
    }

    /** Whether it creates the filters from their parameters, so that those of the application are not used. */
    default boolean createsFilters(Variant variant) {
        return variant.registration() == Registration.WEB_XML;
    }

    /**
     * Whether Spring Security runs the filter. Its firewall refuses URIs that are not canonical and methods that are not standard,
     * and it implements the methods of a request that concern the caller.
     */
    default boolean hasSpringSecurity() {
        return false;
    }

    /** Starts the application on a free loopback port, with sessions enabled. */
    void start(Application application, Variant variant) throws Exception;

    int port();

    @Override
    void close() throws Exception;
}
