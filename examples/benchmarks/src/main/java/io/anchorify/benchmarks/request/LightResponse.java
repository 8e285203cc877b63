package io.anchorify.benchmarks.request;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/** A response that throws when a filter writes to it, so a rejection cannot be mistaken for a fast request. */
final class LightResponse extends HttpServletResponseWrapper {

    LightResponse() {
        super(LightRequest.unsupported(HttpServletResponse.class));
    }

    @Override
    public int getStatus() {
        return SC_OK;
    }
}
