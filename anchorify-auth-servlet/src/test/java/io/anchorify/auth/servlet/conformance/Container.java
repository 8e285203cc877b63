package io.anchorify.auth.servlet.conformance;

import java.util.EnumSet;
import java.util.Set;

/** A servlet container under test. Found by {@link java.util.ServiceLoader}; a container is one class. */
public interface Container extends AutoCloseable {

    /** The product, its version, and the edition where it has several, as the table of results heads its column. */
    String name();

    /** The ways in which it can be told of filters and servlets. */
    default Set<Registration> registrations() {
        return EnumSet.allOf(Registration.class);
    }

    /** Mappings of filters that it does not heed, against the specification. */
    default Set<String> ignoredMappings() {
        return Set.of();
    }

    /** Whether it makes one space of all white space in a header before anybody sees it. */
    default boolean foldsWhiteSpace() {
        return false;
    }

    /**
     * Starts with one application, on a free port of the loopback interface. Sessions are possible, so that one could
     * be created.
     */
    void start(Application application, Variant variant) throws Exception;

    int port();

    @Override
    void close() throws Exception;
}
