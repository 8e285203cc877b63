package io.anchorify.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserCodeTest {

    @Test
    void randomCodes_useEveryLetterAndNoOther() {
        Random random = new Random(42);
        Set<String> codes =
                Stream.generate(() -> UserCode.random(random)).limit(500).collect(Collectors.toSet());

        assertThat(codes).hasSize(500).allMatch(UserCode::isUserCode);
        assertThat(String.join("", codes).replace("-", "").chars().distinct()).hasSize(UserCode.LETTERS.length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WDJB-MJHT",
                "wdjb-mjht",
                "wdjbmjht",
                " WD JB MJ HT\t",
                "w-d-j-b-m-j-h-t",
                "WDJB\u2013MJHT",
                "WDJB\u00A0MJHT"
            })
    void typedCode_inAnyForm_isRead(String typed) {
        assertThat(UserCode.parse(typed)).contains("WDJB-MJHT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "WDJB-MJH",
                "WDJB-MJHTT",
                "WDJB-MJHA",
                "WDJB-MJH1",
                "WDJB_MJHT",
                "wdjb-mjh\u0131",
                "WDJB-MJH\u00DF"
            })
    void otherText_isNoCode(String typed) {
        assertThat(UserCode.parse(typed)).isEmpty();
    }

    @Test
    void veryLongText_isNoCode() {
        assertThat(UserCode.parse(" ".repeat(100_000) + "WDJB-MJHT")).isEmpty();
    }
}
