package io.anchorify.auth.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.servlet.conformance.OutcomeScenarios;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs the filter with a listener in a container whose class loader cannot load Micrometer. */
class WithoutMicrometerTest {

    @Test
    void filter_withoutMicrometerOnTheClassPath_callsItsListener() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(withoutMicrometer(), ClassLoader.getPlatformClassLoader())) {
            assertThatThrownBy(() -> loader.loadClass("io.micrometer.core.instrument.MeterRegistry"))
                    .isInstanceOf(ClassNotFoundException.class);
            Class<?> application = loader.loadClass(Application.class.getName());
            assertThat(application).isNotSameAs(Application.class);
            Thread.currentThread().setContextClassLoader(loader);

            Object outcomes =
                    ((Callable<?>) application.getDeclaredConstructor().newInstance()).call();

            assertThat(outcomes)
                    .isEqualTo(Stream.of(FilterOutcome.values()).map(Enum::name).toList());
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static URL[] withoutMicrometer() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!Path.of(entry).getFileName().toString().startsWith("micrometer-")) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        return urls.toArray(URL[]::new);
    }

    /** Provokes every outcome and returns the outcomes that its listener received. */
    public static final class Application implements Callable<List<String>> {

        @Override
        public List<String> call() throws Exception {
            List<String> outcomes = new ArrayList<>();
            try (OutcomeScenarios filters =
                    new OutcomeScenarios(event -> outcomes.add(event.outcome().name()))) {
                for (FilterOutcome outcome : FilterOutcome.values()) {
                    filters.provoke(outcome);
                }
            }
            return outcomes;
        }
    }
}
