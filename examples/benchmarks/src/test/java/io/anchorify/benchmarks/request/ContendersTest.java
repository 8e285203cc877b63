package io.anchorify.benchmarks.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.servlet.Filter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class ContendersTest {

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

    static List<Contender> contenders() {
        return List.of(
                new FilterBenchmark.OnCaffeine(),
                new FilterBenchmark.OnPlainMap(),
                new FilterBenchmark.Handwritten(),
                new FilterBenchmark.Ours(),
                new PeersBenchmark.SpringByDefault(),
                new PeersBenchmark.SpringTrimmed(),
                new PeersBenchmark.ShiroByDefault(),
                new PeersBenchmark.ShiroTuned(),
                new PeersBenchmark.Pac4jByDefault(),
                new PeersBenchmark.Pac4jTuned());
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void contender_withGoodAndWrongTokens_admitsTheGoodOnes(Contender contender) {
        assertThatCode(() -> contender.prepare(tokens)).doesNotThrowAnyException();
    }

    @Test
    void dropwizard_withGoodAndWrongTokens_admitsTheGoodOnes() {
        assertThatCode(() -> new DropwizardPeer().prepare(tokens)).doesNotThrowAnyException();
    }

    @Test
    void contender_thatAdmitsNobody_isNotMeasured() {
        assertThatIllegalStateException().isThrownBy(() -> with((request, response, chain) -> {}));
    }

    @Test
    void contender_thatAdmitsEverybody_isNotMeasured() {
        assertThatIllegalStateException()
                .isThrownBy(() -> with((request, response, chain) -> {
                    LightRequest light = (LightRequest) request;
                    light.principal = Stream.of(0, 5, 9)
                            .filter(i -> tokens.header(i).equals(light.getHeader("Authorization")))
                            .map(i -> new NamedPrincipal(tokens.owner(i)))
                            .findAny()
                            .orElse(new NamedPrincipal("owner0"));
                    chain.doFilter(light, response);
                }))
                .withMessageContaining("3 of 4 requests");
    }

    @Test
    void contender_thatTakesEverybodyForTheSame_isNotMeasured() {
        assertThatIllegalStateException()
                .isThrownBy(() -> with((request, response, chain) -> {
                    ((LightRequest) request).principal = new NamedPrincipal("owner0");
                    chain.doFilter(request, response);
                }))
                .withMessageContaining("principal of a good token");
    }

    @Test
    void requests_thatDoNotComeThroughWhileMeasured_areReported() {
        Client client = new Client();
        String header = client.next(tokens);

        assertThatIllegalStateException().isThrownBy(client::check).withMessageContaining("0 came through");
        assertThat(header).startsWith("Bearer jf_");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.springframework.security.web.FilterChainProxy",
                "org.apache.shiro.mgt.DefaultSecurityManager",
                "org.pac4j.core.engine.DefaultSecurityLogic",
                "io.dropwizard.auth.AuthFilter"
            })
    void logger_ofAPeer_isSilent(String name) {
        assertThat(LoggerFactory.getLogger(name).isInfoEnabled()).isFalse();
        assertThat(org.apache.commons.logging.LogFactory.getLog(name).isDebugEnabled())
                .isFalse();
    }

    private void with(Filter filter) throws Exception {
        new Contender() {
            @Override
            Filter build(Tokens tokens) {
                return filter;
            }
        }.prepare(tokens);
    }
}
