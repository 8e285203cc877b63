/** A servlet filter that lets requests with a good bearer token through. */
module io.anchorify.auth.servlet {
    requires static transitive org.jspecify;
    requires transitive io.anchorify.auth;
    requires transitive jakarta.servlet;

    exports io.anchorify.auth.servlet;
}
