/**
 * Resolves the server and the token: {@link io.anchorify.examples.cli.credentials.CredentialSources} combines two
 * environment variables with the {@link io.anchorify.examples.cli.credentials.CredentialsFile}.
 */
@NullMarked
package io.anchorify.examples.cli.credentials;

import org.jspecify.annotations.NullMarked;
