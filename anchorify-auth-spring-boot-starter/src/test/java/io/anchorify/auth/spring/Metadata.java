package io.anchorify.auth.spring;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The metadata of the properties, which the annotation processor of Boot writes. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Metadata(List<Property> properties) {

    /** One property. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Property(
            String name,
            String type,
            String description,
            @Nullable String defaultValue) {}

    /** The properties of this module. */
    public static List<Property> read() throws IOException {
        try (InputStream json =
                AnchorifyAuthProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            return new JsonMapper()
                    .readValue(json, Metadata.class).properties().stream()
                            .filter(property -> property.name().startsWith("anchorify.auth."))
                            .toList();
        }
    }
}
