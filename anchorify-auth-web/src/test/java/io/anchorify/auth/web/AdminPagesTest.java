package io.anchorify.auth.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AdminPagesTest {

    private static TestHost host;

    @BeforeAll
    static void start() {
        host = TestHost.start();
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void list_ofAllOwners_showsEachToken() {
        host.tokens.issue("ada", "laptop");
        String body = host.browser("root").get("/tokens/admin").body();
        assertThat(body).contains("<bdi>laptop</bdi>", "<bdi>ada</bdi>");
    }
}
