package io.anchorify.auth.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * A version of the schema. Each database has a script for it, which Flyway and Liquibase can run as it is. A script only adds,
 * skips what exists, and records its version last.
 */
record SchemaScript(int version, String file) {

    static final List<SchemaScript> ALL = List.of(
            new SchemaScript(1, "V1__tokens.sql"),
            new SchemaScript(2, "V2__life_of_a_token.sql"),
            new SchemaScript(3, "V3__device_codes.sql"));

    static final int LATEST = ALL.get(ALL.size() - 1).version;

    /** The scripts of a version and all later ones. */
    static List<SchemaScript> since(int version) {
        return ALL.stream().filter(script -> script.version >= version).toList();
    }

    /** Where the jar contains the scripts of a database. */
    static String folder(Dialect dialect) {
        return "io/anchorify/auth/jdbc/schema/" + dialect.schemaFolder() + "/";
    }

    /** The statements for tables whose names begin with a prefix. No script contains a semicolon within a statement. */
    List<String> statements(Dialect dialect, String prefix) {
        return Stream.of(read(dialect).replace("${prefix}", prefix).split(";", -1))
                .filter(sql -> !sql.isBlank())
                .toList();
    }

    private String read(Dialect dialect) {
        String path = folder(dialect) + file;
        try (InputStream script = SchemaScript.class.getResourceAsStream("/" + path)) {
            if (script == null) {
                throw new IllegalStateException("The jar lacks its resource " + path);
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
