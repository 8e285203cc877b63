package io.anchorify.auth.web.internal;

import io.anchorify.auth.web.internal.text.Texts;

/**
 * What every template needs.
 *
 * @param base the path of the page, without a slash at the end, for links and forms
 * @param t the texts
 * @param csrf the token for forms
 * @param administrator whether to link to the pages of an administrator
 */
public record View(String base, Texts t, String csrf, boolean administrator) {

    /** Omits the token. */
    @Override
    public String toString() {
        return "View[" + base + "]";
    }
}
