package io.anchorify.auth.simulation;

import io.anchorify.auth.Receipt;
import io.anchorify.auth.TokenStoreException;
import io.anchorify.auth.internal.cluster.AcknowledgementWaiter;
import io.anchorify.auth.internal.cluster.FailoverDetector;
import io.anchorify.auth.internal.cluster.FeedAcknowledgementWaiter;
import io.anchorify.auth.internal.cluster.Timing;
import io.anchorify.auth.spi.ChangeFeed;
import io.anchorify.auth.spi.ChangeRecord;
import io.anchorify.auth.spi.FeedPage;
import io.anchorify.auth.spi.FeedPosition;
import io.anchorify.auth.spi.FeedReader;
import io.anchorify.auth.spi.FeedServer;
import io.anchorify.auth.spi.NodeList;
import io.anchorify.auth.spi.RegisteredNode;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Mistakes in a revocation, in the store, and in the removal of expired nodes. */
final class RevocationMistakes {

    private RevocationMistakes() {}

    /** Waits for one term by a clock that is right, without the margin for clock drift. */
    static SimulatedParts waitOneTerm(NetworkLink link, HistoryChecker checker) {
        return new SimulatedParts(link, checker) {
            @Override
            protected AcknowledgementWaiter acknowledgements(
                    ChangeFeed feed, FailoverDetector failovers, Supplier<Optional<UUID>> thisNode) {
                Duration term = timing.term()
                        .minus(Duration.ofMillis(50))
                        .multipliedBy(4)
                        .dividedBy(5);
                Timing shorter =
                        new Timing(term, timing.registration(), timing.poll(), timing.notifiedPoll(), timing.history());
                return new FeedAcknowledgementWaiter(
                        feed, failovers, thisNode, shorter, clocks, threads.coordination());
            }
        };
    }

    static SimulatedParts waitFromSending(NetworkLink link, HistoryChecker checker) {
        return new SimulatedParts(link, checker) {
            private final ThreadLocal<Long> sent = new ThreadLocal<>();

            @Override
            SimulatedStore store() {
                return new SimulatedStore(link, feed(), checker) {
                    @Override
                    <T> T commit(SentChange change, Function<DatabaseServer, T> transaction) {
                        sent.set(host.now());
                        return super.commit(change, transaction);
                    }
                };
            }

            @Override
            protected AcknowledgementWaiter acknowledgements(
                    ChangeFeed feed, FailoverDetector failovers, Supplier<Optional<UUID>> thisNode) {
                SimulatedExecutor scheduler = new SimulatedExecutor(host, link.faults) {
                    @Override
                    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
                        boolean isTimeout = delay == timing.longestTerm().toNanos();
                        long left = isTimeout ? delay - (host.now() - sent.get()) : delay;
                        return super.schedule(command, Math.max(0, left), unit);
                    }
                };
                return new FeedAcknowledgementWaiter(feed, failovers, thisNode, timing, clocks, scheduler);
            }
        };
    }

    static SimulatedParts oneAcknowledgementIsEnough(NetworkLink link, HistoryChecker checker) {
        return misreadLists(link, checker, (list, changes) -> {
            long last = list.numbers().values().stream()
                    .mapToLong(number -> number)
                    .max()
                    .orElse(0);
            List<RegisteredNode> done = list.nodes().stream()
                    .filter(node -> node.acknowledged() >= last)
                    .toList();
            return withNodes(list, done.isEmpty() ? list.nodes() : done);
        });
    }

    static SimulatedParts listNodesBeforeCommit(NetworkLink link, HistoryChecker checker) {
        Map<UUID, Set<UUID>> listed = new HashMap<>();
        return new SimulatedParts(link, checker) {
            @Override
            SimulatedStore store() {
                return new SimulatedStore(link, feed(), checker) {
                    @Override
                    <T> T commit(SentChange change, Function<DatabaseServer, T> transaction) {
                        NodeList before = link.read(
                                server -> server.nodes(List.of()),
                                list -> "lists " + list.nodes().size() + " nodes before the commit");
                        listed.put(
                                change.uid(),
                                before.nodes().stream().map(RegisteredNode::id).collect(Collectors.toSet()));
                        return super.commit(change, transaction);
                    }
                };
            }

            @Override
            SimulatedFeed feed() {
                return new MisreadListFeed(this, (list, changes) -> {
                    List<RegisteredNode> known = list.nodes().stream()
                            .filter(node -> changes.stream()
                                    .anyMatch(change -> listed.getOrDefault(change, Set.of())
                                            .contains(node.id())))
                            .toList();
                    return changes.isEmpty() ? list : withNodes(list, known);
                });
            }
        };
    }

    static SimulatedParts ignoreOwnLoss(NetworkLink link, HistoryChecker checker) {
        return misreadLists(link, checker, (list, changes) -> {
            Map<UUID, Long> numbers = new HashMap<>(list.numbers());
            changes.forEach(change -> numbers.putIfAbsent(change, 0L));
            return new NodeList(list.head(), list.nodes(), numbers, list.server());
        });
    }

    static SimulatedParts trustNewServer(NetworkLink link, HistoryChecker checker) {
        return new SimulatedParts(link, checker) {
            @Override
            SimulatedFeed feed() {
                return new MisreadListFeed(
                        this,
                        (list, changes) ->
                                new NodeList(list.head(), list.nodes(), list.numbers(), settled(list.server())));
            }

            @Override
            FeedReader reader(UUID node) {
                return new SimulatedReader(link, node) {
                    @Override
                    public FeedPage read(@Nullable FeedPosition after) {
                        FeedPage page = super.read(after);
                        return new FeedPage(page.head(), page.entries(), page.registered(), settled(page.server()));
                    }
                };
            }
        };
    }

    static SimulatedParts settleImmediately(NetworkLink link, HistoryChecker checker) {
        return new SimulatedParts(link, checker) {
            @Override
            SimulatedFeed feed() {
                return new SimulatedFeed(link, checker, this::reader) {
                    @Override
                    public NodeList nodes(Collection<UUID> changes) {
                        NodeList list = super.nodes(changes);
                        if (!list.server().settled()) {
                            settle(list.server().id());
                        }
                        return list;
                    }
                };
            }
        };
    }

    static SimulatedParts returnImmediatelyIfRevoked(NetworkLink link, HistoryChecker checker) {
        return new SimulatedParts(link, checker) {
            private final Set<UUID> ineffective = new HashSet<>();

            @Override
            SimulatedStore store() {
                return new SimulatedStore(link, feed(), checker) {
                    @Override
                    <T> T commit(SentChange change, Function<DatabaseServer, T> transaction) {
                        T revoked = super.commit(change, transaction);
                        if (revoked.equals(0)) {
                            ineffective.add(change.uid());
                        }
                        return revoked;
                    }
                };
            }

            @Override
            protected AcknowledgementWaiter acknowledgements(
                    ChangeFeed feed, FailoverDetector failovers, Supplier<Optional<UUID>> thisNode) {
                AcknowledgementWaiter right = super.acknowledgements(feed, failovers, thisNode);
                return (change, committedAt) -> ineffective.contains(change)
                        ? CompletableFuture.completedFuture(new Receipt(committedAt, committedAt, 0, 0, false))
                        : right.await(change, committedAt);
            }
        };
    }

    static SimulatedParts takeLostReplyForCommit(NetworkLink link, HistoryChecker checker) {
        return new SimulatedParts(link, checker) {
            @Override
            SimulatedStore store() {
                return new SimulatedStore(link, feed(), checker) {
                    @Override
                    void resolve(ChangeRecord change, TokenStoreException lostReply) {
                        link.trace.add(() -> "takes that for a commit");
                    }
                };
            }
        };
    }

    static SimulatedParts lookUpWithoutLock(NetworkLink link, HistoryChecker checker) {
        return new SimulatedParts(link, checker) {
            @Override
            SimulatedStore store() {
                return new SimulatedStore(link, feed(), checker) {
                    @Override
                    void awaitLock() {
                        // This is the mistake.
                    }
                };
            }
        };
    }

    static SimulatedParts numberFromSequence(NetworkLink link, HistoryChecker checker) {
        return new SimulatedParts(link, checker) {
            private final Map<UUID, Long> drawn = new HashMap<>();

            @Override
            SimulatedStore store() {
                return new SimulatedStore(link, feed(), checker) {
                    @Override
                    <T> T commit(SentChange change, Function<DatabaseServer, T> transaction) {
                        drawn.put(
                                change.uid(),
                                link.read(DatabaseServer::drawNumber, number -> "draws number " + number));
                        return super.commit(change, transaction);
                    }

                    @Override
                    <T> T write(DatabaseServer server, ChangeRecord change, Function<TokenTable, T> write) {
                        return server.change(change, write, drawn.get(change.uid()));
                    }
                };
            }

            @Override
            FeedReader reader(UUID node) {
                return new SimulatedReader(link, node) {
                    @Override
                    public FeedPage read(@Nullable FeedPosition after) {
                        FeedPage page = super.read(after);
                        return after == null ? page : MisreadPages.withoutGap(page, after);
                    }
                };
            }
        };
    }

    static SimulatedParts removeWithoutComparingBeat(NetworkLink link, HistoryChecker checker) {
        return new SimulatedParts(link, checker) {
            @Override
            SimulatedFeed feed() {
                return new SimulatedFeed(link, checker, this::reader) {
                    @Override
                    public boolean remove(RegisteredNode node) {
                        return link.write(
                                server -> server.leave(node.id()),
                                removed -> "removes node " + link.trace.name(node.id()) + " whatever its beat");
                    }
                };
            }
        };
    }

    private static SimulatedParts misreadLists(
            NetworkLink link, HistoryChecker checker, BiFunction<NodeList, Collection<UUID>, NodeList> mistake) {
        return new SimulatedParts(link, checker) {
            @Override
            SimulatedFeed feed() {
                return new MisreadListFeed(this, mistake);
            }
        };
    }

    private static NodeList withNodes(NodeList list, List<RegisteredNode> nodes) {
        return new NodeList(list.head(), nodes, list.numbers(), list.server());
    }

    private static FeedServer settled(FeedServer server) {
        return new FeedServer(server.id(), true);
    }

    /** A feed whose lists of nodes are misread. */
    private static final class MisreadListFeed extends SimulatedFeed {

        private final BiFunction<NodeList, Collection<UUID>, NodeList> mistake;

        MisreadListFeed(SimulatedParts parts, BiFunction<NodeList, Collection<UUID>, NodeList> mistake) {
            super(parts.link, parts.checker, parts::reader);
            this.mistake = mistake;
        }

        @Override
        public NodeList nodes(Collection<UUID> changes) {
            return mistake.apply(super.nodes(changes), changes);
        }
    }
}
