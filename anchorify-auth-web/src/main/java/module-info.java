/** A page, JSON endpoints and a device login for the tokens of a web application. */
@SuppressWarnings("requires-automatic") // jte has a stable module name, but no module descriptor.
module io.anchorify.auth.web {
    requires com.github.benmanes.caffeine;
    requires gg.jte.runtime;
    requires static org.jspecify;
    requires tools.jackson.core;
    requires transitive io.anchorify.auth;
    requires transitive jakarta.servlet;

    exports io.anchorify.auth.web;

    opens io.anchorify.auth.web.templates to
            gg.jte.runtime;
    opens io.anchorify.auth.web.templates.admin to
            gg.jte.runtime;
    opens io.anchorify.auth.web.templates.device to
            gg.jte.runtime;
    opens io.anchorify.auth.web.templates.owner to
            gg.jte.runtime;
}
