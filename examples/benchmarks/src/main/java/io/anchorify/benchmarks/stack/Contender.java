package io.anchorify.benchmarks.stack;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.jdbc.JdbcTokenStore;
import io.anchorify.auth.servlet.BearerTokenFilter;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.benchmarks.request.PeerFilters;
import io.anchorify.benchmarks.stack.TunedFilter.Depth;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.glassfish.jersey.servlet.ServletContainer;

/** What a server does before it answers. Those that cache may cache as many tokens, and all do, after the warm-up. */
enum Contender {

    /** Nothing. It gets the same requests, so that sending and parsing the header is in none of the differences. */
    BARE(Kind.BASE),

    /** The library as its first page says, with a database in the memory of the server. */
    ANCHORIFY(Kind.WHOLE) {
        @Override
        void guard(ServletContextHandler context, Accounts accounts) {
            add(context, BearerTokenFilter.builder(onDatabase(accounts)).build());
        }
    },

    /** {@link TunedFilter}. */
    HAND_TUNED(Kind.WHOLE) {
        @Override
        void guard(ServletContextHandler context, Accounts accounts) {
            add(context, tuned(Depth.WRAP, accounts));
        }
    },

    /** {@link PeerFilters#BY_HAND}. */
    BY_HAND(Kind.WHOLE) {
        @Override
        void guard(ServletContextHandler context, Accounts accounts) throws Exception {
            add(context, PeerFilters.BY_HAND.filter(CACHED, accounts::forEach));
        }
    },

    /** {@link PeerFilters#PAC4J_TUNED}. */
    PAC4J_TUNED(Kind.WHOLE) {
        @Override
        void guard(ServletContextHandler context, Accounts accounts) throws Exception {
            add(context, PeerFilters.PAC4J_TUNED.filter(CACHED, accounts::forEach));
        }
    },

    /** {@link PeerFilters#PAC4J}. */
    PAC4J(Kind.WHOLE) {
        @Override
        void guard(ServletContextHandler context, Accounts accounts) throws Exception {
            add(context, PeerFilters.PAC4J.filter(CACHED, accounts::forEach));
        }
    },

    /** {@link PeerFilters#SPRING_TRIMMED}. */
    SPRING_TRIMMED(Kind.WHOLE) {
        @Override
        void guard(ServletContextHandler context, Accounts accounts) throws Exception {
            add(context, PeerFilters.SPRING_TRIMMED.filter(CACHED, accounts::forEach));
        }
    },

    /** {@link PeerFilters#SPRING}. */
    SPRING(Kind.WHOLE) {
        @Override
        void guard(ServletContextHandler context, Accounts accounts) throws Exception {
            add(context, PeerFilters.SPRING.filter(CACHED, accounts::forEach));
        }
    },

    /** {@link PeerFilters#SHIRO_TUNED}. */
    SHIRO_TUNED(Kind.WHOLE) {
        @Override
        void guard(ServletContextHandler context, Accounts accounts) throws Exception {
            add(context, PeerFilters.SHIRO_TUNED.filter(CACHED, accounts::forEach));
        }
    },

    /** {@link PeerFilters#SHIRO}. */
    SHIRO(Kind.WHOLE) {
        @Override
        void guard(ServletContextHandler context, Accounts accounts) throws Exception {
            add(context, PeerFilters.SHIRO.filter(CACHED, accounts::forEach));
        }
    },

    /** Nothing, in front of Jersey. */
    BARE_JERSEY(Kind.WHOLE, Check.NOBODY) {
        @Override
        void deploy(ServletContextHandler context, Accounts accounts) {
            addJersey(context, JerseyApplication.bare());
        }
    },

    /** {@link JerseyApplication#withDropwizard}, to be read beside {@link #BARE_JERSEY}. */
    DROPWIZARD(Kind.WHOLE) {
        @Override
        void deploy(ServletContextHandler context, Accounts accounts) {
            addJersey(context, JerseyApplication.withDropwizard(accounts, CACHED));
        }
    },

    /** A filter that lets everything through: the first step of the tuned filter. */
    DOES_NOTHING(Kind.STEP) {
        @Override
        void guard(ServletContextHandler context, Accounts accounts) {
            add(context, tuned(Depth.NOTHING, accounts));
        }
    },

    /** The second step, which ignores what it has read. */
    READS_HEADER(Kind.STEP) {
        @Override
        void guard(ServletContextHandler context, Accounts accounts) {
            add(context, tuned(Depth.HEADER, accounts));
        }
    },

    /** The third step. */
    READS_AND_HASHES(Kind.STEP) {
        @Override
        void guard(ServletContextHandler context, Accounts accounts) {
            add(context, tuned(Depth.HASH, accounts));
        }
    },

    /** The fourth step. */
    READS_HASHES_AND_LOOKS_UP(Kind.STEP) {
        @Override
        void guard(ServletContextHandler context, Accounts accounts) {
            add(context, tuned(Depth.LOOKUP, accounts));
        }
    },

    /** The last step, which makes it {@link #HAND_TUNED}. */
    READS_HASHES_LOOKS_UP_AND_WRAPS(Kind.STEP, Check.USER) {
        @Override
        void guard(ServletContextHandler context, Accounts accounts) {
            add(context, tuned(Depth.WRAP, accounts));
        }
    },

    /** {@link MarkingFilter}. */
    ONLY_MARKS(Kind.STEP) {
        @Override
        void guard(ServletContextHandler context, Accounts accounts) {
            add(context, new MarkingFilter());
        }
    },

    /** The library on its store in memory, which no other node can change: without the thread that follows changes. */
    ANCHORIFY_ALONE(Kind.STEP, Check.USER) {
        @Override
        void guard(ServletContextHandler context, Accounts accounts) {
            add(context, BearerTokenFilter.builder(inMemory(accounts)).build());
        }
    },

    /** The same, and {@link RepeatingFilter} with the token of the request. */
    ANCHORIFY_AND_TEN_AGAIN(Kind.STEP, Check.USER) {
        @Override
        void guard(ServletContextHandler context, Accounts accounts) {
            repeat(context, accounts, false);
        }
    },

    /** The same, and {@link RepeatingFilter} with tokens of others. */
    ANCHORIFY_AND_TEN_OTHERS(Kind.STEP, Check.USER) {
        @Override
        void guard(ServletContextHandler context, Accounts accounts) {
            repeat(context, accounts, true);
        }
    };

    /** What the servers are asked for, and what their filters are in front of. */
    static final String GUARDED = "/api/*";

    private static final int CACHED = 100_000;

    /** What its figures are good for. */
    private enum Kind {
        /** The others are compared with it. */
        BASE,
        /** It authenticates. */
        WHOLE,
        /** It does a part of that, or more. */
        STEP
    }

    /** What its answers have to say. */
    private enum Check {
        /** The same to everybody. */
        NOBODY,
        /** Whose token it was; and without a good token there is no answer. */
        USER
    }

    private final Kind kind;
    private final Check check;

    Contender(Kind kind) {
        this(kind, kind == Kind.WHOLE ? Check.USER : Check.NOBODY);
    }

    Contender(Kind kind, Check check) {
        this.kind = kind;
        this.check = check;
    }

    /** The base and what authenticates. */
    static List<Contender> whole() {
        return of(Kind.WHOLE);
    }

    /** The base and what tells where the time goes. */
    static List<Contender> steps() {
        return of(Kind.STEP);
    }

    static Contender named(String title) {
        return Arrays.stream(values())
                .filter(contender -> contender.title().equals(title))
                .findFirst()
                .orElseThrow(() -> new StackException("There is no server " + title + ", but these: "
                        + Arrays.stream(values()).map(Contender::title).collect(Collectors.joining(", "))));
    }

    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean authenticates() {
        return check == Check.USER;
    }

    /**
     * How long it has to run, in seconds, until all that it does from time to time has been done, and so compiled, once:
     * the library writes the first last-used times when their interval is over.
     */
    int warmUpSeconds() {
        return name().startsWith("ANCHORIFY") ? 75 : 0;
    }

    /** Puts the servlet into a context, and in front of it what this contender is. */
    void deploy(ServletContextHandler context, Accounts accounts) throws Exception {
        guard(context, accounts);
        context.addServlet(new HelloServlet(), StackServer.PATH);
    }

    void guard(ServletContextHandler context, Accounts accounts) throws Exception {}

    private static List<Contender> of(Kind kind) {
        return Arrays.stream(values())
                .filter(contender -> contender.kind == Kind.BASE || contender.kind == kind)
                .toList();
    }

    private static void add(ServletContextHandler context, Filter filter) {
        context.addFilter(filter, GUARDED, EnumSet.of(DispatcherType.REQUEST));
    }

    private static void addJersey(ServletContextHandler context, JerseyApplication application) {
        context.addServlet(new ServletContainer(application), GUARDED);
    }

    private static TunedFilter tuned(Depth depth, Accounts accounts) {
        return new TunedFilter(depth, accounts.usersByHash()::get, CACHED);
    }

    private static void repeat(ServletContextHandler context, Accounts accounts, boolean others) {
        TokenService tokens = inMemory(accounts);
        add(context, BearerTokenFilter.builder(tokens).build());
        add(context, new RepeatingFilter(tokens, accounts, others));
    }

    private static TokenService onDatabase(Accounts accounts) {
        return service(
                JdbcTokenStore.connect("jdbc:h2:mem:stack;DB_CLOSE_DELAY=-1").createSchema(), accounts);
    }

    private static TokenService inMemory(Accounts accounts) {
        return service(TokenStore.inMemory(), accounts);
    }

    private static TokenService service(TokenStore store, Accounts accounts) {
        TokenService tokens = TokenService.builder(store).cachedTokens(CACHED).build();
        accounts.importInto(tokens);
        return tokens;
    }
}
