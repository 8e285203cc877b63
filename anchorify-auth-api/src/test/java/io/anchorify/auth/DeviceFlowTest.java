package io.anchorify.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.Authentication.Authenticated;
import io.anchorify.auth.spi.TokenStore;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeviceFlowTest {

    private final TokenService tokens =
            TokenService.builder(TokenStore.inMemory()).build();
    private final DeviceFlow flow = tokens.deviceFlow();

    @AfterEach
    void close() {
        tokens.close();
    }

    @Test
    void approvedCode_polledOnce_issuesTheToken() {
        DeviceAuthorization started = flow.start("anchorify on laptop", "192.0.2.1", Set.of("read"));
        String deviceCode = started.deviceCode().reveal();
        assertThat(flow.poll(deviceCode)).isEqualTo(new DevicePoll.Pending(DeviceFlow.INTERVAL));

        DeviceRequest request = flow.find(
                        started.userCode().toLowerCase(Locale.ROOT).replace('-', ' '))
                .orElseThrow();
        assertThat(request.clientName()).isEqualTo("anchorify on laptop");
        assertThat(flow.approve(started.userCode(), TokenRequest.of("ada").label("laptop")))
                .isTrue();
        assertThat(flow.deny(started.userCode())).isFalse();

        assertThat(flow.poll(deviceCode))
                .isInstanceOfSatisfying(
                        DevicePoll.Issued.class,
                        issued -> assertThat(tokens.authenticate(
                                        issued.token().secret().reveal()))
                                .isInstanceOf(Authenticated.class));
        assertThat(flow.poll(deviceCode)).isInstanceOf(DevicePoll.Expired.class);
        assertThat(tokens.list(TokenQuery.of("ada"))).hasSize(1);
    }

    @Test
    void deviceFlow_calledTwice_isTheSame() {
        assertThat(tokens.deviceFlow()).isSameAs(flow);
    }
}
