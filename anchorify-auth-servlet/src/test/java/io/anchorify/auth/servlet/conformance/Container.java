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

    /** Filter mappings that it ignores, against the specification. */
    default Set<String> unsupportedMappings() {
        return Set.of();
    }

    /** Whether it replaces white space in a header value by one space. */
    default boolean foldsWhiteSpace() {
        return false;
    }

    /** Starts the application on a free loopback port, with sessions enabled. */
    void start(Application application, Variant variant) throws Exception;

    int port();

    @Override
    void close() throws Exception;
}
