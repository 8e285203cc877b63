package io.anchorify.auth.jdbc;

import io.anchorify.auth.TokenStoreException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Creates the tables by the {@linkplain SchemaScript scripts} that have not run yet, and verifies them. */
final class Schema {

    /** A script that fails is repeated. More often than there are tables, each of which another process can create first. */
    private static final int ATTEMPTS = 10;

    /** How long a statement may take: an index of a large table, or the same by another process. */
    private static final Duration STATEMENT_TIMEOUT = Duration.ofHours(1);

    private final Database database;
    private final SchemaCheck check;
    private final SchemaRights rights;

    Schema(Database database) {
        this.database = database;
        this.check = new SchemaCheck(database.tablePrefix());
        this.rights = new SchemaRights(database.tablePrefix());
    }

    /** Succeeds without the right to create tables if nothing is missing. */
    void create() {
        SchemaProblem problem = findProblem();
        if (problem == null) {
            return;
        }
        if (!problem.isRepairable()) {
            throw failure(problem);
        }
        try {
            applyScripts(ATTEMPTS);
        } catch (TokenStoreException e) {
            throwIfIncomplete(e);
        }
    }

    private @Nullable SchemaProblem findProblem() {
        return database.run("verify its schema", this::findProblem).orElse(null);
    }

    private Optional<SchemaProblem> findProblem(Session session) throws SQLException {
        try {
            SchemaProblem problem = check.findProblem(session);
            return Optional.ofNullable(problem == null ? rights.findProblem(session) : problem);
        } catch (SQLException e) {
            if (session.dialect().isAccessDenied(e)) {
                return Optional.ofNullable(rights.findProblem(session));
            }
            throw e;
        }
    }

    private void throwIfIncomplete(TokenStoreException failure) {
        SchemaProblem problem = findProblem();
        if (problem != null && problem.isRepairable()) {
            throw new TokenStoreException(
                    problem.description() + ". createSchema() failed: "
                            + Database.reason(failure.getCause() == null ? failure : failure.getCause())
                            + ". As a database user who may create tables, " + runScripts(problem),
                    failure);
        }
    }

    /**
     * A script can fail because a process that does not take the lock creates the same table at the same moment: an earlier
     * version of this library, or a migration tool. The table exists by then, so the next attempt gets further.
     */
    private void applyScripts(int attempts) {
        try {
            database.write("create its schema", this::applyScripts);
        } catch (TokenStoreException e) {
            if (attempts == 1) {
                throw e;
            }
            applyScripts(attempts - 1);
        }
    }

    private boolean applyScripts(Session session) throws SQLException {
        session.connection().setNetworkTimeout(Runnable::run, (int) STATEMENT_TIMEOUT.toMillis());
        session.dialect().changeSchema(session, () -> applyMissingScripts(session));
        return true;
    }

    private void applyMissingScripts(Session session) throws SQLException {
        SchemaProblem problem = check.findProblem(session);
        List<SchemaScript> scripts = problem == null ? List.of() : problem.scripts();
        for (SchemaScript script : scripts) {
            for (String sql : script.statements(session.dialect(), database.tablePrefix())) {
                session.execute(sql);
            }
        }
    }

    void verify() {
        SchemaProblem problem = findProblem();
        if (problem != null) {
            throw failure(problem);
        }
    }

    int version() {
        return database.run("read the version of its schema", SchemaCheck::recordedVersion);
    }

    private TokenStoreException failure(SchemaProblem problem) {
        String advice = problem.isRepairable()
                ? "Call JdbcTokenStore.createSchema() once, or " + runScripts(problem)
                : problem.advice();
        return new TokenStoreException(problem.description() + ". " + advice, null);
    }

    private String runScripts(SchemaProblem problem) {
        return problem.runScripts(database.dialect(), database.tablePrefix());
    }
}
