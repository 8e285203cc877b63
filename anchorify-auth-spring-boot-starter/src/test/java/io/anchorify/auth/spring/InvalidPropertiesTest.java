package io.anchorify.auth.spring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.assertj.ApplicationContextAssertProvider;
import org.springframework.boot.test.context.runner.AbstractApplicationContextRunner;

/** Boot prints the name, the value and the reason of the exception, and where the property was set. */
class InvalidPropertiesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            prefix                  | with space | 1 to 16
            accept-prefixes         | with space | 1 to 16
            cache.size              | 0          | must be 1 to 100000000
            cache.age               | 2d         | must be
            last-used-interval      | 1ms        | must be
            purge-ended-after       | -1d        | must be
            policy.default-lifetime | 0s         | The default lifetime
            policy.maximum-lifetime | 0s         | The maximum lifetime
            policy.maximum-idle     | 1s         | at least a minute
            policy.maximum-tokens   | 0          | 1 to 1000000
            protected-paths         | api/*      | must be an exact path
            realm                   | ä          | printable ASCII
            required-scopes         | a b        | A required scope
            """)
    void value_outOfRange_isReportedWithItsProperty(String property, String value, String reason) {
        assertReported(
                TestApplications.servlet().withPropertyValues("anchorify.auth.protected-paths=/api/*"),
                property,
                value,
                reason);
    }

    @ParameterizedTest
    @CsvSource({"table-prefix, Upper, A table prefix is", "pool.connections, 1, at least two connections"})
    void value_refusedByTheStore_isReportedWithItsProperty(String property, String value, String reason) {
        assertReported(TestApplications.withoutWeb(), property, value, reason);
    }

    private static void assertReported(
            AbstractApplicationContextRunner<?, ?, ?> application, String property, String value, String reason) {
        application
                .withPropertyValues("anchorify.auth." + property + "=" + value)
                .run(provider -> {
                    var context = (ApplicationContextAssertProvider<?>) provider;
                    assertThat(context.getStartupFailure())
                            .rootCause()
                            .isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, invalid -> {
                                assertThat(invalid.getName()).isEqualTo("anchorify.auth." + property);
                                assertThat(invalid.getReason()).contains(reason);
                            });
                });
    }
}
