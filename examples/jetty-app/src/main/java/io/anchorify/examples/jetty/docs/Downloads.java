package io.anchorify.examples.jetty.docs;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The {@code anchorify} command of this build: its jar, and the launchers for the operating systems. */
public record Downloads(List<BundledFile> files) {

    private static final String PATH = "/docs/cli/download/";
    private static final String JAR = "anchorify.jar";
    private static final List<String> LAUNCHERS = List.of("anchorify", "anchorify.bat");

    static Downloads load() {
        Stream<Optional<BundledFile>> launchers =
                LAUNCHERS.stream().map(name -> find(name, "application/octet-stream"));
        return new Downloads(Stream.concat(Stream.of(find(JAR, "application/java-archive")), launchers)
                .flatMap(Optional::stream)
                .toList());
    }

    /** Whether there is a jar to offer. There is none if the application runs from its class files. */
    public boolean areAvailable() {
        return file(JAR) != null;
    }

    /** The files to download on Linux and macOS. */
    public List<BundledFile> forUnix() {
        return named(JAR, "anchorify");
    }

    /** The files to download on Windows. */
    public List<BundledFile> forWindows() {
        return named(JAR, "anchorify.bat");
    }

    /** The file with this name, or {@code null} if there is none. */
    public @Nullable BundledFile file(String name) {
        return files.stream()
                .filter(file -> file.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private List<BundledFile> named(String... names) {
        return files.stream()
                .filter(file -> List.of(names).contains(file.name()))
                .toList();
    }

    private static Optional<BundledFile> find(String name, String contentType) {
        return BundledFile.find(PATH + name, "/command/" + name, contentType);
    }
}
