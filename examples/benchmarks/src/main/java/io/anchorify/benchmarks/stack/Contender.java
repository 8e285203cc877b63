package io.anchorify.benchmarks.stack;

import io.anchorify.auth.TokenService;
import io.anchorify.auth.jdbc.JdbcTokenStore;
import io.anchorify.auth.servlet.BearerTokenFilter;
import io.anchorify.auth.spi.TokenStore;
import io.anchorify.benchmarks.request.PeerFilters;
import io.anchorify.benchmarks.stack.TunedFilter.Depth;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.time.Duration;
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
    BARE(Kind.BASE, Contender::nothing),

    /**
     * The library, with a database in the memory of the server. As those of the others, its cache does not ask for a token
     * again while it is measured.
     */
    ANCHORIFY(Kind.WHOLE, accounts -> List.of(filter(onDatabase(accounts, Duration.ofHours(1))))),

    /** {@link TunedFilter}. */
    HAND_TUNED(Kind.WHOLE, tuned(Depth.WRAP)),

    /** {@link PeerFilters#BY_HAND}. */
    BY_HAND(Kind.WHOLE, peer(PeerFilters.BY_HAND)),

    /** {@link PeerFilters#PAC4J_TUNED}. */
    PAC4J_TUNED(Kind.WHOLE, peer(PeerFilters.PAC4J_TUNED)),

    /** {@link PeerFilters#PAC4J}. */
    PAC4J(Kind.WHOLE, peer(PeerFilters.PAC4J)),

    /** {@link PeerFilters#SPRING_TRIMMED}. */
    SPRING_TRIMMED(Kind.WHOLE, peer(PeerFilters.SPRING_TRIMMED)),

    /** {@link PeerFilters#SPRING}. */
    SPRING(Kind.WHOLE, peer(PeerFilters.SPRING)),

    /** {@link PeerFilters#SHIRO_TUNED}. */
    SHIRO_TUNED(Kind.WHOLE, peer(PeerFilters.SHIRO_TUNED)),

    /** {@link PeerFilters#SHIRO}. */
    SHIRO(Kind.WHOLE, peer(PeerFilters.SHIRO)),

    /** Nothing, in front of Jersey. */
    BARE_JERSEY(Kind.WHOLE, Check.NOBODY, Contender::nothing) {
        @Override
        HttpServlet servlet(Accounts accounts) {
            return new ServletContainer(JerseyApplication.bare());
        }
    },

    /** {@link JerseyApplication#withDropwizard}, to be read beside {@link #BARE_JERSEY}. */
    DROPWIZARD(Kind.WHOLE, Contender::nothing) {
        @Override
        HttpServlet servlet(Accounts accounts) {
            return new ServletContainer(JerseyApplication.withDropwizard(accounts, CACHED));
        }
    },

    /** A filter that lets everything through: the first step of the tuned filter. */
    DOES_NOTHING(Kind.STEP, tuned(Depth.NOTHING)),

    /** The second step, which ignores what it has read. */
    READS_HEADER(Kind.STEP, tuned(Depth.HEADER)),

    /** The third step. */
    READS_AND_HASHES(Kind.STEP, tuned(Depth.HASH)),

    /** The fourth step. */
    READS_HASHES_AND_LOOKS_UP(Kind.STEP, tuned(Depth.LOOKUP)),

    /** The last step, which makes it {@link #HAND_TUNED}. */
    READS_HASHES_LOOKS_UP_AND_WRAPS(Kind.STEP, Check.USER, tuned(Depth.WRAP)),

    /** The library as its first page says: what it has cached it looks up again after a minute. */
    ANCHORIFY_BY_DEFAULT(
            Kind.STEP, Check.USER, accounts -> List.of(filter(onDatabase(accounts, Duration.ofMinutes(1))))),

    /** {@link MarkingFilter}. */
    ONLY_MARKS(Kind.STEP, accounts -> List.of(new MarkingFilter())),

    /** The library on its store in memory, which no other node can change: without the thread that follows changes. */
    ANCHORIFY_ALONE(Kind.STEP, Check.USER, accounts -> List.of(filter(inMemory(accounts)))),

    /** The same, and {@link RepeatingFilter} with the token of the request. */
    ANCHORIFY_AND_TEN_AGAIN(Kind.STEP, Check.USER, accounts -> repeated(accounts, false)),

    /** The same, and {@link RepeatingFilter} with tokens of others. */
    ANCHORIFY_AND_TEN_OTHERS(Kind.STEP, Check.USER, accounts -> repeated(accounts, true));

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

    @SuppressWarnings("ImmutableEnumChecker") // A function without state.
    private final Guard guard;

    Contender(Kind kind, Guard guard) {
        this(kind, kind == Kind.WHOLE ? Check.USER : Check.NOBODY, guard);
    }

    Contender(Kind kind, Check check, Guard guard) {
        this.kind = kind;
        this.check = check;
        this.guard = guard;
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

    /** Those with these titles. */
    static List<Contender> allNamed(String titles) {
        return Arrays.stream(titles.split(StackServer.COMMA, -1))
                .map(Contender::named)
                .toList();
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
    final void deploy(ServletContextHandler context, Accounts accounts) throws Exception {
        for (Filter filter : guard.filters(accounts)) {
            context.addFilter(filter, GUARDED, EnumSet.of(DispatcherType.REQUEST));
        }
        context.addServlet(servlet(accounts), GUARDED);
    }

    /** What answers. */
    HttpServlet servlet(Accounts accounts) {
        return new HelloServlet();
    }

    private static List<Contender> of(Kind kind) {
        return Arrays.stream(values())
                .filter(contender -> contender.kind == Kind.BASE || contender.kind == kind)
                .toList();
    }

    private static List<Filter> nothing(Accounts accounts) {
        return List.of();
    }

    private static Guard tuned(Depth depth) {
        return accounts -> List.of(new TunedFilter(depth, accounts.usersByHash()::get, CACHED));
    }

    private static Guard peer(PeerFilters peer) {
        return accounts -> List.of(peer.filter(CACHED, accounts::forEach));
    }

    private static List<Filter> repeated(Accounts accounts, boolean others) {
        TokenService tokens = inMemory(accounts);
        return List.of(filter(tokens), new RepeatingFilter(tokens, accounts, others));
    }

    private static Filter filter(TokenService tokens) {
        return BearerTokenFilter.builder(tokens).build();
    }

    private static TokenService onDatabase(Accounts accounts, Duration cachedFor) {
        JdbcTokenStore store = JdbcTokenStore.connect("jdbc:h2:mem:stack;DB_CLOSE_DELAY=-1");
        return service(store.createSchema(), accounts, cachedFor);
    }

    private static TokenService inMemory(Accounts accounts) {
        return service(TokenStore.inMemory(), accounts, Duration.ofHours(1));
    }

    private static TokenService service(TokenStore store, Accounts accounts, Duration cachedFor) {
        TokenService tokens = TokenService.builder(store)
                .cachedTokens(CACHED)
                .cachedFor(cachedFor)
                .build();
        accounts.importInto(tokens);
        return tokens;
    }

    private interface Guard {

        /** What stands in front of the servlet, outermost first. */
        List<Filter> filters(Accounts accounts) throws Exception;
    }
}
