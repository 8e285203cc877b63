/**
 * Stores tokens in an SQL database: H2, PostgreSQL or MariaDB.
 *
 * <p>{@link io.anchorify.auth.jdbc.JdbcTokenStore} is the only public type. To follow a revocation, read
 * {@code JdbcTokenStore.revoke}, then {@code ChangeLog.commit}, which updates the token and appends to the change feed in
 * one transaction of {@code Database}. {@code TokenImport} imports tokens; {@code SqlChangeFeed} and {@code SqlFeedReader}
 * are the change feed as nodes read it. {@code Session} runs the statements, {@code Schema} creates and verifies the
 * tables, {@code ConnectionPool} has the connections of one store, which nothing else uses. What differs between databases is in one {@code Dialect} for
 * each of them, and in the {@code ChangeNotifier} that it creates.
 */
@NullMarked
package io.anchorify.auth.jdbc;

import org.jspecify.annotations.NullMarked;
