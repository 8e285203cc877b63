package io.anchorify.benchmarks.memory;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Picks tokens of which the n-th in popularity is used in proportion to n to the power of minus the exponent. */
final class Zipf {

    private final double[] cumulated;
    private final int[] tokenOfRank;

    /** The tokens' ranks are mixed, so that a number says nothing about popularity. */
    Zipf(int tokens, double exponent, SplittableRandom random) {
        cumulated = new double[tokens];
        double sum = 0;
        for (int rank = 0; rank < tokens; rank++) {
            sum += Math.pow(rank + 1.0, -exponent);
            cumulated[rank] = sum;
        }
        tokenOfRank = shuffled(tokens, random);
    }

    int next(SplittableRandom random) {
        double at = random.nextDouble() * cumulated[cumulated.length - 1];
        int rank = Arrays.binarySearch(cumulated, at);
        return tokenOfRank[rank >= 0 ? rank : -rank - 1];
    }

    static int[] shuffled(int count, SplittableRandom random) {
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            int at = random.nextInt(i + 1);
            numbers[i] = numbers[at];
            numbers[at] = i;
        }
        return numbers;
    }
}
