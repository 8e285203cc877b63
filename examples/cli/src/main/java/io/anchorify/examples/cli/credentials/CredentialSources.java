package io.anchorify.examples.cli.credentials;

import io.anchorify.examples.cli.common.BearerToken;
import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Resolves host and token. Each of two environment variables overrides its field of the credentials file; with both set,
 * the file is not read. An empty variable counts as unset.
 */
public final class CredentialSources {

    public static final String HOST_VARIABLE = "REPO_SHARE_HOST";
    public static final String TOKEN_VARIABLE = "REPO_SHARE_TOKEN";

    private final Map<String, String> environment;
    private final Supplier<CredentialsFile> file;

    public CredentialSources(Map<String, String> environment, Supplier<CredentialsFile> file) {
        this.environment = environment;
        this.file = file;
    }

    public CredentialsFile file() {
        return file.get();
    }

    /** Whether a variable is set and not blank. */
    public boolean isSet(String variable) {
        return variable(variable).isPresent();
    }

    /**
     * The host and the token for a command.
     *
     * @throws Failure if one of them is missing or invalid
     */
    public Credentials resolve() {
        StoredCredentials stored =
                isSet(HOST_VARIABLE) && isSet(TOKEN_VARIABLE) ? StoredCredentials.EMPTY : file().read();
        BearerToken token = token(stored).orElseThrow(CredentialSources::noToken);
        return new Credentials(host(stored).orElseThrow(CredentialSources::noHost), token);
    }

    /** The host for a login without {@code --host}. */
    public Optional<Host> hostFor(StoredCredentials stored) {
        return host(stored);
    }

    /**
     * The host and the token of the file, regardless of the variables. Only a missing host is taken from its variable.
     *
     * @throws Failure if one of them is missing or invalid
     */
    public Credentials stored() {
        Optional<Host> host = hostOf(file().read().host()).or(this::hostOfVariable);
        return new Credentials(
                host.orElseThrow(CredentialSources::noHost),
                BearerToken.of(storedToken(), file().path().toString()));
    }

    /**
     * The token field of the file, which may be malformed.
     *
     * @throws Failure if there is none
     */
    public String storedToken() {
        return Optional.ofNullable(file().read().token()).orElseThrow(this::notLoggedIn);
    }

    /** The host that the stored token was stored for, if {@code REPO_SHARE_HOST} sends the token to another one. */
    public Optional<Host> divertedFrom(Credentials credentials) {
        String source = credentials.token().source();
        boolean isStored = !source.equals(TOKEN_VARIABLE)
                && isSet(HOST_VARIABLE)
                && source.equals(file().path().toString());
        if (!isStored) {
            return Optional.empty();
        }
        return hostOf(file().read().host()).filter(stored -> !stored.equals(credentials.host()));
    }

    private Optional<Host> host(StoredCredentials stored) {
        return hostOfVariable().or(() -> hostOf(stored.host()));
    }

    private Optional<Host> hostOfVariable() {
        return variable(HOST_VARIABLE).map(text -> Host.parse(text, HOST_VARIABLE, ExitCode.USAGE));
    }

    private Optional<Host> hostOf(@Nullable String stored) {
        return Optional.ofNullable(stored)
                .map(text -> Host.parse(text, file().path().toString(), ExitCode.NO_CREDENTIALS));
    }

    private Optional<BearerToken> token(StoredCredentials stored) {
        return variable(TOKEN_VARIABLE)
                .map(text -> BearerToken.of(text.strip(), TOKEN_VARIABLE))
                .or(() -> Optional.ofNullable(stored.token())
                        .map(text -> BearerToken.of(text, file().path().toString())));
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private Failure notLoggedIn() {
        return new Failure(
                ExitCode.NO_CREDENTIALS, "Not logged in: " + file().path() + " does not exist or contains no token.");
    }

    private static Failure noHost() {
        return new Failure(
                ExitCode.NO_CREDENTIALS,
                "No server is configured. Run 'anchorify login --host URL' or set " + HOST_VARIABLE + ".");
    }

    private static Failure noToken() {
        return new Failure(
                ExitCode.NO_CREDENTIALS,
                "Not logged in. Generate a token on your server's dashboard and run 'anchorify login --host URL', or"
                        + " set " + TOKEN_VARIABLE + ".");
    }
}
