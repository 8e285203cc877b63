package io.anchorify.auth.jdbc.upgrade;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The library before the latest version of the schema, compiled from the Git history of this checkout. It has class loaders of
 * its own, also for its dependencies.
 */
final class PreviousVersion extends URLClassLoader {

    /** The last commit before version 3 of the schema. */
    private static final String COMMIT = "a0101176181935a909e273c552680d1b1ad3182d";

    private static final List<String> SOURCES = List.of("anchorify-auth-api/src/main", "anchorify-auth-jdbc/src/main");

    private static final Path NODE = Path.of("src/test/java/io/anchorify/auth/jdbc/upgrade/LibraryNode.java");

    private PreviousVersion(URL[] classPath) {
        super(classPath, ClassLoader.getPlatformClassLoader());
    }

    /** Compiles it into a directory. */
    static PreviousVersion in(Path directory) throws IOException {
        Path sources = directory.resolve("sources");
        Path classes = directory.resolve("classes");
        extract(directory.resolve("sources.zip"), sources);
        List<Path> dependencies = dependencies();
        compile(sources, classes, dependencies);
        List<URL> classPath = new ArrayList<>(List.of(url(classes)));
        SOURCES.forEach(module -> classPath.add(url(sources.resolve(module).resolve("resources"))));
        dependencies.forEach(jar -> classPath.add(url(jar)));
        return new PreviousVersion(classPath.toArray(URL[]::new));
    }

    UpgradeNode start(String url, String user, String password, String tablePrefix) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(this);
        try {
            return (UpgradeNode) loadClass(LibraryNode.class.getName())
                    .getConstructor(String.class, String.class, String.class, String.class)
                    .newInstance(url, user, password, tablePrefix);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The previous version does not start", e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        return name.equals(UpgradeNode.class.getName()) ? UpgradeNode.class : super.findClass(name);
    }

    private static void extract(Path zip, Path target) throws IOException {
        git("archive", "--format=zip", "--output=" + zip.toAbsolutePath(), COMMIT, SOURCES.get(0), SOURCES.get(1));
        try (FileSystem archive = FileSystems.newFileSystem(zip);
                Stream<Path> files = Files.walk(archive.getPath("/"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = target.resolve(file.toString().substring(1));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    /** In the top directory, because an archive contains the current directory only. */
    private static void git(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", ".."));
        command.addAll(List.of(arguments));
        try {
            Process git = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (git.waitFor() != 0) {
                throw unavailable(output.strip(), null);
            }
        } catch (IOException e) {
            throw unavailable(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static IllegalStateException unavailable(String reason, @Nullable Exception cause) {
        return new IllegalStateException(
                "This test compiles the previous version of the library from the Git history, which does not provide commit "
                        + COMMIT + ": " + reason + ". Run it in a clone with the whole history; in a shallow one, run"
                        + " 'git fetch --unshallow' first",
                cause);
    }

    private static void compile(Path sources, Path classes, List<Path> dependencies) throws IOException {
        Files.createDirectories(classes);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter problems = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<Path> classPath = new ArrayList<>(dependencies);
            classPath.add(testClasses());
            files.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath);
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
            List<String> options = List.of("--release", "17", "-proc:none", "-nowarn");
            if (!compiler.getTask(
                            problems, files, null, options, null, files.getJavaFileObjectsFromPaths(javaFiles(sources)))
                    .call()) {
                throw new IllegalStateException("The previous version does not compile: " + problems);
            }
        }
    }

    private static List<Path> javaFiles(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            List<Path> found =
                    new ArrayList<>(files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> !file.endsWith("module-info.java"))
                            .toList());
            found.add(NODE);
            return found;
        }
    }

    private static Path testClasses() {
        try {
            return Path.of(UpgradeNode.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The jars of the class path, except those of this library. */
    private static List<Path> dependencies() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(entry -> entry.toString().endsWith(".jar"))
                .filter(jar -> !jar.getFileName().toString().startsWith("anchorify-auth-"))
                .toList();
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
