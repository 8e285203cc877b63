package io.anchorify.auth.servlet.conformance;

/** How a container learns of filters and servlets. */
public enum Registration {
    /** By the container's own classes. */
    CODE,
    /** By the deployment descriptor. */
    WEB_XML,
    /** By a {@link jakarta.servlet.ServletContainerInitializer}, which uses what the specification offers. */
    INITIALIZER
}
