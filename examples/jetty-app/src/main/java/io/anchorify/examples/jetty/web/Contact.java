package io.anchorify.examples.jetty.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whom users ask to erase their tokens.
 *
 * @param text an e-mail address, or the URL of a page
 */
public record Contact(String text) {

    /** The attribute of the servlet context with the contact. */
    public static final String ATTRIBUTE = Contact.class.getName();

    private static final Pattern EMAIL = Pattern.compile("[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*");
    private static final Pattern URL =
            Pattern.compile("https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?([/?#][!-~&&[^\"'<>\\\\^`{|}]]*)?");

    /** @throws IllegalArgumentException if the text is neither an e-mail address nor a URL */
    public Contact {
        if (!EMAIL.matcher(text).matches() && !URL.matcher(text).matches()) {
            throw new IllegalArgumentException("neither an e-mail address nor a URL");
        }
    }

    static @Nullable Contact of(HttpServletRequest request) {
        return (Contact) request.getServletContext().getAttribute(ATTRIBUTE);
    }

    /** What a link to the contact leads to. */
    public String link() {
        return text.contains("://") ? text : "mailto:" + text;
    }
}
