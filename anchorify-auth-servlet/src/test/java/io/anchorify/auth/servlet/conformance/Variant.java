package io.anchorify.auth.servlet.conformance;

import java.util.Locale;

/** A deployment of the application. The variants cover every registration, thread model, context path and locale. */
public enum Variant {
    CODE("by code", Registration.CODE, false, "", Locale.ROOT),
    VIRTUAL_THREADS("on virtual threads", Registration.CODE, true, "", Locale.ROOT),
    WEB_XML("by web.xml, at /ctx", Registration.WEB_XML, false, "/ctx", Locale.ROOT),
    /** In a locale in which the lower case of I is not i. */
    INITIALIZER(
            "by an initializer, at /ctx/api, in Turkish",
            Registration.INITIALIZER,
            false,
            "/ctx/api",
            Locale.forLanguageTag("tr-TR"));

    private final String description;
    private final Registration registration;
    private final boolean virtualThreads;
    private final String contextPath;
    private final Locale locale;

    Variant(String description, Registration registration, boolean virtualThreads, String contextPath, Locale locale) {
        this.description = description;
        this.registration = registration;
        this.virtualThreads = virtualThreads;
        this.contextPath = contextPath;
        this.locale = locale;
    }

    public Registration registration() {
        return registration;
    }

    public boolean virtualThreads() {
        return virtualThreads;
    }

    /** Empty, or a path that begins with a slash. */
    public String contextPath() {
        return contextPath;
    }

    /** The default locale of the JVM during the tests. */
    Locale locale() {
        return locale;
    }

    @Override
    public String toString() {
        return description;
    }
}
