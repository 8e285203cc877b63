package io.anchorify.auth.servlet.conformance;

/** How filters and servlets are registered. */
public enum Registration {
    /** With the container's own API. */
    CODE,
    /** With a deployment descriptor. */
    WEB_XML,
    /** With the standard API, in a {@link jakarta.servlet.ServletContainerInitializer}. */
    INITIALIZER
}
