package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.common.Json.Literal;
import io.anchorify.examples.cli.common.TerminalText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the known fields of a response in a fixed order, so that the JSON output keeps its format. */
final class ResponseFields {

    private final Map<?, ?> object;

    private ResponseFields(Map<?, ?> object) {
        this.object = object;
    }

    static ResponseFields of(Map<String, @Nullable Object> object) {
        return new ResponseFields(object);
    }

    /** The named text fields; a missing one is {@code null}. */
    Map<String, @Nullable Object> texts(String... names) {
        Map<String, @Nullable Object> texts = new LinkedHashMap<>();
        for (String name : names) {
            texts.put(name, text(name));
        }
        return texts;
    }

    @Nullable
    String text(String name) {
        Object value = object.get(name);
        if (value != null && !(value instanceof String)) {
            throw unexpected(name);
        }
        return (String) value;
    }

    String requiredText(String name) {
        String text = text(name);
        if (text == null) {
            throw unexpected(name);
        }
        return text;
    }

    boolean flag(String name) {
        return object.get(name) instanceof Boolean flag && flag;
    }

    long number(String name) {
        if (object.get(name) instanceof Literal literal) {
            return literal.asLong().orElseThrow(() -> unexpected(name));
        }
        throw unexpected(name);
    }

    ResponseFields object(String name) {
        if (object.get(name) instanceof Map<?, ?> inner) {
            return new ResponseFields(inner);
        }
        throw unexpected(name);
    }

    /** A list of texts; a missing one is empty. */
    List<String> textList(String name) {
        Object value = object.get(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> items && items.stream().allMatch(String.class::isInstance)) {
            return items.stream().map(String.class::cast).toList();
        }
        throw unexpected(name);
    }

    List<ResponseFields> list(String name) {
        if (!(object.get(name) instanceof List<?> items)) {
            throw unexpected(name);
        }
        List<ResponseFields> list = new ArrayList<>();
        for (Object item : items) {
            if (!(item instanceof Map<?, ?> inner)) {
                throw unexpected(name);
            }
            list.add(new ResponseFields(inner));
        }
        return list;
    }

    /** A text that is safe to print on a terminal, or the default if it is missing or empty. */
    static String shown(@Nullable Object value, String defaultText) {
        return value instanceof String text && !text.isEmpty() ? TerminalText.printable(text) : defaultText;
    }

    private static Failure unexpected(String name) {
        return new Failure(
                ExitCode.UNREACHABLE,
                "The server's response has no valid field '" + name + "'. Check the address, and that command and"
                        + " server have the same version.");
    }
}
