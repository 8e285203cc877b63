package io.anchorify.auth.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.ApplicationContextAssertProvider;
import org.springframework.boot.test.context.runner.AbstractApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

/** What an application reports that cannot start. */
class StartupFailureTest {

    @Test
    void servletApplication_withoutProtectedPaths_saysWhatToSet() {
        FailureAnalysis analysis = failureOf(TestApplications.servlet());

        assertThat(analysis.getDescription()).startsWith("No path is protected by tokens");
        assertThat(analysis.getAction())
                .contains("'anchorify.auth.protected-paths'")
                .contains("'anchorify.auth.enabled=false'");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void reactiveApplication_isRefused(boolean isLazy) {
        FailureAnalysis analysis = failureOf(new ReactiveWebApplicationContextRunner()
                .withPropertyValues("spring.main.lazy-initialization=" + isLazy)
                .withConfiguration(AutoConfigurations.of(AnchorifyReactiveAutoConfiguration.class)));

        assertThat(analysis.getDescription()).contains("this application is reactive (WebFlux)");
        assertThat(analysis.getAction()).contains("'anchorify.auth.enabled=false'");
    }

    @Test
    void reactiveApplication_switchedOff_starts() {
        new ReactiveWebApplicationContextRunner()
                .withPropertyValues("anchorify.auth.enabled=false")
                .withConfiguration(AutoConfigurations.of(AnchorifyReactiveAutoConfiguration.class))
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void application_withoutADataSource_saysWhatToDefine() {
        FailureAnalysis analysis = failureOf(TestApplications.withoutWeb()
                .withBean("first", DataSource.class, DriverManagerDataSource::new)
                .withBean("second", DataSource.class, DriverManagerDataSource::new));

        assertThat(analysis.getDescription()).contains("several of which none is primary");
        assertThat(analysis.getAction()).contains("@AnchorifyDataSource");
    }

    @Test
    void routingDataSource_isRefused() {
        FailureAnalysis analysis = failureOf(TestApplications.withoutWeb().withBean(DataSource.class, Routing::new));

        assertThat(analysis.getDescription()).contains("AbstractRoutingDataSource");
        assertThat(analysis.getAction()).contains("@AnchorifyDataSource");
    }

    @Test
    void routingDataSource_inAWrapper_isRefused() {
        FailureAnalysis analysis = failureOf(TestApplications.withoutWeb()
                .withBean(DataSource.class, () -> new DelegatingDataSource(new Routing())));

        assertThat(analysis.getDescription()).contains("AbstractRoutingDataSource");
    }

    @Test
    void lazyDataSource_inAnUnknownWrapper_isRefused() {
        FailureAnalysis analysis = failureOf(TestApplications.withoutWeb()
                .withBean(
                        DataSource.class,
                        () -> new DelegatingDataSource(
                                new LazyConnectionDataSourceProxy(new DriverManagerDataSource()))));

        assertThat(analysis.getDescription()).contains("wraps a LazyConnectionDataSourceProxy");
        assertThat(analysis.getAction()).contains("@AnchorifyDataSource");
    }

    @Test
    void pool_withoutAConnectionForTheApplication_namesBothProperties() {
        FailureAnalysis analysis = failureOf(
                TestApplications.withoutWeb().withPropertyValues("spring.datasource.hikari.maximum-pool-size=4"));

        assertThat(analysis.getDescription()).contains("at most 4 connections").contains("keeps 4");
        assertThat(analysis.getAction())
                .contains("'spring.datasource.hikari.maximum-pool-size'")
                .contains("'anchorify.auth.pool.connections'");
    }

    @Test
    void pool_ofAnotherKindThatIsTooSmall_namesBothProperties() {
        JdbcConnectionPool pool = JdbcConnectionPool.create(TestApplications.newDatabase(), "", "");
        pool.setMaxConnections(4);
        pool.setLoginTimeout(1);
        FailureAnalysis analysis = failureOf(TestApplications.withoutWeb().withBean(DataSource.class, () -> pool));

        assertThat(analysis.getDescription()).contains("did not provide 5 connections at the same time");
        assertThat(analysis.getAction())
                .contains("'spring.datasource.hikari.maximum-pool-size'")
                .contains("'anchorify.auth.pool.connections'");
    }

    @Test
    void pool_withOneConnectionForTheApplication_suffices() {
        TestApplications.withoutWeb()
                .withPropertyValues("spring.datasource.hikari.maximum-pool-size=3", "anchorify.auth.pool.connections=2")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void database_thatRefusesConnections_isReportedWithItsReason() {
        FailureAnalysis analysis = failureOf(TestApplications.withoutWeb()
                .withBean(DataSource.class, () -> new DriverManagerDataSource("jdbc:h2:mem:nowhere;IFEXISTS=TRUE")));

        assertThat(analysis.getDescription()).startsWith("Cannot connect to the token database");
        assertThat(analysis.getAction()).contains("'spring.datasource.*'");
    }

    @Test
    void database_withoutTheTables_isReportedWithTheScripts() {
        FailureAnalysis analysis =
                failureOf(TestApplications.withoutWeb().withPropertyValues("anchorify.auth.schema=verify"));

        assertThat(analysis.getDescription()).contains("V1__tokens.sql");
        assertThat(analysis.getAction()).isNull();
    }

    @Test
    void database_thatLosesCommits_isReportedWithTheSetting(@TempDir Path directory) {
        FailureAnalysis analysis = failureOf(TestApplications.withoutWeb()
                .withPropertyValues("spring.datasource.url=jdbc:h2:" + directory.resolve("app")));

        assertThat(analysis.getDescription()).contains("WRITE_DELAY=0");
    }

    @Test
    void databaseUser_whoMayNotCreateTables_isReportedWithTheReason() {
        String url = "jdbc:h2:mem:" + UUID.randomUUID();
        SingleConnectionDataSource admin = new SingleConnectionDataSource(url, "sa", "", true);
        new JdbcTemplate(admin).execute("CREATE USER app PASSWORD 'app'");
        FailureAnalysis analysis = failureOf(TestApplications.withoutWeb()
                .withPropertyValues(
                        "spring.datasource.url=" + url,
                        "spring.datasource.username=app",
                        "spring.datasource.password=app"));
        admin.destroy();

        assertThat(analysis.getDescription()).contains("rights");
        assertThat(analysis.getAction()).isNull();
    }

    private static FailureAnalysis failureOf(AbstractApplicationContextRunner<?, ?, ?> application) {
        FailureAnalysis[] analysis = new FailureAnalysis[1];
        application.run(context -> {
            Throwable failure = ((ApplicationContextAssertProvider<?>) context).getStartupFailure();
            assertThat(failure).isNotNull();
            analysis[0] = new StartupFailureAnalyzer().analyze(failure);
        });
        return analysis[0];
    }

    /** Chooses a database that does not exist. */
    private static final class Routing extends AbstractRoutingDataSource {

        Routing() {
            setTargetDataSources(Map.of());
            setDefaultTargetDataSource(new DriverManagerDataSource("jdbc:h2:mem:routed"));
        }

        @Override
        protected Object determineCurrentLookupKey() {
            return "any";
        }
    }
}
