package io.anchorify.auth.spring;

import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/** Turns the refusal of a value into an exception that names its property, which Boot reports with the file and line. */
final class PropertyCheck {

    private PropertyCheck() {}

    /** Applies the value of a property to a target, unless it is not set. */
    static <T, V> T apply(String property, @Nullable V value, T target, BiFunction<T, V, T> option) {
        return value == null ? target : check(property, value, () -> option.apply(target, value));
    }

    /** Runs what uses the value of a property. */
    static <T> T check(String property, Object value, Supplier<T> use) {
        try {
            return use.get();
        } catch (IllegalArgumentException e) {
            throw invalid(property, value, e);
        }
    }

    static InvalidConfigurationPropertyValueException invalid(
            String property, Object value, IllegalArgumentException reason) {
        return new InvalidConfigurationPropertyValueException(
                "anchorify.auth." + property, value, String.valueOf(reason.getMessage()));
    }
}
