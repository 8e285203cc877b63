/** A servlet filter that authenticates requests by bearer tokens. */
@SuppressWarnings("requires-automatic") // Micrometer has a stable module name, but no module descriptor.
module io.anchorify.auth.servlet {
    requires static micrometer.core;
    requires static org.jspecify;
    requires transitive io.anchorify.auth;
    requires transitive jakarta.servlet;

    exports io.anchorify.auth.servlet;
    exports io.anchorify.auth.servlet.metrics;
}
