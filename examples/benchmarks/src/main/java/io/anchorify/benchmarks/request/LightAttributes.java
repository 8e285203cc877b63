package io.anchorify.benchmarks.request;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The attributes of a request, in arrays that one request after the other uses: a handful are found faster than by a hash. */
final class LightAttributes {

    private String[] names = new String[16];
    private @Nullable Object[] values = new @Nullable Object[16];
    private int size;

    void clear() {
        for (int i = 0; i < size; i++) {
            values[i] = null;
        }
        size = 0;
    }

    @Nullable
    Object get(String name) {
        int index = indexOf(name);
        return index < 0 ? null : values[index];
    }

    /** As the servlet API has it: no value is no attribute. */
    void set(String name, @Nullable Object value) {
        int index = indexOf(name);
        if (value == null) {
            remove(index);
        } else if (index >= 0) {
            values[index] = value;
        } else {
            add(name, value);
        }
    }

    Enumeration<String> names() {
        List<String> copy = new ArrayList<>(Arrays.asList(names).subList(0, size));
        return Collections.enumeration(copy);
    }

    private int indexOf(String name) {
        for (int i = 0; i < size; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private void add(String name, Object value) {
        if (size == names.length) {
            names = Arrays.copyOf(names, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        names[size] = name;
        values[size++] = value;
    }

    private void remove(int index) {
        if (index >= 0) {
            size--;
            names[index] = names[size];
            values[index] = values[size];
            values[size] = null;
        }
    }
}
