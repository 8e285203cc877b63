package io.anchorify.auth.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Packing keeps every field. A missing field would merge different states, and hide what only one of them leads to. */
class ModelStateTest {

    @ParameterizedTest
    @EnumSource
    void state_anyFieldChanged_isAnotherStateAndComesBack(World world) throws IllegalAccessException {
        int fields = slotsOf(State.startOf(world)).size();

        for (int i = 0; i < fields; i++) {
            State changed = State.startOf(world);
            Slot slot = slotsOf(changed).get(i);
            slot.change();

            long[] key = pack(changed);

            assertThat(key).as(slot.toString()).isNotEqualTo(pack(State.startOf(world)));
            assertThat(unpack(key, world).fields()).as(slot.toString()).isEqualTo(changed.fields());
        }
        assertThat(State.startOf(world).fields()).hasSize(fields);
    }

    private static long[] pack(State state) {
        long[] key = StateCodec.newKey(state.fields().size());
        StateCodec.writingTo(key).exchange(state);
        return key;
    }

    private static State unpack(long[] key, World world) {
        State state = State.startOf(world);
        StateCodec.readingFrom(key).exchange(state);
        return state;
    }

    private static List<Slot> slotsOf(State state) throws IllegalAccessException {
        List<Slot> slots = new ArrayList<>();
        collect(state, slots);
        return slots;
    }

    /** Collects the assignable fields of the state and of its parts, which are final fields. */
    private static void collect(Object part, List<Slot> slots) throws IllegalAccessException {
        for (Field field : part.getClass().getDeclaredFields()) {
            field.setAccessible(true);
            if (Modifier.isStatic(field.getModifiers()) || field.getType() == String.class) {
                continue;
            }
            if (!Modifier.isFinal(field.getModifiers())) {
                slots.add(new Slot(part, field));
            } else if (field.get(part) instanceof Object[] parts) {
                for (Object each : parts) {
                    collect(each, slots);
                }
            } else {
                collect(field.get(part), slots);
            }
        }
    }

    private record Slot(Object part, Field field) {

        void change() throws IllegalAccessException {
            Object value = field.get(part);
            if (value instanceof Integer number) {
                field.set(part, number + 1);
            } else if (value instanceof Boolean flag) {
                field.set(part, !flag);
            } else {
                Object[] all = field.getType().getEnumConstants();
                field.set(part, all[(((Enum<?>) value).ordinal() + 1) % all.length]);
            }
        }
    }
}
