package io.anchorify.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The library's jars on the module path: their exports, their dependencies, and a working service. */
class ModulePathIT {

    private static final List<String> JARS = List.of(
            "anchorify-auth-api-",
            "anchorify-auth-jdbc-",
            "anchorify-auth-servlet-",
            "caffeine-",
            "HikariCP-",
            "slf4j-api-",
            "jakarta.servlet-api-",
            "jspecify-",
            "h2-");

    private final ModuleFinder finder = ModuleFinder.of(jars());

    @Test
    void modules_exports_arePublicPackagesOnly() {
        assertThat(exportsOf("io.anchorify.auth"))
                .containsExactlyInAnyOrder("io.anchorify.auth", "io.anchorify.auth.spi");
        assertThat(exportsOf("io.anchorify.auth.jdbc")).containsExactly("io.anchorify.auth.jdbc");
        assertThat(exportsOf("io.anchorify.auth.servlet"))
                .containsExactlyInAnyOrder("io.anchorify.auth.servlet", "io.anchorify.auth.servlet.metrics");
    }

    @Test
    void modules_requires_nameTheApiOnly() {
        assertThat(requiredBy("io.anchorify.auth")).isEmpty();
        assertThat(requiredBy("io.anchorify.auth.jdbc")).containsExactly("io.anchorify.auth");
        assertThat(requiredBy("io.anchorify.auth.servlet")).containsExactly("io.anchorify.auth");
    }

    @Test
    void service_onTheModulePath_issuesAToken() throws Exception {
        Configuration configuration = ModuleLayer.boot()
                .configuration()
                .resolve(
                        finder,
                        ModuleFinder.of(),
                        Set.of("io.anchorify.auth.jdbc", "io.anchorify.auth.servlet", "com.h2database"));
        ModuleLayer layer =
                ModuleLayer.boot().defineModulesWithOneLoader(configuration, ClassLoader.getPlatformClassLoader());
        ClassLoader loader = layer.findLoader("io.anchorify.auth.jdbc");
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        try {
            Class<?> store = loader.loadClass("io.anchorify.auth.spi.TokenStore");
            Class<?> service = loader.loadClass("io.anchorify.auth.TokenService");
            assertThat(service.getModule().isNamed()).isTrue();
            Object builder = service.getMethod("builder", store)
                    .invoke(null, store.getMethod("inMemory").invoke(null));
            Object tokens = builder.getClass().getMethod("build").invoke(builder);
            Object issued =
                    service.getMethod("issue", String.class, String.class).invoke(tokens, "ada", "laptop");
            assertThat(issued.toString()).contains("ada").contains("redacted");
            service.getMethod("close").invoke(tokens);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private List<String> exportsOf(String module) {
        return descriptor(module).exports().stream()
                .filter(export -> !export.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .toList();
    }

    private List<String> requiredBy(String module) {
        return descriptor(module).requires().stream()
                .map(ModuleDescriptor.Requires::name)
                .filter(name -> name.startsWith("io.anchorify"))
                .toList();
    }

    private ModuleDescriptor descriptor(String module) {
        return finder.find(module).orElseThrow().descriptor();
    }

    private static Path[] jars() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(path -> isWanted(path.getFileName().toString()))
                .collect(Collectors.toList())
                .toArray(Path[]::new);
    }

    private static boolean isWanted(String name) {
        return name.endsWith(".jar")
                && !name.endsWith("-tests.jar")
                && JARS.stream().anyMatch(name::startsWith);
    }
}
