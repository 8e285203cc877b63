package io.anchorify.auth.servlet;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A response with {@code Vary: Authorization}, so that a shared cache does not serve one caller's answer to another (RFC 9110
 * section 12.5.5). The value is kept if the application resets the response or sets {@code Vary} to something else.
 */
final class VaryingResponse extends HttpServletResponseWrapper {

    private static final String NAME = "Vary";
    private static final String VALUE = "Authorization";

    private VaryingResponse(HttpServletResponse response) {
        super(response);
    }

    static VaryingResponse of(HttpServletResponse response) {
        VaryingResponse varying = new VaryingResponse(response);
        varying.vary();
        return varying;
    }

    private void vary() {
        // An earlier dispatch, or another filter, may have added it.
        if (!getHeaders(NAME).contains(VALUE)) {
            addHeader(NAME, VALUE);
        }
    }

    @Override
    public void setHeader(String name, @Nullable String value) {
        super.setHeader(name, value);
        if (name.equalsIgnoreCase(NAME)) {
            vary();
        }
    }

    @Override
    public void reset() {
        super.reset();
        vary();
    }
}
