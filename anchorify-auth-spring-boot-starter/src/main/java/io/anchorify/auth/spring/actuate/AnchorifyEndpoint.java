package io.anchorify.auth.spring.actuate;

import io.anchorify.auth.TokenFormat;
import io.anchorify.auth.TokenPolicy;
import io.anchorify.auth.TokenService;
import io.anchorify.auth.TokenServiceStats;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.jdbc.JdbcTokenStore;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * The endpoint {@code anchorify}: the statistics, the policy and the formats of the service on this node. Spring Boot exposes it
 * over HTTP only if {@code management.endpoints.web.exposure.include} names it.
 */
@Endpoint(id = "anchorify")
public final class AnchorifyEndpoint {

    private final TokenService tokens;
    private final @Nullable JdbcTokenStore store;

    /**
     * Creates the endpoint.
     *
     * @param tokens the service to describe
     * @param store the store of the service, or {@code null} if it is no database or not known
     */
    public AnchorifyEndpoint(TokenService tokens, @Nullable JdbcTokenStore store) {
        this.tokens = tokens;
        this.store = store;
    }

    /**
     * Describes the service.
     *
     * @return values that were read one after another
     */
    @ReadOperation
    public Description describe() {
        List<String> prefixes =
                tokens.acceptedFormats().stream().map(TokenFormat::prefix).toList();
        return new Description(prefixes.get(0), prefixes, schemaVersion(), tokens.policy(), tokens.stats());
    }

    private @Nullable Integer schemaVersion() {
        try {
            return store == null ? null : store.schemaVersion();
        } catch (TokenStoreException e) {
            return null;
        }
    }

    /**
     * The answer of the endpoint.
     *
     * @param prefix what new tokens begin with
     * @param acceptedPrefixes what accepted tokens begin with, new ones first; empty for a foreign format without a prefix
     * @param schemaVersion the version of the tables; {@code null} if the store has none or did not answer
     * @param policy the limits of all tokens
     * @param stats statistics of this node since its start
     */
    public record Description(
            String prefix,
            List<String> acceptedPrefixes,
            @Nullable Integer schemaVersion,
            TokenPolicy policy,
            TokenServiceStats stats) {}
}
