package io.anchorify.auth;

import io.anchorify.auth.spi.FeedPage;
import io.anchorify.auth.spi.FeedPosition;
import io.anchorify.auth.spi.FeedReader;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Mistakes in how a node follows the feed. */
final class SimWrongLoops {

    private SimWrongLoops() {}

    static final class AcknowledgeBeforeApplying extends SimParts {

        AcknowledgeBeforeApplying(SimLink link, SimJudge judge) {
            super(link, judge);
        }

        @Override
        FeedReader reader(UUID node) {
            return new SimReader(link, node) {
                @Override
                public FeedPage read(@Nullable FeedPosition after) {
                    FeedPage page = super.read(after);
                    acknowledge(page.head());
                    return page;
                }
            };
        }
    }

    /** The base of mistakes in when a term ends, for which it matters how the last read went. */
    private abstract static class WrongTerm extends SimParts {

        private long asked;
        private long answered;

        WrongTerm(SimLink link, SimJudge judge) {
            super(link, judge);
        }

        /** When the term is to end. */
        abstract long end(long right, long asked, long answered);

        @Override
        Term term() {
            return new Term(host::nanoTime) {
                @Override
                void begin(long end) {
                    super.begin(WrongTerm.this.end(end, asked, answered));
                }
            };
        }

        @Override
        FeedReader reader(UUID node) {
            return new SimReader(link, node) {
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

    static final class TermFromReply extends WrongTerm {

        TermFromReply(SimLink link, SimJudge judge) {
            super(link, judge);
        }

        @Override
        long end(long right, long asked, long answered) {
            return right + (answered - asked);
        }
    }

    static final class TermOutlastsRegistration extends WrongTerm {

        TermOutlastsRegistration(SimLink link, SimJudge judge) {
            super(link, judge);
        }

        @Override
        long end(long right, long asked, long answered) {
            return asked + timing.term().toNanos();
        }
    }

    static final class LookupsExtendTerm extends SimParts {

        private @Nullable Term term;

        LookupsExtendTerm(SimLink link, SimJudge judge) {
            super(link, judge);
        }

        @Override
        Term term() {
            Term made = super.term();
            term = made;
            return made;
        }

        @Override
        SimStore store() {
            return new SimStore(link, feed(), judge) {
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
    }

    static final class LaggingReplica extends SimParts {

        private static final long LAG = Duration.ofSeconds(2).toNanos();

        LaggingReplica(SimLink link, SimJudge judge) {
            super(link, judge);
        }

        @Override
        FeedReader reader(UUID node) {
            return new SimReader(link, node) {
                @Override
                public FeedPage read(@Nullable FeedPosition after) {
                    return link.read(
                            server -> link.database.before(LAG).read(node, after),
                            page -> "reads the feed of a replica: head "
                                    + page.head().number());
                }
            };
        }
    }

    static final class RegisterLater extends SimParts {

        RegisterLater(SimLink link, SimJudge judge) {
            super(link, judge);
        }

        @Override
        FeedReader reader(UUID node) {
            return new SimReader(link, node) {
                private boolean due;

                @Override
                public void register() {
                    due = true;
                }

                @Override
                public FeedPage read(@Nullable FeedPosition after) {
                    return due ? SimPages.registered(super.read(after)) : super.read(after);
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
    }

    /** The base of mistakes in what a node makes of a page. */
    private abstract static class WrongPage extends SimParts {

        WrongPage(SimLink link, SimJudge judge) {
            super(link, judge);
        }

        abstract FeedPage misread(FeedPage page, FeedPosition after);

        @Override
        FeedReader reader(UUID node) {
            return new SimReader(link, node) {
                @Override
                public FeedPage read(@Nullable FeedPosition after) {
                    FeedPage page = super.read(after);
                    return after == null ? page : misread(page, after);
                }
            };
        }
    }

    static final class IgnoreOwnRow extends WrongPage {

        IgnoreOwnRow(SimLink link, SimJudge judge) {
            super(link, judge);
        }

        @Override
        FeedPage misread(FeedPage page, FeedPosition after) {
            return SimPages.registered(page);
        }
    }

    static final class IgnoreGap extends WrongPage {

        IgnoreGap(SimLink link, SimJudge judge) {
            super(link, judge);
        }

        @Override
        FeedPage misread(FeedPage page, FeedPosition after) {
            return SimPages.withoutGap(page, after);
        }
    }

    static final class IgnoreHeadBehind extends WrongPage {

        IgnoreHeadBehind(SimLink link, SimJudge judge) {
            super(link, judge);
        }

        @Override
        FeedPage misread(FeedPage page, FeedPosition after) {
            return page.head().number() < after.number() ? SimPages.unchanged(page, after) : page;
        }
    }

    static final class IgnoreUid extends WrongPage {

        IgnoreUid(SimLink link, SimJudge judge) {
            super(link, judge);
        }

        @Override
        FeedPage misread(FeedPage page, FeedPosition after) {
            return SimPages.sameHistory(page, after);
        }
    }

    static final class EndLengthensTerm extends SimParts {

        EndLengthensTerm(SimLink link, SimJudge judge) {
            super(link, judge);
        }

        @Override
        Term term() {
            return new Term(host::nanoTime) {
                @Override
                void end() {
                    begin(host.nanoTime());
                }
            };
        }
    }

    static final class TermAfterLeaving extends SimParts {

        TermAfterLeaving(SimLink link, SimJudge judge) {
            super(link, judge);
        }

        @Override
        Term term() {
            return new Term(host::nanoTime) {
                @Override
                void close() {
                    end();
                }
            };
        }
    }

    static final class RowBeforeTerm extends SimParts {

        private @Nullable Runnable close;

        RowBeforeTerm(SimLink link, SimJudge judge) {
            super(link, judge);
        }

        @Override
        Term term() {
            return new Term(host::nanoTime) {
                @Override
                void close() {
                    close = super::close;
                }
            };
        }

        @Override
        Membership membership(Membership right, Term term) {
            return new Membership() {
                @Override
                public void join() {
                    right.join();
                }

                @Override
                public void leave() {
                    right.leave();
                    if (close != null) {
                        close.run();
                    }
                }

                @Override
                public NodeStats stats(long fallbacks) {
                    return right.stats(fallbacks);
                }
            };
        }
    }
}
