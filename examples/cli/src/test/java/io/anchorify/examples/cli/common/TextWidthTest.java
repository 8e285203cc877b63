package io.anchorify.examples.cli.common;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextWidthTest {

    @ParameterizedTest
    @CsvSource({
        "'',0",
        "laptop,6",
        "M\u00fcller,6",
        "Mu\u0308ller,6",
        "\u65e5\u672c\u8a9e,6",
        "\uff21\uff22,4",
        "\uff71\uff72,2",
        "\ud55c\uad6d,4",
        "\u1112\u1161\u11ab,2",
        "\u0e19\u0e49\u0e33,2",
        "\ud83d\ude00,2",
        "\ud83d\udc4d\ud83c\udffd,2",
        "\u2764,1",
        "\u2764\ufe0f,2",
        "\u2705,2",
        "\ud83c\udde9\ud83c\uddea,2",
        "\ud840\udc00,2",
        "\ufffd,1",
        "\u2026,1",
        "a\u200db,2"
    })
    void of_aText_countsColumns(String text, int width) {
        assertThat(TextWidth.of(text)).isEqualTo(width);
    }

    @ParameterizedTest
    @CsvSource({
        "laptop,6,laptop",
        "laptop,5,lapt\u2026",
        "laptop,1,\u2026",
        "\u65e5\u672c\u8a9e,6,\u65e5\u672c\u8a9e",
        "\u65e5\u672c\u8a9e,5,\u65e5\u672c\u2026",
        "\u65e5\u672c\u8a9e,4,\u65e5\u2026",
        "u\u0308u\u0308u\u0308,2,u\u0308\u2026",
        "\ud83d\ude00\ud83d\ude00,3,\ud83d\ude00\u2026",
        "\ud83d\ude00\ud83d\ude00,2,\u2026"
    })
    void truncate_toColumns_neverCutsACharacter(String text, int columns, String truncated) {
        assertThat(TextWidth.truncate(text, columns)).isEqualTo(truncated);
        assertThat(TextWidth.of(truncated)).isLessThanOrEqualTo(columns);
    }
}
