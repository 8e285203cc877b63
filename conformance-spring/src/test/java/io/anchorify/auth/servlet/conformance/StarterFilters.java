package io.anchorify.auth.servlet.conformance;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.servlet.BearerTokenFilter;
import io.anchorify.auth.servlet.conformance.Application.MappedFilter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The filters of the suite that properties of the starter describe: the first one whose tokens are those of a service, and those
 * with the same options at other paths.
 */
record StarterFilters(List<MappedFilter> filters, Optional<TokenService> tokens) {

    private static final Map<String, String> PROPERTIES = Map.of(
            "realm", "anchorify.auth.realm",
            "mode", "anchorify.auth.mode",
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
        if (filters.isEmpty()) {
            return Map.of("anchorify.auth.enabled", "false");
        }
        Map<String, String> properties = new LinkedHashMap<>();
        filters.get(0).parameters().forEach((parameter, value) -> {
            String property = PROPERTIES.get(parameter);
            if (property != null) {
                properties.put(property, value);
            }
        });
        properties.put("anchorify.auth.protected-paths", String.join(",", protectedPaths()));
        return properties;
    }

    private List<String> protectedPaths() {
        return filters.stream().flatMap(StarterFilters::protectedPaths).toList();
    }

    private static Stream<String> protectedPaths(MappedFilter filter) {
        String paths = filter.parameters().get("protect");
        if (paths != null) {
            return Stream.of(paths.split(" "));
        }
        // The empty pattern is the root of the context.
        return Stream.of(filter.path().isEmpty() ? "/" : filter.path());
    }

    /** Whether there are options that have no property. */
    boolean needCustomizer() {
        return filters.stream()
                .anyMatch(filter -> filter.parameters().containsKey("any-scope")
                        || filter.parameters().containsKey("required-scopes")
                        || filter.parameters().containsKey("scopes-for"));
    }
}
