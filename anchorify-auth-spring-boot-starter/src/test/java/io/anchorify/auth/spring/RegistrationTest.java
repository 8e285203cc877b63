package io.anchorify.auth.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitializationDetector;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

/** What Boot finds in the jar. */
class RegistrationTest {

    @Test
    void autoConfigurations_inTheImports_exist() {
        assertThat(ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader()))
                .filteredOn(name -> name.startsWith("io.anchorify."))
                .contains(
                        AnchorifyAuthAutoConfiguration.class.getName(),
                        AnchorifyFilterAutoConfiguration.class.getName(),
                        AnchorifyReactiveAutoConfiguration.class.getName())
                .allSatisfy(name -> assertThat(Class.forName(name)).hasAnnotation(AutoConfiguration.class));
    }

    @Test
    void failureAnalyzer_isFound() {
        assertThat(factories(FailureAnalyzer.class)).hasAtLeastOneElementOfType(StartupFailureAnalyzer.class);
    }

    @Test
    void detectorOfTokenBeans_isFound() {
        assertThat(factories(DependsOnDatabaseInitializationDetector.class))
                .hasAtLeastOneElementOfType(TokenBeansDetector.class);
    }

    /** Those of Boot with constructor arguments are left out. */
    private static <T> List<T> factories(Class<T> type) {
        return SpringFactoriesLoader.forDefaultResourceLocation()
                .load(type, FailureHandler.handleMessage((message, failure) -> {}));
    }
}
