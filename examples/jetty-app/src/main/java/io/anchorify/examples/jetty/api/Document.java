package io.anchorify.examples.jetty.api;

import java.time.Instant;

/** A small thing worth protecting. */
record Document(String id, String title, String body, Instant createdAt) {

    /** Without the body, which may be long. */
    Summary summary() {
        return new Summary(id, title, createdAt);
    }

    /** A document in a list. */
    record Summary(String id, String title, Instant createdAt) {}
}
