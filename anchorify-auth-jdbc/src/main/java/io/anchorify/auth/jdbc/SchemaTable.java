package io.anchorify.auth.jdbc;

import java.util.List;

/**
 * A table that must exist.
 *
 * @param name without the prefix
 * @param since the version of the schema that creates it
 * @param columns that it is created with
 * @param added columns that version {@value #ADDED_SINCE} adds to it
 * @param rights that the database user needs
 */
record SchemaTable(String name, int since, List<String> columns, List<String> added, List<String> rights) {

    static final int ADDED_SINCE = 2;

    /** The first and the last tell whether there is a schema, and whether it has versions. */
    static final List<SchemaTable> ALL = List.of(
            new SchemaTable(
                    "tokens",
                    1,
                    List.of(
                            "id",
                            "owner",
                            "label",
                            "scopes",
                            "hash",
                            "created_at",
                            "expires_at",
                            "last_used_at",
                            "revoked_at"),
                    List.of(
                            "attributes",
                            "networks",
                            "created_by",
                            "revoked_by",
                            "revoke_reason",
                            "predecessor_id",
                            "successor_id",
                            "last_used_from",
                            "last_refused_at",
                            "last_refused_from",
                            "reminded_seconds",
                            "claimed_until",
                            "claimed_by"),
                    List.of("SELECT", "INSERT", "UPDATE", "DELETE")),
            new SchemaTable("head", 1, List.of("position", "uid", "previous", "server"), List.of("SELECT", "UPDATE")),
            new SchemaTable(
                    "changes",
                    1,
                    List.of("position", "uid", "previous", "kind", "subject"),
                    List.of("SELECT", "INSERT", "UPDATE", "DELETE")),
            new SchemaTable(
                    "nodes",
                    1,
                    List.of("boot_id", "acknowledged", "beat"),
                    List.of("SELECT", "INSERT", "UPDATE", "DELETE")),
            new SchemaTable("attributes", 2, List.of("token_id", "name", "content"), List.of("SELECT", "INSERT")),
            new SchemaTable("device_codes", 3, DeviceCodeRow.COLUMNS, List.of("SELECT", "INSERT", "UPDATE", "DELETE")),
            // Every script creates it unless it exists.
            new SchemaTable(
                    "schema_version", SchemaScript.LATEST, List.of("version", "applied_at"), List.of("SELECT")));

    private SchemaTable(String name, int since, List<String> columns, List<String> rights) {
        this(name, since, columns, List.of(), rights);
    }
}
