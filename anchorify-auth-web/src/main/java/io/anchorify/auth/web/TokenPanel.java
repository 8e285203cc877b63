package io.anchorify.auth.web;

import java.util.Locale;

/**
 * The token panel as a fragment of HTML, for a page of the host application. It uses no inline scripts or styles, so a strict
 * content security policy works: {@code script-src 'self'; style-src 'self'}.
 *
 * @param title the title of the page, as plain text
 * @param language the language of the texts
 * @param head elements for the head of the page: its style sheet and its script
 * @param csrf the value of the hidden field {@value FormProtection#FIELD} for forms of the host application on the same page; empty
 *     if nobody is signed in
 * @param html one element for the body of the page, in most cases a section with a heading of level 1
 */
public record TokenPanel(String title, Locale language, String head, String csrf, String html) {

    /** Omits the HTML, which can contain a new secret. */
    @Override
    public String toString() {
        return "TokenPanel[" + title + "]";
    }
}
