package io.anchorify.auth.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VaryingResponseTest {

    private final List<String> vary = new ArrayList<>();
    private final HttpServletResponse response = mock(HttpServletResponse.class);

    @BeforeEach
    void recordVary() {
        when(response.getHeaders("Vary")).thenReturn(vary);
        doAnswer(call -> vary.add(call.getArgument(1))).when(response).addHeader(anyString(), anyString());
        doAnswer(call -> {
                    vary.clear();
                    return call.getArgument(1) != null && vary.add(call.getArgument(1));
                })
                .when(response)
                .setHeader(anyString(), any());
        doAnswer(call -> {
                    vary.clear();
                    return null;
                })
                .when(response)
                .reset();
    }

    @Test
    void value_isAddedToOthersOnce() {
        vary.add("Origin");

        VaryingResponse.of(VaryingResponse.of(response));

        assertThat(vary).containsExactly("Origin", "Authorization");
    }

    @Test
    void value_isKeptWhenTheApplicationReplacesTheHeaderOrResetsTheResponse() {
        VaryingResponse varying = VaryingResponse.of(response);

        varying.setHeader("vary", "Accept");
        assertThat(vary).containsExactly("Accept", "Authorization");
        varying.setHeader("Vary", null);
        assertThat(vary).containsExactly("Authorization");
        varying.reset();
        assertThat(vary).containsExactly("Authorization");
    }
}
