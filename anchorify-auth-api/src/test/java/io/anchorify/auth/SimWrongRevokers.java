package io.anchorify.auth;

import io.anchorify.auth.spi.ChangeRecord;
import io.anchorify.auth.spi.FeedPage;
import io.anchorify.auth.spi.FeedPosition;
import io.anchorify.auth.spi.FeedReader;
import io.anchorify.auth.spi.FeedServer;
import io.anchorify.auth.spi.NodeList;
import io.anchorify.auth.spi.RegisteredNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Mistakes of who revokes, of the store, and of who removes the dead. */
final class SimWrongRevokers {

    private SimWrongRevokers() {}

    static final class WaitOneTerm extends SimParts {

        WaitOneTerm(SimLink link, SimJudge judge) {
            super(link, judge);
        }

        /** Such that the longest term is what a term is by a clock that is right. */
        @Override
        Timing barrierTiming() {
            Duration term =
                    timing.term().minus(Duration.ofMillis(50)).multipliedBy(4).dividedBy(5);
            return new Timing(term, timing.registration(), timing.poll(), timing.hintedPoll(), timing.history());
        }
    }

    static final class WaitFromSending extends SimParts {

        private final ThreadLocal<Long> sent = new ThreadLocal<>();

        WaitFromSending(SimLink link, SimJudge judge) {
            super(link, judge);
        }

        @Override
        SimStore store() {
            return new SimStore(link, feed(), judge) {
                @Override
                int commit(Predicate<Token> meant, Instant revokedAt, ChangeRecord change) {
                    sent.set(host.now());
                    return super.commit(meant, revokedAt, change);
                }
            };
        }

        @Override
        ScheduledExecutorService barrierTasks(ScheduledExecutorService background) {
            return new SimExecutor(host, link.weather) {
                @Override
                public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
                    boolean isEnd = delay == timing.longestTerm().toNanos();
                    long left = isEnd ? delay - (host.now() - sent.get()) : delay;
                    return super.schedule(command, Math.max(0, left), unit);
                }
            };
        }
    }

    /** The base of mistakes in what is made of a list of nodes. */
    private abstract static class WrongList extends SimParts {

        WrongList(SimLink link, SimJudge judge) {
            super(link, judge);
        }

        abstract NodeList misread(NodeList list, Collection<UUID> changes);

        @Override
        SimFeed feed() {
            return new SimFeed(link, judge, this::reader) {
                @Override
                public NodeList nodes(Collection<UUID> changes) {
                    return misread(super.nodes(changes), changes);
                }
            };
        }
    }

    static final class OneIsEnough extends WrongList {

        OneIsEnough(SimLink link, SimJudge judge) {
            super(link, judge);
        }

        @Override
        NodeList misread(NodeList list, Collection<UUID> changes) {
            long last = list.numbers().values().stream()
                    .mapToLong(number -> number)
                    .max()
                    .orElse(0);
            List<RegisteredNode> done = list.nodes().stream()
                    .filter(node -> node.acknowledged() >= last)
                    .toList();
            return new NodeList(list.head(), done.isEmpty() ? list.nodes() : done, list.numbers(), list.server());
        }
    }

    static final class ListBeforeCommit extends WrongList {

        private final Map<UUID, Set<UUID>> listed = new HashMap<>();

        ListBeforeCommit(SimLink link, SimJudge judge) {
            super(link, judge);
        }

        @Override
        SimStore store() {
            return new SimStore(link, feed(), judge) {
                @Override
                int commit(Predicate<Token> meant, Instant revokedAt, ChangeRecord change) {
                    NodeList before = link.read(
                            server -> server.nodes(List.of()),
                            list -> "lists " + list.nodes().size() + " nodes before it commits");
                    Set<UUID> ids = new HashSet<>();
                    before.nodes().forEach(node -> ids.add(node.id()));
                    listed.put(change.uid(), ids);
                    return super.commit(meant, revokedAt, change);
                }
            };
        }

        @Override
        NodeList misread(NodeList list, Collection<UUID> changes) {
            List<RegisteredNode> known = list.nodes().stream()
                    .filter(node -> changes.stream()
                            .anyMatch(change ->
                                    listed.getOrDefault(change, Set.of()).contains(node.id())))
                    .toList();
            return new NodeList(list.head(), changes.isEmpty() ? list.nodes() : known, list.numbers(), list.server());
        }
    }

    static final class IgnoreOwnLoss extends WrongList {

        IgnoreOwnLoss(SimLink link, SimJudge judge) {
            super(link, judge);
        }

        @Override
        NodeList misread(NodeList list, Collection<UUID> changes) {
            Map<UUID, Long> numbers = new HashMap<>(list.numbers());
            changes.forEach(change -> numbers.putIfAbsent(change, 0L));
            return new NodeList(list.head(), list.nodes(), numbers, list.server());
        }
    }

    static final class TrustNewServer extends WrongList {

        TrustNewServer(SimLink link, SimJudge judge) {
            super(link, judge);
        }

        @Override
        NodeList misread(NodeList list, Collection<UUID> changes) {
            return new NodeList(list.head(), list.nodes(), list.numbers(), settled(list.server()));
        }

        @Override
        FeedReader reader(UUID node) {
            return new SimReader(link, node) {
                @Override
                public FeedPage read(@Nullable FeedPosition after) {
                    FeedPage page = super.read(after);
                    return new FeedPage(page.head(), page.entries(), page.registered(), settled(page.server()));
                }
            };
        }

        private static FeedServer settled(FeedServer server) {
            return new FeedServer(server.id(), true);
        }
    }

    static final class SettleAtOnce extends SimParts {

        SettleAtOnce(SimLink link, SimJudge judge) {
            super(link, judge);
        }

        @Override
        SimFeed feed() {
            return new SimFeed(link, judge, this::reader) {
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
    }

    static final class SecondReturnsAtOnce extends SimParts {

        private final Set<UUID> idle = new HashSet<>();

        SecondReturnsAtOnce(SimLink link, SimJudge judge) {
            super(link, judge);
        }

        @Override
        SimStore store() {
            return new SimStore(link, feed(), judge) {
                @Override
                int commit(Predicate<Token> meant, Instant revokedAt, ChangeRecord change) {
                    int revoked = super.commit(meant, revokedAt, change);
                    if (revoked == 0) {
                        idle.add(change.uid());
                    }
                    return revoked;
                }
            };
        }

        @Override
        Barrier barrier(Barrier right) {
            return (change, committedAt) -> idle.contains(change)
                    ? CompletableFuture.completedFuture(new Receipt(committedAt, committedAt, 0, 0))
                    : right.await(change, committedAt);
        }
    }

    static final class TakeSilenceForCommit extends SimParts {

        TakeSilenceForCommit(SimLink link, SimJudge judge) {
            super(link, judge);
        }

        @Override
        SimStore store() {
            return new SimStore(link, feed(), judge) {
                @Override
                void resolve(ChangeRecord change, TokenStoreException lost) {
                    link.trace.add(() -> "takes that for a commit");
                }
            };
        }
    }

    static final class LookWithoutLock extends SimParts {

        LookWithoutLock(SimLink link, SimJudge judge) {
            super(link, judge);
        }

        @Override
        SimStore store() {
            return new SimStore(link, feed(), judge) {
                @Override
                void awaitLock() {
                    // It does not.
                }
            };
        }
    }

    static final class NumbersFromSequence extends SimParts {

        private final Map<UUID, Long> drawn = new HashMap<>();

        NumbersFromSequence(SimLink link, SimJudge judge) {
            super(link, judge);
        }

        @Override
        SimStore store() {
            return new SimStore(link, feed(), judge) {
                @Override
                int commit(Predicate<Token> meant, Instant revokedAt, ChangeRecord change) {
                    drawn.put(change.uid(), link.read(SimServer::draw, number -> "draws number " + number));
                    return super.commit(meant, revokedAt, change);
                }

                @Override
                int make(SimServer server, Predicate<Token> meant, Instant revokedAt, ChangeRecord change) {
                    return server.revoke(meant, revokedAt, change, drawn.get(change.uid()));
                }
            };
        }

        @Override
        FeedReader reader(UUID node) {
            return new SimReader(link, node) {
                @Override
                public FeedPage read(@Nullable FeedPosition after) {
                    FeedPage page = super.read(after);
                    return after == null ? page : SimPages.withoutGap(page, after);
                }
            };
        }
    }

    static final class RemoveWhateverBeat extends SimParts {

        RemoveWhateverBeat(SimLink link, SimJudge judge) {
            super(link, judge);
        }

        @Override
        SimFeed feed() {
            return new SimFeed(link, judge, this::reader) {
                @Override
                public boolean remove(RegisteredNode node) {
                    return link.write(
                            server -> server.leave(node.id()),
                            removed -> "removes node " + link.trace.name(node.id()) + " without a look at it");
                }
            };
        }
    }
}
