/** Requires the four modules and nothing else. */
module org.example.modulepath {
    requires io.anchorify.auth;
    requires io.anchorify.auth.jdbc;
    requires io.anchorify.auth.servlet;
    requires io.anchorify.auth.web;
}
