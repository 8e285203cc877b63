package io.anchorify.auth.spring;

import io.anchorify.auth.spi.TokenStore;
import java.util.UUID;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

/** The applications of the tests. */
final class TestApplications {

    private TestApplications() {}

    /** Without a web server, on an H2 database of its own. */
    static ApplicationContextRunner withoutWeb() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        DataSourceAutoConfiguration.class,
                        AnchorifyAuthAutoConfiguration.class,
                        AnchorifyFilterAutoConfiguration.class,
                        AnchorifyReactiveAutoConfiguration.class))
                .withPropertyValues("spring.datasource.url=" + newDatabase());
    }

    /** With beans for a servlet container, but without a container, and with a store in memory. */
    static WebApplicationContextRunner servlet() {
        return new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        AnchorifyAuthAutoConfiguration.class,
                        AnchorifyFilterAutoConfiguration.class,
                        AnchorifyReactiveAutoConfiguration.class))
                .withBean(TokenStore.class, TokenStore::inMemory);
    }

    /** The URL of a database that outlives its connections. */
    static String newDatabase() {
        return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    }
}
