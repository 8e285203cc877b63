package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionUrlTest {

    @ParameterizedTest
    @CsvSource(delimiter = '>', textBlock = """
            jdbc:postgresql://db/x                          > ?connectTimeout=2&socketTimeout=5&cancelSignalTimeout=1&tcpKeepAlive=true
            jdbc:postgresql://db/x?socketTimeout=30&ssl=true > &connectTimeout=2&cancelSignalTimeout=1&tcpKeepAlive=true
            jdbc:mariadb://db/x                             > ?connectTimeout=2000&socketTimeout=5000&tcpKeepAlive=true
            jdbc:h2:async:./auth                            > ;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE
            jdbc:h2:async:./auth;write_delay=10             > ;DB_CLOSE_ON_EXIT=FALSE
            jdbc:h2:tcp://db/auth                           > ;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE
            jdbc:h2:mem:x                                   > ;DB_CLOSE_DELAY=-1
            jdbc:other:x                                    > ''
            """)
    void url_withoutAParameter_getsItsDefault(String url, String defaults) {
        assertThat(ConnectionUrl.withDefaults(url)).isEqualTo(url + defaults);
    }

    /** Windows paths too. */
    @ParameterizedTest
    @ValueSource(strings = {"./auth", "../auth", "/var/auth", "~/auth", "C:/auth", "C:\\auth", ".\\auth"})
    void urlOfAnH2File_getsTheFileSystemThatSurvivesInterrupts(String path) {
        String expected = "jdbc:h2:async:" + path + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
        assertThat(ConnectionUrl.withDefaults("jdbc:h2:" + path)).isEqualTo(expected);
        assertThat(ConnectionUrl.withDefaults("jdbc:h2:file:" + path)).isEqualTo(expected);
    }

    @Test
    void url_withASocketTimeout_isRecognized() {
        assertThat(ConnectionUrl.setsSocketTimeout("jdbc:mariadb://db/x?socketTimeout=30000"))
                .isTrue();
        assertThat(ConnectionUrl.setsSocketTimeout("jdbc:mariadb://db/x")).isFalse();
    }
}
