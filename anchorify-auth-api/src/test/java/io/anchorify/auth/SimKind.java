package io.anchorify.auth;

import java.util.Set;
import java.util.function.BiFunction;

/**
 * What is run.
 *
 * @param service makes a service
 * @param troubles what there is in every run, besides what the seed says
 * @param strict whether more is asked for than what is promised of revocations
 */
record SimKind(BiFunction<SimLink, SimJudge, SimService> service, Set<SimTrouble> troubles, boolean strict) {

    /** The services as everybody gets them. */
    static final SimKind PRODUCTION = right((link, judge) -> open(SimAssembly.production(new SimParts(link, judge))));

    /** The same services, put together by hand. */
    static final SimKind BY_HAND = right(
            (link, judge) -> open(SimAssembly.of(new SimParts(link, judge)).tokens()));

    /** By hand, with more places where a thread may stand still, and requests that came in just before a service closed. */
    static final SimKind FINE = right((link, judge) -> SimAssembly.of(new SimFineParts(link, judge)));

    /** Those by the builder and the fine ones by turns. */
    static SimKind ofSeed(long seed) {
        return seed % 2 == 0 ? PRODUCTION : FINE;
    }

    static SimKind mistaken(SimMistake mistake) {
        return new SimKind((link, judge) -> SimAssembly.of(mistake.parts(link, judge)), mistake.troubles(), false);
    }

    /** What is right, in the same troubles. */
    static SimKind without(SimMistake mistake) {
        return new SimKind(FINE.service, mistake.troubles(), true);
    }

    private static SimKind right(BiFunction<SimLink, SimJudge, SimService> service) {
        return new SimKind(service, Set.of(), true);
    }

    private static SimService open(TokenService service) {
        return new SimService(service, service);
    }
}
