package io.anchorify.auth.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.TokenService;
import jakarta.servlet.http.HttpServletRequest;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles a module that requires the library, without Micrometer and JSpecify on the module path. */
class ModulePathTest {

    @TempDir
    private Path directory;

    @Test
    void consumer_withoutOptionalModules_compilesWithoutWarnings() throws Exception {
        Path module = write("module-info.java", """
                module consumer {
                    requires io.anchorify.auth.servlet;
                }
                """);
        Path source = write("consumer/Consumer.java", """
                package consumer;

                import io.anchorify.auth.TokenPrincipal;
                import io.anchorify.auth.TokenService;
                import io.anchorify.auth.servlet.BearerTokenFilter;
                import jakarta.servlet.http.HttpServletRequest;

                final class Consumer {

                    BearerTokenFilter filter(TokenService tokens) {
                        return BearerTokenFilter.builder(tokens).listener(event -> event.principal()).build();
                    }

                    String label(HttpServletRequest request) {
                        return ((TokenPrincipal) request.getUserPrincipal()).label();
                    }
                }
                """);

        assertThat(compile(module, source)).isEmpty();
    }

    private List<String> compile(Path... sources) throws IOException, URISyntaxException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(diagnostics, Locale.ROOT, null)) {
            List<String> options =
                    List.of("--release", "17", "-Xlint:all", "--module-path", modulePath(), "-d", directory.toString());
            compiler.getTask(null, files, diagnostics, options, null, files.getJavaFileObjects(sources))
                    .call();
        }
        return diagnostics.getDiagnostics().stream().map(Diagnostic::toString).toList();
    }

    /** The library and its mandatory dependencies. */
    private static String modulePath() throws URISyntaxException {
        Stream<Path> classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of);
        return Stream.of(
                        Stream.of(
                                origin(BearerTokenFilter.class),
                                origin(TokenService.class),
                                origin(HttpServletRequest.class)),
                        classPath.filter(path -> path.getFileName().toString().startsWith("caffeine-")))
                .flatMap(paths -> paths)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path origin(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private Path write(String name, String source) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, source);
    }
}
