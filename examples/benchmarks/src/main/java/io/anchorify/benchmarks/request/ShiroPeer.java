package io.anchorify.benchmarks.request;

import jakarta.servlet.Filter;
import java.util.List;
import java.util.Objects;
import org.apache.shiro.authc.AuthenticationInfo;
import org.apache.shiro.authc.AuthenticationToken;
import org.apache.shiro.authc.BearerToken;
import org.apache.shiro.authc.SimpleAuthenticationInfo;
import org.apache.shiro.authc.credential.AllowAllCredentialsMatcher;
import org.apache.shiro.cache.MapCache;
import org.apache.shiro.cache.MemoryConstrainedCacheManager;
import org.apache.shiro.mgt.DefaultSubjectDAO;
import org.apache.shiro.mgt.SessionStorageEvaluator;
import org.apache.shiro.realm.AuthenticatingRealm;
import org.apache.shiro.web.filter.mgt.DefaultFilterChainManager;
import org.apache.shiro.web.filter.mgt.PathMatchingFilterChainResolver;
import org.apache.shiro.web.mgt.DefaultWebSecurityManager;
import org.apache.shiro.web.mgt.WebSecurityManager;
import org.apache.shiro.web.servlet.AbstractShiroFilter;
import org.jspecify.annotations.Nullable;

/** Apache Shiro with its filter for bearer tokens, and the results of a realm cached. */
final class ShiroPeer {

    private ShiroPeer() {}

    /**
     * As its documentation sets up an interface without sessions: {@code noSessionCreation, authcBearer} behind the
     * filter that refuses suspicious paths, and the cache that comes with it. That one keeps the token itself as its key,
     * so nothing is hashed here, unlike everywhere else.
     */
    static Filter byDefault(Tokens tokens) {
        BearerRealm realm = new BearerRealm();
        DefaultWebSecurityManager manager = new DefaultWebSecurityManager(realm);
        manager.setCacheManager(new MemoryConstrainedCacheManager());
        tokens.forEach(realm::add);
        DefaultFilterChainManager chains = new DefaultFilterChainManager();
        chains.setGlobalFilters(List.of("invalidRequest"));
        chains.createChain("/**", "noSessionCreation, authcBearer");
        return new EmbeddedFilter(manager, chains);
    }

    /** Sessions and remembered users off for good, one filter in the chain, and a faster cache, by the hash of a token. */
    static Filter tuned(Tokens tokens) {
        BearerRealm realm = new HashingRealm(tokens.cacheSize());
        DefaultWebSecurityManager manager = new DefaultWebSecurityManager(realm);
        manager.setRememberMeManager(null);
        DefaultSubjectDAO subjects = new DefaultSubjectDAO();
        subjects.setSessionStorageEvaluator(new NoSessions());
        manager.setSubjectDAO(subjects);
        tokens.forEach(realm::add);
        DefaultFilterChainManager chains = new DefaultFilterChainManager();
        chains.createChain("/**", "authcBearer");
        return new EmbeddedFilter(manager, chains);
    }

    private static final class NoSessions implements SessionStorageEvaluator {

        @Override
        public boolean isSessionStorageEnabled(org.apache.shiro.subject.Subject subject) {
            return false;
        }
    }

    /** The way into it for an application that builds it in code. */
    private static final class EmbeddedFilter extends AbstractShiroFilter {

        EmbeddedFilter(WebSecurityManager manager, DefaultFilterChainManager chains) {
            setSecurityManager(manager);
            PathMatchingFilterChainResolver resolver = new PathMatchingFilterChainResolver();
            resolver.setFilterChainManager(chains);
            setFilterChainResolver(resolver);
        }
    }

    /** Knows tokens from its cache alone. */
    private static class BearerRealm extends AuthenticatingRealm {

        BearerRealm() {
            setAuthenticationTokenClass(BearerToken.class);
            setAuthenticationCachingEnabled(true);
        }

        void add(String token, String owner) {
            BearerToken presented = new BearerToken(token);
            Objects.requireNonNull(getAuthenticationCache())
                    .put(getAuthenticationCacheKey(presented), infoOf(token, owner));
        }

        AuthenticationInfo infoOf(String token, String owner) {
            return new SimpleAuthenticationInfo(new NamedPrincipal(owner), token, getName());
        }

        @Override
        protected @Nullable AuthenticationInfo doGetAuthenticationInfo(AuthenticationToken token) {
            return null;
        }
    }

    /** That the hash is known says it all; no token has to be kept to be compared. */
    private static final class HashingRealm extends BearerRealm {

        HashingRealm(int size) {
            setCredentialsMatcher(new AllowAllCredentialsMatcher());
            HashedCache<AuthenticationInfo> cache = new HashedCache<>(size);
            setAuthenticationCache(new MapCache<>("tokens", cache.byKey()));
        }

        @Override
        AuthenticationInfo infoOf(String token, String owner) {
            return new SimpleAuthenticationInfo(new NamedPrincipal(owner), "", getName());
        }

        @Override
        protected Object getAuthenticationCacheKey(AuthenticationToken token) {
            return HashedCache.hash(((BearerToken) token).getToken());
        }
    }
}
