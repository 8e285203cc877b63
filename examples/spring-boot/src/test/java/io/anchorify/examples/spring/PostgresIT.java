package io.anchorify.examples.spring;

import io.anchorify.auth.jdbc.testing.DatabaseServer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The application with the properties of a PostgreSQL database. */
class PostgresIT {

    @Test
    void application_onPostgres_servesUsersAndClients() throws Exception {
        DatabaseServer server = DatabaseServer.postgres();
        try (ConfigurableApplicationContext application = SpringApplication.run(
                Application.class,
                "--server.port=0",
                "--spring.datasource.url=" + server.url(),
                "--spring.datasource.username=" + server.user(),
                "--spring.datasource.password=" + server.password(),
                "--logging.level.root=off")) {
            Journey.assertSucceeds(
                    Integer.parseInt(application.getEnvironment().getRequiredProperty("local.server.port")));
        }
    }
}
