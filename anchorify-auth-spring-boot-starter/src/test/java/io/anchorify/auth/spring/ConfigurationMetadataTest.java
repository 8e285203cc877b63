package io.anchorify.auth.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What an IDE shows for each property. */
class ConfigurationMetadataTest {

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Metadata(List<Property> properties) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Property(String name, String type, String description) {}

    @Test
    void everyProperty_hasADescriptionAndAType() throws Exception {
        try (InputStream json =
                AnchorifyAuthProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            List<Property> properties = new JsonMapper()
                    .readValue(json, Metadata.class).properties().stream()
                            .filter(property -> property.name().startsWith("anchorify."))
                            .toList();

            assertThat(properties)
                    .extracting(Property::name)
                    .containsAll(names("anchorify.auth", AnchorifyAuthProperties.class)
                            .toList());
            assertThat(properties).allSatisfy(property -> {
                assertThat(property.type()).isNotBlank();
                assertThat(property.description()).endsWith(".").hasSizeGreaterThan(20);
            });
        }
    }

    private static Stream<String> names(String prefix, Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).flatMap(component -> names(prefix, component));
    }

    private static Stream<String> names(String prefix, RecordComponent component) {
        String name =
                prefix + "." + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        return component.getType().isRecord() ? names(name, component.getType()) : Stream.of(name);
    }
}
