package io.anchorify.examples.cli.commands;

import io.anchorify.examples.cli.common.ExitCode;
import io.anchorify.examples.cli.common.Failure;
import io.anchorify.examples.cli.common.Json.Literal;
import io.anchorify.examples.cli.common.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes out of an answer what the command knows, in an order of its own, so that its output keeps its shape. */
final class Fields {

    private final Map<?, ?> object;

    private Fields(Map<?, ?> object) {
        this.object = object;
    }

    static Fields of(Map<String, @Nullable Object> object) {
        return new Fields(object);
    }

    /** The texts of these names; what the answer leaves out is {@code null}. */
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
            throw notAsExpected(name);
        }
        return (String) value;
    }

    String requiredText(String name) {
        String text = text(name);
        if (text == null) {
            throw notAsExpected(name);
        }
        return text;
    }

    boolean flag(String name) {
        return object.get(name) instanceof Boolean flag && flag;
    }

    long number(String name) {
        if (object.get(name) instanceof Literal literal) {
            return literal.asLong().orElseThrow(() -> notAsExpected(name));
        }
        throw notAsExpected(name);
    }

    Fields object(String name) {
        if (object.get(name) instanceof Map<?, ?> inner) {
            return new Fields(inner);
        }
        throw notAsExpected(name);
    }

    List<Fields> list(String name) {
        if (!(object.get(name) instanceof List<?> items)) {
            throw notAsExpected(name);
        }
        List<Fields> list = new ArrayList<>();
        for (Object item : items) {
            if (!(item instanceof Map<?, ?> inner)) {
                throw notAsExpected(name);
            }
            list.add(new Fields(inner));
        }
        return list;
    }

    /** A text for a terminal, with a stand-in for none. */
    static String shown(@Nullable Object value, String otherwise) {
        return value instanceof String text && !text.isEmpty() ? Text.printable(text) : otherwise;
    }

    private static Failure notAsExpected(String name) {
        return new Failure(
                ExitCode.UNREACHABLE,
                "The server's answer lacks the field '" + name + "' as this command knows it: check the address, and"
                        + " that command and server are of the same version.");
    }
}
