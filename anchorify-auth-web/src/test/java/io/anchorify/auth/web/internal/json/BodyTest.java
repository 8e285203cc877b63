package io.anchorify.auth.web.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BodyTest {

    @Test
    void toString_ofABodyWithASecret_omitsIt() {
        assertThat(new Body(Map.of("token", "jf_secret"))).hasToString("Body[token]");
    }
}
