package io.anchorify.auth.web.internal.device;

import io.anchorify.auth.web.internal.Exchange;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The form in which a user types the code of a device.
 *
 * @param code what was typed, or is known from the address (RFC 8628 section 3.3.1)
 * @param choices what the user chose for the token before signing in again
 * @param problem the key of a text that says why there is nothing to approve, or {@code null}
 */
public record CodeForm(
        String code, List<Field> choices, @Nullable String problem) {

    /** The name of the field with the code. */
    static final String CODE = "user_code";

    private static final Set<String> CHOICES = Set.of("label", "expires", "expires-date", "scope");

    /** A hidden field. */
    public record Field(String name, String value) {}

    static CodeForm of(Exchange exchange, @Nullable String problem) {
        List<Field> choices = Collections.list(exchange.request().getParameterNames()).stream()
                .filter(name -> CHOICES.contains(name) || name.startsWith("attr."))
                .flatMap(name -> exchange.parameters(name).stream().map(value -> new Field(name, value)))
                .toList();
        return new CodeForm(exchange.parameter(CODE), choices, problem);
    }
}
