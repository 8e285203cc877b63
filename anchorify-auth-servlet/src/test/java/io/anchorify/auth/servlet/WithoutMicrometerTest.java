package io.anchorify.auth.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anchorify.auth.servlet.conformance.EveryOutcome;
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

/** The filter with a listener, in a container, where there is no class of Micrometer. */
class WithoutMicrometerTest {

    @Test
    void filter_withoutMicrometerOnTheClassPath_worksAndTellsItsListener() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(withoutMicrometer(), ClassLoader.getPlatformClassLoader())) {
            assertThatThrownBy(() -> loader.loadClass("io.micrometer.core.instrument.MeterRegistry"))
                    .isInstanceOf(ClassNotFoundException.class);
            Class<?> application = loader.loadClass(Application.class.getName());
            assertThat(application).isNotSameAs(Application.class);
            Thread.currentThread().setContextClassLoader(loader);

            Object told = ((Callable<?>) application.getDeclaredConstructor().newInstance()).call();

            assertThat(told)
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

    /** What a host does that has heard nothing of Micrometer; answers what its listener was told. */
    public static final class Application implements Callable<List<String>> {

        @Override
        public List<String> call() throws Exception {
            List<String> told = new ArrayList<>();
            try (EveryOutcome filters =
                    new EveryOutcome(event -> told.add(event.outcome().name()))) {
                for (FilterOutcome outcome : FilterOutcome.values()) {
                    filters.provoke(outcome);
                }
            }
            return told;
        }
    }
}
