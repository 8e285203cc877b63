package io.anchorify.auth.simulation;

import io.anchorify.auth.Receipt;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.internal.cluster.AcknowledgementWaiter;
import io.anchorify.auth.internal.cluster.FailoverDetector;
import io.anchorify.auth.spi.ActiveRule;
import io.anchorify.auth.spi.ChangeFeed;
import io.anchorify.auth.spi.ChangeRecord;
import io.anchorify.auth.spi.ChangeScope;
import io.anchorify.auth.spi.RevocationDetails;
import io.anchorify.auth.spi.Succession;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Mistakes in rotations, in erasures, and in revocations by query. */
final class RotationMistakes {

    private RotationMistakes() {}

    static SimulatedParts rotateWithoutRecord(NetworkLink link, HistoryChecker checker) {
        return withoutRecord(link, checker, Succession::immediately, false);
    }

    /** As if a rotation with a grace period ended nothing yet. */
    static SimulatedParts narrowWithoutRecord(NetworkLink link, HistoryChecker checker) {
        return withoutRecord(link, checker, succession -> !succession.immediately(), false);
    }

    /** As a purge, which deletes only tokens that have ended. */
    static SimulatedParts eraseWithoutRecord(NetworkLink link, HistoryChecker checker) {
        return withoutRecord(link, checker, succession -> false, true);
    }

    /** Appends nothing to the feed, and waits for nobody. */
    private static SimulatedParts withoutRecord(
            NetworkLink link, HistoryChecker checker, Predicate<Succession> rotations, boolean erasures) {
        return new SimulatedParts(link, checker) {
            private final Set<UUID> unrecorded = new HashSet<>();

            @Override
            SimulatedStore store() {
                return new SimulatedStore(link, feed(), checker) {
                    @Override
                    Succession.Result rotateIn(
                            DatabaseServer server, Succession succession, ActiveRule rule, ChangeRecord change) {
                        boolean mayRotate = server.tokens().check(succession, rule) == Succession.Result.ROTATED;
                        if (!mayRotate || !rotations.test(succession)) {
                            return super.rotateIn(server, succession, rule, change);
                        }
                        unrecorded.add(change.uid());
                        return server.changeUnrecorded(change, tokens -> tokens.supersede(succession));
                    }

                    @Override
                    int eraseIn(DatabaseServer server, String owner, ChangeRecord change) {
                        if (!erasures) {
                            return super.eraseIn(server, owner, change);
                        }
                        unrecorded.add(change.uid());
                        return server.changeUnrecorded(change, tokens -> tokens.erase(owner));
                    }
                };
            }

            @Override
            protected AcknowledgementWaiter acknowledgements(
                    ChangeFeed feed, FailoverDetector failovers, Supplier<Optional<UUID>> thisNode) {
                AcknowledgementWaiter right = super.acknowledgements(feed, failovers, thisNode);
                return (change, committedAt) -> unrecorded.contains(change)
                        ? CompletableFuture.completedFuture(new Receipt(committedAt, committedAt, 0, 0, false))
                        : right.await(change, committedAt);
            }
        };
    }

    static SimulatedParts recordSuccessor(NetworkLink link, HistoryChecker checker) {
        return withStore(link, checker, feed -> new SimulatedStore(link, feed, checker) {
            @Override
            Succession.Result rotateIn(
                    DatabaseServer server, Succession succession, ActiveRule rule, ChangeRecord change) {
                ChangeScope scope =
                        new ChangeScope.OneToken(succession.successor().hash());
                return super.rotateIn(server, succession, rule, new ChangeRecord(change.uid(), scope));
            }
        });
    }

    /** Leaves it to the wall clock of each node when the predecessor ends. */
    static SimulatedParts expireInsteadOfRevoking(NetworkLink link, HistoryChecker checker) {
        return withStore(link, checker, feed -> new SimulatedStore(link, feed, checker) {
            @Override
            Succession.Result rotateIn(
                    DatabaseServer server, Succession succession, ActiveRule rule, ChangeRecord change) {
                Succession expiring =
                        new Succession(succession.successor(), succession.predecessorEndsAt(), false, succession.by());
                return super.rotateIn(server, expiring, rule, change);
            }
        });
    }

    static SimulatedParts rotateInTwoTransactions(NetworkLink link, HistoryChecker checker) {
        return withStore(link, checker, feed -> new SimulatedStore(link, feed, checker) {
            @Override
            public Succession.Result rotate(Succession succession, ActiveRule rule, ChangeRecord change) {
                Succession.Result found = link.read(
                        server -> server.tokens().check(succession, rule), result -> "finds that it may be " + result);
                return found == Succession.Result.ROTATED ? super.rotate(succession, rule, change) : found;
            }

            @Override
            Succession.Result rotateIn(
                    DatabaseServer server, Succession succession, ActiveRule rule, ChangeRecord change) {
                return server.change(change, tokens -> tokens.supersede(succession));
            }
        });
    }

    static SimulatedParts rotateEnded(NetworkLink link, HistoryChecker checker) {
        return withStore(link, checker, feed -> new SimulatedStore(link, feed, checker) {
            @Override
            Succession.Result rotateIn(
                    DatabaseServer server, Succession succession, ActiveRule rule, ChangeRecord change) {
                Succession.Result result = server.tokens().check(succession, rule);
                return result == Succession.Result.ALREADY_ROTATED
                        ? result
                        : server.change(change, tokens -> tokens.supersede(succession));
            }
        });
    }

    static SimulatedParts insertSuccessorFirst(NetworkLink link, HistoryChecker checker) {
        return withStore(link, checker, feed -> new SimulatedStore(link, feed, checker) {
            @Override
            public Succession.Result rotate(Succession succession, ActiveRule rule, ChangeRecord change) {
                link.write(
                        server -> {
                            server.tokens().insert(succession.successor());
                            return true;
                        },
                        any -> "inserts the successor");
                return super.rotate(succession, rule, change);
            }
        });
    }

    /** Awaits the first batch of a revocation by query instead of the last one. */
    static SimulatedParts awaitFirstBatch(NetworkLink link, HistoryChecker checker) {
        return new SimulatedParts(link, checker) {
            private final Map<RevocationDetails, UUID> firstOfCall = new IdentityHashMap<>();
            private final Map<UUID, UUID> firstBatch = new HashMap<>();
            private final Map<UUID, CompletableFuture<Receipt>> receipts = new HashMap<>();

            @Override
            SimulatedStore store() {
                return new SimulatedStore(link, feed(), checker) {
                    @Override
                    public int revoke(
                            TokenQuery query,
                            ActiveRule rule,
                            int limit,
                            RevocationDetails details,
                            ChangeRecord change) {
                        firstOfCall.putIfAbsent(details, change.uid());
                        firstBatch.put(change.uid(), firstOfCall.get(details));
                        return super.revoke(query, rule, limit, details, change);
                    }
                };
            }

            @Override
            protected AcknowledgementWaiter acknowledgements(
                    ChangeFeed feed, FailoverDetector failovers, Supplier<Optional<UUID>> thisNode) {
                AcknowledgementWaiter right = super.acknowledgements(feed, failovers, thisNode);
                return (change, committedAt) -> {
                    CompletableFuture<Receipt> known = receipts.get(firstBatch.get(change));
                    CompletableFuture<Receipt> receipt = known == null ? right.await(change, committedAt) : known;
                    receipts.put(change, receipt);
                    return receipt;
                };
            }
        };
    }

    /** Takes a lost rotation for one of which it is not known when it is in effect. */
    static SimulatedParts returnLostSuccessor(NetworkLink link, HistoryChecker checker) {
        return new SimulatedParts(link, checker) {
            @Override
            protected AcknowledgementWaiter acknowledgements(
                    ChangeFeed feed, FailoverDetector failovers, Supplier<Optional<UUID>> thisNode) {
                AcknowledgementWaiter right = super.acknowledgements(feed, failovers, thisNode);
                return (change, committedAt) -> right.await(change, committedAt)
                        .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                                new TokenStoreException("The effect is not known", failure)));
            }
        };
    }

    private static SimulatedParts withStore(
            NetworkLink link, HistoryChecker checker, Function<SimulatedFeed, SimulatedStore> store) {
        return new SimulatedParts(link, checker) {
            @Override
            SimulatedStore store() {
                return store.apply(feed());
            }
        };
    }
}
