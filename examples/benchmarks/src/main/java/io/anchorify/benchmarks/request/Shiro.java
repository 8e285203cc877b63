package io.anchorify.benchmarks.request;

import jakarta.servlet.Filter;
import org.apache.shiro.authc.AuthenticationInfo;
import org.apache.shiro.authc.AuthenticationToken;
import org.apache.shiro.authc.BearerToken;
import org.apache.shiro.authc.SimpleAuthenticationInfo;
import org.apache.shiro.authc.credential.AllowAllCredentialsMatcher;
import org.apache.shiro.cache.MapCache;
import org.apache.shiro.mgt.DefaultSubjectDAO;
import org.apache.shiro.mgt.SessionStorageEvaluator;
import org.apache.shiro.realm.AuthenticatingRealm;
import org.apache.shiro.subject.Subject;
import org.apache.shiro.web.filter.mgt.DefaultFilterChainManager;
import org.apache.shiro.web.filter.mgt.PathMatchingFilterChainResolver;
import org.apache.shiro.web.mgt.DefaultWebSecurityManager;
import org.apache.shiro.web.mgt.WebSecurityManager;
import org.apache.shiro.web.servlet.AbstractShiroFilter;
import org.jspecify.annotations.Nullable;

/**
 * Apache Shiro's bearer filter with a realm that caches. Tuned: no sessions, no remembered users, one filter in the chain,
 * and a faster cache than its own.
 */
final class Shiro {

    private Shiro() {}

    static Filter filter(Tokens tokens) {
        DefaultWebSecurityManager manager = new DefaultWebSecurityManager(new CachedRealm(tokens));
        manager.setRememberMeManager(null);
        DefaultSubjectDAO subjects = new DefaultSubjectDAO();
        subjects.setSessionStorageEvaluator(new NoSessions());
        manager.setSubjectDAO(subjects);
        DefaultFilterChainManager chains = new DefaultFilterChainManager();
        chains.createChain("/**", "authcBearer");
        return new EmbeddedFilter(manager, chains);
    }

    private static final class NoSessions implements SessionStorageEvaluator {

        @Override
        public boolean isSessionStorageEnabled(Subject subject) {
            return false;
        }
    }

    private static final class EmbeddedFilter extends AbstractShiroFilter {

        EmbeddedFilter(WebSecurityManager manager, DefaultFilterChainManager chains) {
            setSecurityManager(manager);
            PathMatchingFilterChainResolver resolver = new PathMatchingFilterChainResolver();
            resolver.setFilterChainManager(chains);
            setFilterChainResolver(resolver);
        }
    }

    /** Knows tokens from its cache only. A hit is proof enough, so no credentials are compared. */
    private static final class CachedRealm extends AuthenticatingRealm {

        CachedRealm(Tokens tokens) {
            setAuthenticationTokenClass(BearerToken.class);
            setAuthenticationCachingEnabled(true);
            setCredentialsMatcher(new AllowAllCredentialsMatcher());
            HashedCache<AuthenticationInfo> cache = new HashedCache<>(tokens.cacheSize());
            tokens.forEach((token, owner) ->
                    cache.put(token, new SimpleAuthenticationInfo(new NamedPrincipal(owner), "", getName())));
            setAuthenticationCache(new MapCache<>("tokens", cache.asMap()));
        }

        @Override
        protected Object getAuthenticationCacheKey(AuthenticationToken token) {
            return HashedCache.keyOf(((BearerToken) token).getToken());
        }

        @Override
        protected @Nullable AuthenticationInfo doGetAuthenticationInfo(AuthenticationToken token) {
            return null;
        }
    }
}
