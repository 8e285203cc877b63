/**
 * Tokens in an SQL database: H2, PostgreSQL or MariaDB.
 *
 * <p>{@link io.anchorify.auth.jdbc.JdbcTokenStore} is the one door. Behind it, {@code TokenStatements} holds the SQL,
 * {@code Database} runs it on a connection, {@code Schema} creates and verifies the tables, and one {@code Dialect} for
 * each database knows what that database does differently.
 */
@NullMarked
package io.anchorify.auth.jdbc;

import org.jspecify.annotations.NullMarked;
