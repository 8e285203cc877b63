/** A servlet filter that lets requests with a good bearer token through. */
// Micrometer has a stable module name, but no module descriptor.
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module io.anchorify.auth.servlet {
    requires static transitive org.jspecify;
    requires static transitive micrometer.core;
    requires transitive io.anchorify.auth;
    requires transitive jakarta.servlet;

    exports io.anchorify.auth.servlet;
    exports io.anchorify.auth.servlet.metrics;
}
