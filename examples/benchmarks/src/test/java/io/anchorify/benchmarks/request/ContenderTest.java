package io.anchorify.benchmarks.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.anchorify.auth.Authentication.Authenticated;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class ContenderTest {

    private final Tokens tokens = new Tokens();

    @BeforeEach
    void issue() {
        tokens.count = 10;
        tokens.issue();
    }

    @AfterEach
    void close() {
        tokens.close();
    }

    @ParameterizedTest
    @EnumSource
    void contender_onLightRequest_acceptsGoodTokensOnly(Contender contender) {
        assertThatCode(() -> AdmissionCheck.require(contender.filter(tokens), tokens))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource
    void contender_inJetty_acceptsGoodTokensOnly(Contender contender) throws Exception {
        Server server = JettyServer.start(contender.name(), tokens);
        try {
            HttpResponse<String> good = get(server, tokens.header(3));
            HttpResponse<String> bad = get(server, Tokens.SCHEME + tokens.unknown());

            assertThat(good.statusCode()).isEqualTo(200);
            assertThat(good.body()).isEqualTo("hello owner3");
            assertThat(bad.statusCode()).isEqualTo(401);
        } finally {
            server.stop();
        }
    }

    @Test
    void check_ofFilterThatRejectsEverything_fails() {
        assertFails((request, response, chain) -> {});
    }

    @Test
    void check_ofFilterThatAcceptsAnUnknownToken_fails() throws Exception {
        Filter filter = Contender.BY_HAND.filter(tokens);
        assertFails((request, response, chain) -> {
            if (((HttpServletRequest) request).getHeader("Authorization").endsWith(tokens.unknown())) {
                chain.doFilter(authenticated(request, "owner0"), response);
            } else {
                filter.doFilter(request, response, chain);
            }
        });
    }

    @Test
    void check_ofFilterThatConfusesOwners_fails() {
        assertFails((request, response, chain) -> chain.doFilter(authenticated(request, "owner0"), response));
    }

    @Test
    void malformedAndUnknownToken_areRejectedByTheService() {
        assertThat(tokens.service().authenticate(Tokens.MALFORMED)).isNotInstanceOf(Authenticated.class);
        assertThat(tokens.service().authenticate(tokens.unknown())).isNotInstanceOf(Authenticated.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.springframework.security.web.FilterChainProxy",
                "org.apache.shiro.mgt.DefaultSecurityManager",
                "org.pac4j.core.engine.DefaultSecurityLogic",
                "io.dropwizard.auth.AuthFilter"
            })
    void logger_ofFramework_isSilent(String name) {
        assertThat(LoggerFactory.getLogger(name).isInfoEnabled()).isFalse();
        assertThat(org.apache.commons.logging.LogFactory.getLog(name).isDebugEnabled())
                .isFalse();
    }

    private void assertFails(Filter filter) {
        assertThatIllegalStateException()
                .isThrownBy(() -> AdmissionCheck.require(filter, tokens))
                .withMessageStartingWith("The filter accepts");
    }

    private static AuthenticatedRequest authenticated(Object request, String owner) {
        return new AuthenticatedRequest((HttpServletRequest) request, new NamedPrincipal(owner));
    }

    private static HttpResponse<String> get(Server server, String authorization) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + JettyServer.portOf(server) + "/api/hello");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", authorization)
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
