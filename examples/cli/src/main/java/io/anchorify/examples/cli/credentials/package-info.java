/**
 * Which server the command talks to and with which token: out of {@link
 * io.anchorify.examples.cli.credentials.CredentialSources}, which are two environment variables and the {@link
 * io.anchorify.examples.cli.credentials.CredentialsFile}.
 */
@NullMarked
package io.anchorify.examples.cli.credentials;

import org.jspecify.annotations.NullMarked;
