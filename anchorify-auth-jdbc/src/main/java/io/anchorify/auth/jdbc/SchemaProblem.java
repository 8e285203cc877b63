package io.anchorify.auth.jdbc;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Why the tables cannot be used.
 *
 * @param description a sentence without its full stop
 * @param scripts what repairs it; empty if no script does
 * @param advice what to do if no script repairs it
 */
record SchemaProblem(String description, List<SchemaScript> scripts, String advice) {

    static SchemaProblem withScripts(String description, int sinceVersion) {
        return new SchemaProblem(description, SchemaScript.since(sinceVersion), "");
    }

    static SchemaProblem withoutScripts(String description, String advice) {
        return new SchemaProblem(description, List.of(), advice);
    }

    boolean isRepairable() {
        return !scripts.isEmpty();
    }

    /** An instruction to run the scripts by hand. */
    String runScripts(Dialect dialect, String prefix) {
        return "run " + scripts.stream().map(SchemaScript::file).collect(Collectors.joining(" and then ")) + " of "
                + SchemaScript.folder(dialect) + " with ${prefix} replaced by '" + prefix + "'";
    }
}
