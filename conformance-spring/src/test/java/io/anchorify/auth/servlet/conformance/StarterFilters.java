package io.anchorify.auth.servlet.conformance;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.servlet.BearerTokenFilter;
import io.anchorify.auth.servlet.conformance.Application.MappedFilter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The filters of the suite that properties of the starter describe: the first one whose tokens are those of a service, and those
 * with the same options at other paths.
 */
record StarterFilters(List<MappedFilter> filters, Optional<TokenService> tokens) {

    private static final Map<String, String> PROPERTIES = Map.of(
            "realm", "anchorify.auth.realm",
            "mode", "anchorify.auth.mode",
            "required-scopes", "anchorify.auth.required-scopes",
            "allow-other-schemes", "anchorify.auth.other-schemes",
            "allow-preflight", "anchorify.auth.preflight");

    static StarterFilters of(Application application) {
        for (MappedFilter filter : application.filters()) {
            Object service = service(application, filter);
            if (service instanceof TokenService tokens) {
                List<MappedFilter> same = application.filters().stream()
                        .filter(other -> other.parameters().equals(filter.parameters()))
                        .toList();
                return new StarterFilters(same, Optional.of(tokens));
            }
        }
        return new StarterFilters(List.of(), Optional.empty());
    }

    private static Object service(Application application, MappedFilter filter) {
        boolean isOurs = filter.filter() instanceof BearerTokenFilter
                && filter.parameters().containsKey("service-attribute");
        return isOurs ? application.attributes().get(filter.parameters().get("service-attribute")) : null;
    }

    Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        if (filters.isEmpty()) {
            properties.put("anchorify.auth.enabled", "false");
            return properties;
        }
        filters.get(0).parameters().forEach((parameter, value) -> {
            if (PROPERTIES.containsKey(parameter)) {
                properties.put(PROPERTIES.get(parameter), value.replace(' ', ','));
            }
        });
        properties.put("anchorify.auth.realm", filters.get(0).parameters().getOrDefault("realm", "api"));
        properties.put("anchorify.auth.protected-paths", String.join(",", protectedPaths()));
        return properties;
    }

    private List<String> protectedPaths() {
        List<String> paths = new ArrayList<>();
        for (MappedFilter filter : filters) {
            String paths1 = filter.parameters().get("protect");
            if (paths1 != null) {
                paths.addAll(List.of(paths1.split(" ")));
            } else {
                // The empty pattern is the root of the context.
                paths.add(filter.path().isEmpty() ? "/" : filter.path());
            }
        }
        return paths;
    }

    /** Whether there are options that have no property. */
    boolean needCustomizer() {
        return filters.stream()
                .anyMatch(filter -> filter.parameters().containsKey("any-scope")
                        || filter.parameters().containsKey("scopes-for"));
    }
}
