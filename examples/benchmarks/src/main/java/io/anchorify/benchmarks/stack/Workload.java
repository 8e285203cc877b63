package io.anchorify.benchmarks.stack;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.spi.TokenStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** The tokens and what {@code wrk} does with them, in files that nobody but their owner can read, and that end with the run. */
final class Workload implements AutoCloseable {

    private static final String SCRIPT = "load.lua";

    private final Accounts accounts;
    private final String strangersToken;
    private final Path directory;
    private final Path tokens;
    private final Path script;

    private Workload(List<String> issued, Path directory) {
        this.accounts = new Accounts(issued.subList(1, issued.size()));
        this.strangersToken = issued.get(0);
        this.directory = directory;
        this.tokens = directory.resolve("tokens.txt");
        this.script = directory.resolve(SCRIPT);
    }

    static Workload create(int tokens) throws IOException {
        Workload workload =
                new Workload(issue(tokens + 1), Files.createTempDirectory("anchorify-stack", ownerOnly("rwx------")));
        workload.write();
        return workload;
    }

    Accounts accounts() {
        return accounts;
    }

    /** A token that is as well formed as the others, and that no server has heard of. */
    String strangersToken() {
        return strangersToken;
    }

    /** One token a line, in the order of their users. */
    Path tokens() {
        return tokens;
    }

    /** For {@code wrk}. */
    Path script() {
        return script;
    }

    /** A place for another file that ends with the run. */
    Path file(String name) {
        return directory.resolve(name);
    }

    private static List<String> issue(int tokens) {
        try (TokenService service = TokenService.builder(TokenStore.inMemory()).build()) {
            return Stream.generate(() -> service.issue("anybody", null).secret().reveal())
                    .limit(tokens)
                    .toList();
        }
    }

    private void write() throws IOException {
        Files.createFile(tokens, ownerOnly("rw-------"));
        Files.write(tokens, accounts.tokens());
        try (InputStream source = Objects.requireNonNull(Workload.class.getResourceAsStream(SCRIPT))) {
            Files.copy(source, script);
        }
    }

    @Override
    public void close() throws IOException {
        try (var files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    private static FileAttribute<Set<PosixFilePermission>> ownerOnly(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }
}
