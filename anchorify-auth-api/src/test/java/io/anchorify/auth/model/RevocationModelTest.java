package io.anchorify.auth.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The promise holds in every state of every world, and each rule is needed: without it a revoked token is accepted. The tables
 * include the number of states, so that no change to the model goes unnoticed. Understand why a number changed before you
 * update it.
 */
class RevocationModelTest {

    private static final String HOLDS = """
            CORE,             245993
            TWO_NODES,        272059
            PRUNING,          283792
            LEAVING,          72108
            UNCERTAIN_COMMIT, 44270
            ROTATION,         12499
            GRACE,            32035
            BATCHES,          49510
            """;

    /** Takes seconds each. */
    private static final String HOLDS_IN_MANY = """
            REGISTRATION,      1400550
            FAILOVER,          964619
            PRUNED_FAILOVER,   1358564
            LOST_REGISTRATION, 1080173
            """;

    private static final String CAUGHT = """
            TERM_BEFORE_CACHE,          CORE,              15, 120733
            LOAD_HAS_FENCE,             CORE,              13, 51136
            FENCE_AND_STORE_ARE_ONE,    CORE,              14, 85778
            APPLY_BEFORE_ACKNOWLEDGING, CORE,              14, 76960
            GAPLESS_POSITIONS,          CORE,              14, 248816
            TERM_FROM_BEFORE_READ,      CORE,              14, 71741
            WAIT_FOR_LAST_TERM,         CORE,              13, 53469
            ONLY_FEED_EXTENDS_TERM,     CORE,              11, 78624
            FEED_FROM_PRIMARY,          CORE,              14, 88705
            LOAD_READS_FRESH,           CORE,              12, 38505
            JOIN_WITHIN_TERM_AND_FENCE, CORE,              10, 14267
            REGISTER_FIRST,             REGISTRATION,      11, 78152
            LIST_NODES_AFTER_COMMIT,    REGISTRATION,      13, 277676
            WAIT_FOR_EVERY_NODE,        TWO_NODES,         19, 213558
            RESTART_ON_GAP,             PRUNING,           14, 118429
            ACKNOWLEDGE_WHERE_READ,     FAILOVER,          14, 243449
            CHECK_OWN_CHANGE,           FAILOVER,          14, 206486
            CHECK_OWN_ROW,              LOST_REGISTRATION, 16, 371029
            WAIT_ON_NEW_SERVER,         LOST_REGISTRATION, 14, 189583
            SETTLE_AFTER_LAST_TERM,     LOST_REGISTRATION, 16, 378059
            LEAVE_TERM_BEFORE_ROW,      LEAVING,           14, 49416
            NO_TERM_AFTER_LEAVING,      LEAVING,           15, 53771
            WAIT_FROM_KNOWN_COMMIT,     UNCERTAIN_COMMIT,  14, 54719
            WAIT_IF_REVOKED_ALREADY,    UNCERTAIN_COMMIT,  14, 29342
            LOOK_UP_UNCERTAIN_COMMIT,   UNCERTAIN_COMMIT,  13, 27921
            LOOK_UP_UNDER_LOCK,         UNCERTAIN_COMMIT,  5, 482
            REVOKE_WITHOUT_GRACE,       ROTATION,          12, 9052
            LOAD_HAS_FENCE,             GRACE,             15, 28572
            NARROWING_IS_A_CHANGE,      GRACE,             13, 9405
            ENTRY_HAS_END,              GRACE,             18, 22706
            WAIT_FOR_LAST_BATCH,        BATCHES,           13, 30990
            """;

    private static final String CAUGHT_AMONG_MANY = """
            REGISTRATION_BOUNDS_TERM,   REGISTRATION,      17, 730010
            REAP_COMPARES_BEAT,         REGISTRATION,      19, 1004914
            RESTART_ON_HEAD_BEHIND,     FAILOVER,          18, 516524
            RESTART_ON_OTHER_UID,       FAILOVER,          18, 514007
            FENCE_HAS_GENERATION,       FAILOVER,          18, 515041
            UNKNOWN_UID_IS_OTHER,       PRUNED_FAILOVER,   19, 838987
            """;

    @ParameterizedTest
    @Execution(CONCURRENT)
    @CsvSource(textBlock = HOLDS)
    void promise_allRulesKept_holdsInEveryState(World world, int states) {
        assertHolds(world, Rules.ALL, states);
    }

    @ParameterizedTest
    @Tag("not-quick")
    @Execution(CONCURRENT)
    @CsvSource(textBlock = HOLDS_IN_MANY)
    void promise_allRulesKept_holdsInEveryStateOfALargeWorld(World world, int states) {
        assertHolds(world, Rules.ALL, states);
    }

    @Test
    @Execution(CONCURRENT)
    void promise_revokerWaitsLonger_holdsInEveryState() {
        assertHolds(World.CORE, Rules.waitingLonger(), 228733);
    }

    @Test
    @Tag("not-quick")
    @Execution(CONCURRENT)
    void promise_revokerWaitsLonger_holdsInEveryStateOfALargeWorld() {
        assertHolds(World.REGISTRATION, Rules.waitingLonger(), 1310806);
    }

    @ParameterizedTest
    @Execution(CONCURRENT)
    @CsvSource(textBlock = CAUGHT)
    void promise_ruleBroken_isBroken(Rule rule, World world, int steps, int states) {
        assertBroken(rule, world, steps, states);
    }

    @ParameterizedTest
    @Tag("not-quick")
    @Execution(CONCURRENT)
    @CsvSource(textBlock = CAUGHT_AMONG_MANY)
    void promise_ruleBroken_isBrokenFarFromTheStart(Rule rule, World world, int steps, int states) {
        assertBroken(rule, world, steps, states);
    }

    @ParameterizedTest
    @EnumSource
    void rule_inTheTables_isBrokenInSomeWorld(Rule rule) {
        assertThat((CAUGHT + CAUGHT_AMONG_MANY).lines().map(line -> line.split(",")[0]))
                .contains(rule.name());
    }

    @ParameterizedTest
    @EnumSource
    void world_inTheTables_isCheckedExhaustively(World world) {
        assertThat((HOLDS + HOLDS_IN_MANY).lines().map(line -> line.split(",")[0]))
                .contains(world.name());
    }

    @Test
    void violation_found_isTracedStepByStep() {
        Exploration found = Explorer.explore(World.CORE, Rules.without(Rule.JOIN_WITHIN_TERM_AND_FENCE));

        assertThat(found.trace().stream()
                        .map(line -> line.replaceAll(" +\\{.*", "").replaceAll(" +", " ")))
                .containsExactly(
                        "t=0 revoke begins",
                        "t=0 load takes the fence",
                        "t=0 load reads active",
                        "t=0 revoke COMMIT",
                        "t=1 clock ticks",
                        "t=2 clock ticks",
                        "t=2 revoke RETURNS, waited out",
                        "t=2 REQUEST begins after revoke() has returned",
                        "t=2 REQUEST joins the load in flight",
                        "t=2 REQUEST takes the load's answer");
        assertThat(found).asString().contains("a request that began after revoke() had returned was accepted");
    }

    private static void assertHolds(World world, Rules rules, int states) {
        Exploration found = Explorer.explore(world, rules);

        assertThat(found.holds()).as("%s: %s", world, found).isTrue();
        assertThat(found.states()).as("states of %s", world).isEqualTo(states);
    }

    private static void assertBroken(Rule rule, World world, int steps, int states) {
        Exploration found = Explorer.explore(world, Rules.without(rule));

        assertThat(found.holds()).as("%s without %s", world, rule).isFalse();
        assertThat(found.trace()).as("%s without %s: %s", world, rule, found).hasSize(steps);
        assertThat(found.states()).as("states of %s without %s", world, rule).isEqualTo(states);
    }
}
