package io.anchorify.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.Authentication.Rejected;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of the cache against a plain map, and what becomes of it when it is full. */
class VerdictTableTest {

    private static final long SEED = 20261125;

    private final Random random = new Random(SEED);

    @Test
    void table_withRoomForAll_isAMap() {
        VerdictTable<Refusal> table = new VerdictTable<>(1000);
        Map<TokenHash, Refusal> map = new HashMap<>();
        List<TokenHash> hashes = hashes(300);
        for (int i = 0; i < 100_000; i++) {
            TokenHash hash = hashes.get(random.nextInt(hashes.size()));
            switch (random.nextInt(4)) {
                case 0 -> {
                    Refusal refusal = refusal(hash);
                    table.put(refusal);
                    map.put(hash, refusal);
                }
                case 1 -> {
                    table.remove(HashKey.of(hash));
                    map.remove(hash);
                }
                case 2 -> {
                    if (random.nextInt(100) == 0) {
                        int bit = 1 << random.nextInt(8);
                        table.removeIf(refusal -> (refusal.key().fourth & bit) == 0);
                        map.values().removeIf(refusal -> (refusal.key().fourth & bit) == 0);
                    }
                }
                default -> assertThat(table.get(HashKey.of(hash))).isSameAs(map.get(hash));
            }
        }
        hashes.forEach(hash -> assertThat(table.get(HashKey.of(hash))).isSameAs(map.get(hash)));
        assertThat(table.size()).isEqualTo(map.size());
    }

    @Test
    void hashes_thatDifferInOneBitOnly_areTwo() {
        VerdictTable<Refusal> table = new VerdictTable<>(1000);
        byte[] bytes = new byte[TokenHash.LENGTH];
        Refusal kept = refusal(TokenHash.of(bytes));
        table.put(kept);
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(table.get(HashKey.of(TokenHash.of(bytes))))
                    .as("bit %d", bit)
                    .isNull();
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
        assertThat(table.get(HashKey.of(TokenHash.of(bytes)))).isSameAs(kept);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 15, 16, 17, 100, 10_000})
    void table_thatIsFull_keepsAsManyAsItMay_andTheNewest(int capacity) {
        VerdictTable<Refusal> table = new VerdictTable<>(capacity);
        for (TokenHash hash : hashes(3 * capacity)) {
            table.put(refusal(hash));
            assertThat(table.get(HashKey.of(hash))).isNotNull();
            assertThat(table.size()).isLessThanOrEqualTo(capacity);
        }
        assertThat(table.size()).isGreaterThan(capacity * 9 / 10);
    }

    @Test
    void table_filledUpToItsBound_losesHardlyAny() {
        VerdictTable<Refusal> table = new VerdictTable<>(100_000);
        List<TokenHash> hashes = hashes(100_000);
        hashes.forEach(hash -> table.put(refusal(hash)));
        assertThat(hashes.stream().filter(hash -> table.get(HashKey.of(hash)) == null))
                .as("lost because their set was full")
                .hasSizeLessThan(200);
    }

    @Test
    void verdicts_inUse_outliveAScan() {
        VerdictTable<Refusal> table = new VerdictTable<>(1000);
        List<TokenHash> inUse = hashes(300);
        inUse.forEach(hash -> table.put(refusal(hash)));
        List<TokenHash> scan = hashes(20_000);
        int missed = 0;
        for (int i = 0; i < scan.size(); i++) {
            table.put(refusal(scan.get(i)));
            for (int uses = 0; uses < 3; uses++) {
                TokenHash used = inUse.get(random.nextInt(inUse.size()));
                if (table.get(HashKey.of(used)) == null) {
                    missed++;
                    table.put(refusal(used));
                }
            }
        }
        assertThat(missed).as("of 60,000 uses").isLessThan(300);
    }

    @Test
    void bound_thatIsAsHighAsItCanBe_isTakenInTheRange() {
        assertThat(VerdictTable.slotsFor(100_000_000)).isEqualTo(200_000_000);
        assertThat(VerdictTable.slotsFor(1)).isEqualTo(16);
    }

    private List<TokenHash> hashes(int count) {
        List<TokenHash> hashes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] bytes = new byte[TokenHash.LENGTH];
            random.nextBytes(bytes);
            hashes.add(TokenHash.of(bytes));
        }
        return hashes;
    }

    private static Refusal refusal(TokenHash hash) {
        return new Refusal(hash, Rejected.UNKNOWN, Long.MAX_VALUE);
    }
}
