package io.anchorify.auth.spring;

import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether {@code anchorify.auth.protected-paths} is set, as one value or as a list. */
class OnProtectedPaths extends SpringBootCondition {

    private static final String PROPERTY = "anchorify.auth.protected-paths";

    OnProtectedPaths() {}

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        boolean isSet = isSet(context);
        ConditionMessage message = ConditionMessage.of(PROPERTY + (isSet ? " is set" : " is not set"));
        return new ConditionOutcome(matches(isSet), message);
    }

    boolean matches(boolean isSet) {
        return isSet;
    }

    private static boolean isSet(ConditionContext context) {
        List<String> paths = Binder.get(context.getEnvironment())
                .bind(PROPERTY, Bindable.listOf(String.class))
                .orElse(List.of());
        return !paths.isEmpty();
    }

    /** The opposite. */
    static final class None extends OnProtectedPaths {

        None() {}

        @Override
        boolean matches(boolean isSet) {
            return !isSet;
        }
    }
}
