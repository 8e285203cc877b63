/** Per-user bearer tokens: what a host application calls, and what a store implements. */
module io.anchorify.auth {
    requires static org.jspecify;
    requires com.github.benmanes.caffeine;

    exports io.anchorify.auth;
    exports io.anchorify.auth.spi;
}
