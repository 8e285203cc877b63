package io.anchorify.auth.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.spring.Metadata.Property;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an IDE shows for each property. */
class ConfigurationMetadataTest {

    @Test
    void everyProperty_hasADescriptionAndAType() throws Exception {
        List<Property> properties = Metadata.read();

        assertThat(properties)
                .extracting(Property::name)
                .containsExactlyInAnyOrderElementsOf(
                        names("anchorify.auth", AnchorifyAuthProperties.class).toList());
        assertThat(properties).allSatisfy(property -> {
            assertThat(property.type()).isNotBlank();
            assertThat(property.description()).endsWith(".").hasSizeGreaterThan(20);
        });
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
