package io.anchorify.auth.servlet.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.servlet.BearerTokenFilter;
import io.anchorify.auth.servlet.LogRecorder;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The limit of mapped mode: a router at {@code /} that reads the raw URI is reached past a filter at {@code /api/*}. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.anchorify.auth.servlet.conformance.Deployment#inOneContainer")
class MappedModeTest extends RouterCase {

    private final LogRecorder log = new LogRecorder(BearerTokenFilter.class);

    @Override
    HttpServlet router() {
        return SpringMvc.servlet(handler, openHandler);
    }

    @Override
    String routerMapping() {
        return "/";
    }

    @Override
    void protect(Application application, TokenService tokens) {
        for (String path : PROTECTED) {
            protect(application, tokens, path, options -> options);
        }
    }

    @AfterParameterizedClassInvocation
    void stopRecording() {
        log.close();
    }

    @Test
    void router_thatReadsTheRawUri_isReachedPastAMappedFilter() throws IOException {
        assertThat(get("/api/x").status()).isEqualTo(401);

        for (String path : WALKING_PAST) {
            get(path);
        }
        get("/secret/");

        assertThat(handler.unauthenticatedRequests()).isNotEmpty();
    }

    @Test
    void line27aand27c_filter_inFrontOfABroaderRouter_warnsAtStartup() {
        assertThat(log.records())
                .extracting(LogRecord::getMessage)
                .anySatisfy(message -> assertThat(message)
                        .contains(" at '/api/*' does not see every request that the servlet ")
                        .endsWith(" for instance /api/../x: map the filter to /* and protect /api/*."))
                .anySatisfy(message -> assertThat(message)
                        .contains(" at '/secret' does not see every request that the servlet ")
                        .endsWith(" for instance /secret/: map the filter to /* and protect /secret."));
    }
}
