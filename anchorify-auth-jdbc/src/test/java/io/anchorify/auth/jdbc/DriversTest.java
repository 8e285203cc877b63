package io.anchorify.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.TokenStoreException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.sql.DriverManager;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;

/** Finding the driver, also in class loaders that {@link DriverManager} does not know. */
class DriversTest {

    /** As Tomcat does at its start. From then on, it finds no driver of a web application. */
    @BeforeEach
    void initializeDriverManager() {
        assertThat(DriverManager.drivers()).isNotEmpty();
    }

    @Test
    void connect_inAWebApplicationWithItsDriver_works() throws Exception {
        try (URLClassLoader application = applicationWith(
                JdbcTokenStore.class, TokenService.class, HikariDataSource.class, Logger.class, org.h2.Driver.class)) {
            assertConnects(application, application);
        }
    }

    @Test
    void connect_inASharedLibraryWhoseApplicationHasTheDriver_works() throws Exception {
        try (URLClassLoader shared = applicationWith(
                        JdbcTokenStore.class, TokenService.class, HikariDataSource.class, Logger.class);
                URLClassLoader application = new URLClassLoader(urls(org.h2.Driver.class), shared)) {
            assertConnects(shared, application);
        }
    }

    @Test
    void connect_inAWebApplicationWithoutADriver_namesWhatToAdd() throws Exception {
        try (URLClassLoader application =
                applicationWith(JdbcTokenStore.class, TokenService.class, HikariDataSource.class, Logger.class)) {
            assertThatThrownBy(() -> connect(application, application))
                    .hasMessageStartingWith("There is no JDBC driver for 'jdbc:h2:' on the class path.");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://ada:hunter2@127.0.0.1:1/x",
                "jdbc:mariadb://ada:hunter2@127.0.0.1:1/x",
                "jdbc:postgresql://127.0.0.1:port/x"
            })
    void connect_toAMalformedUrl_saysSoWithoutTheUrl(String url) {
        assertThatThrownBy(() -> JdbcTokenStore.connect(url))
                .isInstanceOf(TokenStoreException.class)
                .hasMessageMatching("The URL of the token database contains a user before its host\\. .*"
                        + "|The JDBC driver for 'jdbc:postgresql:' does not accept the URL of the token database\\. .*")
                .hasMessageNotContaining("hunter2");
    }

    private static void assertConnects(ClassLoader library, ClassLoader context) {
        assertThatCode(() -> connect(library, context)).doesNotThrowAnyException();
    }

    private static void connect(ClassLoader library, ClassLoader context) throws Throwable {
        Thread thread = Thread.currentThread();
        ClassLoader original = thread.getContextClassLoader();
        thread.setContextClassLoader(context);
        try {
            Class<?> stores = library.loadClass(JdbcTokenStore.class.getName());
            Object store = stores.getMethod("connect", String.class).invoke(null, "jdbc:h2:mem:" + UUID.randomUUID());
            stores.getMethod("createSchema").invoke(store);
            stores.getMethod("close").invoke(store);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        } finally {
            thread.setContextClassLoader(original);
        }
    }

    /** Sees nothing but the JDK and the jars of the given classes. */
    private static URLClassLoader applicationWith(Class<?>... classes) {
        return new URLClassLoader(urls(classes), ClassLoader.getPlatformClassLoader());
    }

    private static URL[] urls(Class<?>... classes) {
        return Stream.of(classes)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .toArray(URL[]::new);
    }
}
