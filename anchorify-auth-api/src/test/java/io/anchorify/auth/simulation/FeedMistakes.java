package io.anchorify.auth.simulation;

import io.anchorify.auth.StoredToken;
import io.anchorify.auth.TokenHash;
import io.anchorify.auth.internal.cluster.Term;
import io.anchorify.auth.spi.FeedPage;
import io.anchorify.auth.spi.FeedPosition;
import io.anchorify.auth.spi.FeedReader;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Mistakes in how a node follows the feed, and in its term. */
final class FeedMistakes {

    private static final long REPLICA_LAG = Duration.ofSeconds(2).toNanos();

    private FeedMistakes() {}

    static SimulatedParts acknowledgeBeforeApplying(NetworkLink link, HistoryChecker checker) {
        return new SimulatedParts(link, checker) {
            @Override
            FeedReader reader(UUID node) {
                return new SimulatedReader(link, node) {
                    @Override
                    public FeedPage read(@Nullable FeedPosition after) {
                        FeedPage page = super.read(after);
                        acknowledge(page.head());
                        return page;
                    }
                };
            }
        };
    }

    static SimulatedParts registerLater(NetworkLink link, HistoryChecker checker) {
        return new SimulatedParts(link, checker) {
            @Override
            FeedReader reader(UUID node) {
                return new SimulatedReader(link, node) {
                    private boolean due;

                    @Override
                    public void register() {
                        due = true;
                    }

                    @Override
                    public FeedPage read(@Nullable FeedPosition after) {
                        return due ? MisreadPages.registered(super.read(after)) : super.read(after);
                    }

                    @Override
                    public boolean acknowledge(FeedPosition applied) {
                        if (due) {
                            super.register();
                            due = false;
                        }
                        return super.acknowledge(applied);
                    }
                };
            }
        };
    }

    static SimulatedParts readLaggingReplica(NetworkLink link, HistoryChecker checker) {
        return new SimulatedParts(link, checker) {
            @Override
            FeedReader reader(UUID node) {
                return new SimulatedReader(link, node) {
                    @Override
                    public FeedPage read(@Nullable FeedPosition after) {
                        return link.read(
                                server -> link.database.asOf(REPLICA_LAG).read(node, after),
                                page -> "reads the feed of a replica: head "
                                        + page.head().number());
                    }
                };
            }
        };
    }

    static SimulatedParts ignoreOwnRow(NetworkLink link, HistoryChecker checker) {
        return misreadPages(link, checker, (page, after) -> MisreadPages.registered(page));
    }

    static SimulatedParts ignoreGap(NetworkLink link, HistoryChecker checker) {
        return misreadPages(link, checker, MisreadPages::withoutGap);
    }

    static SimulatedParts ignoreHeadBehind(NetworkLink link, HistoryChecker checker) {
        return misreadPages(
                link,
                checker,
                (page, after) -> page.head().number() < after.number() ? MisreadPages.unchanged(page, after) : page);
    }

    static SimulatedParts ignoreUid(NetworkLink link, HistoryChecker checker) {
        return misreadPages(link, checker, MisreadPages::sameHistory);
    }

    private static SimulatedParts misreadPages(
            NetworkLink link, HistoryChecker checker, BiFunction<FeedPage, FeedPosition, FeedPage> mistake) {
        return new SimulatedParts(link, checker) {
            @Override
            FeedReader reader(UUID node) {
                return new SimulatedReader(link, node) {
                    @Override
                    public FeedPage read(@Nullable FeedPosition after) {
                        FeedPage page = super.read(after);
                        return after == null ? page : mistake.apply(page, after);
                    }
                };
            }
        };
    }

    static SimulatedParts countTermFromReply(NetworkLink link, HistoryChecker checker) {
        return new MisdatedTerms(link, checker) {
            @Override
            long end(long rightEnd, long asked, long answered) {
                return rightEnd + (answered - asked);
            }
        };
    }

    static SimulatedParts outlastRegistration(NetworkLink link, HistoryChecker checker) {
        return new MisdatedTerms(link, checker) {
            @Override
            long end(long rightEnd, long asked, long answered) {
                return asked + timing.term().toNanos();
            }
        };
    }

    /** Terms whose end is computed from the times of the last read. */
    private abstract static class MisdatedTerms extends SimulatedParts {

        private long asked;
        private long answered;

        MisdatedTerms(NetworkLink link, HistoryChecker checker) {
            super(link, checker);
        }

        abstract long end(long rightEnd, long asked, long answered);

        @Override
        protected Term term() {
            return new Term(host::nanoTime) {
                @Override
                public void begin(long newEnd) {
                    super.begin(MisdatedTerms.this.end(newEnd, asked, answered));
                }
            };
        }

        @Override
        FeedReader reader(UUID node) {
            return new SimulatedReader(link, node) {
                @Override
                public FeedPage read(@Nullable FeedPosition after) {
                    asked = host.now();
                    FeedPage page = super.read(after);
                    answered = host.now();
                    return page;
                }
            };
        }
    }

    static SimulatedParts extendTermByLookup(NetworkLink link, HistoryChecker checker) {
        return new SimulatedParts(link, checker) {
            private @Nullable Term term;

            @Override
            protected Term term() {
                Term created = super.term();
                term = created;
                return created;
            }

            @Override
            SimulatedStore store() {
                return new SimulatedStore(link, feed(), checker) {
                    @Override
                    public Optional<StoredToken> findByHash(TokenHash hash) {
                        long sent = host.now();
                        Optional<StoredToken> found = super.findByHash(hash);
                        if (term != null) {
                            term.begin(sent + timing.term().toNanos());
                        }
                        return found;
                    }
                };
            }
        };
    }

    static SimulatedParts lengthenEndedTerm(NetworkLink link, HistoryChecker checker) {
        return new SimulatedParts(link, checker) {
            @Override
            protected Term term() {
                return new Term(host::nanoTime) {
                    @Override
                    public void end() {
                        begin(host.nanoTime());
                    }
                };
            }
        };
    }

    static SimulatedParts beginTermAfterLeaving(NetworkLink link, HistoryChecker checker) {
        return new SimulatedParts(link, checker) {
            @Override
            protected Term term() {
                return new Term(host::nanoTime) {
                    @Override
                    public void close() {
                        end();
                    }
                };
            }
        };
    }

    static SimulatedParts removeRowBeforeTermEnds(NetworkLink link, HistoryChecker checker) {
        return new SimulatedParts(link, checker) {
            private Runnable closeTerm = () -> {};

            @Override
            protected Term term() {
                return new Term(host::nanoTime) {
                    @Override
                    public void close() {
                        closeTerm = super::close;
                    }
                };
            }

            @Override
            FeedReader reader(UUID node) {
                return new SimulatedReader(link, node) {
                    @Override
                    public void leave() {
                        super.leave();
                        host.interleave();
                        closeTerm.run();
                    }
                };
            }
        };
    }
}
