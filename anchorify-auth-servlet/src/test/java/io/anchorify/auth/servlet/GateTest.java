package io.anchorify.auth.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.Authentication;
import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.TokenAuthenticator;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.spi.TokenStore;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A service is asked for a token before its header's grammar, and nobody can tell. */
class GateTest {

    /** Each is put between two characters of a header, and in place of one. */
    private static final List<String> PIECES = List.of("", " ", "\t", "=", ",", "a", "B", "ä", "\u0142", "\u0000");

    private final TokenService tokens =
            TokenService.builder(TokenStore.inMemory()).build();
    private final String header = "Bearer " + tokens.issue("ada", null).secret().reveal();

    @AfterEach
    void close() {
        tokens.close();
    }

    @Test
    void header_changedAnywhere_isDecidedOnAsByTheGrammarFirst() {
        Gate grammarFirst = gate(tokens::authenticate);
        Gate serviceFirst = gate(tokens);
        int admitted = 0;
        for (String changed : changes()) {
            Decision expected = grammarFirst.decide(request(changed));

            Decision decision = serviceFirst.decide(request(changed));

            assertThat(decision).as(changed).hasSameClassAs(expected);
            assertThat(decision.outcome()).as(changed).isEqualTo(expected.outcome());
            if (decision instanceof Decision.Deny deny && expected instanceof Decision.Deny other) {
                assertThat(deny.denial()).as(changed).usingRecursiveComparison().isEqualTo(other.denial());
            } else {
                admitted++;
            }
        }
        // With nothing put in, with white space before the token or around it all, or with a letter that was there
        // already.
        assertThat(admitted).isBetween(header.length() + 5, 2 * header.length());
    }

    @Test
    void authenticator_thatIsNoService_isHandedOnlyWhatTheGrammarAllows() {
        List<String> presented = new ArrayList<>();
        Gate gate = gate(text -> {
            presented.add(text);
            return accepted();
        });

        changes().forEach(changed -> gate.decide(request(changed)));

        assertThat(presented)
                .hasSizeGreaterThan(100)
                .allMatch(
                        text -> text.equals(HeaderGrammar.read("Bearer " + text).token()));
    }

    private Authentication accepted() {
        Authentication accepted = tokens.authenticate(header.substring("Bearer ".length()));
        assertThat(accepted).isInstanceOf(Authenticated.class);
        return accepted;
    }

    private List<String> changes() {
        List<String> changes = new ArrayList<>(List.of(header));
        for (int i = 0; i <= header.length(); i++) {
            for (String piece : PIECES) {
                changes.add(header.substring(0, i) + piece + header.substring(i));
                changes.add(header.substring(0, i) + piece + header.substring(Math.min(header.length(), i + 1)));
            }
        }
        return changes;
    }

    private static Gate gate(TokenAuthenticator tokens) {
        return new Gate(BearerTokenFilter.builder(tokens));
    }

    private static HttpServletRequest request(String authorization) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                GateTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getHeaders" -> Collections.enumeration(List.of(authorization));
                    case "getDispatcherType" -> DispatcherType.REQUEST;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
