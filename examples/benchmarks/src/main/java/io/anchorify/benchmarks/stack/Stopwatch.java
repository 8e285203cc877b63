package io.anchorify.benchmarks.stack;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Times a part of a filter chain from within: how long a request is under way from one filter to the other. Each thread
 * counts for itself, so that counting is no part of what is measured but for two readings of the clock.
 */
final class Stopwatch {

    static final String PATH = "/stopwatch";
    static final String HEAD = """
            From the filter before to the filter behind, in nanoseconds; two readings of the clock are in all of them:

            | server | requests | p10 | p50 | p90 | p99 | mean of the quicker 99 % |
            | --- | ---: | ---: | ---: | ---: | ---: | ---: |""";

    private final Queue<Lap> laps = new ConcurrentLinkedQueue<>();
    // The threads are Jetty's own, and few.
    private final ThreadLocal<Lap> lap = ThreadLocal.withInitial(this::newLap);

    /** Where the results are, of the contender with this servlet. */
    static URI urlOf(URI servlet) {
        return servlet.resolve(".." + PATH);
    }

    /** Comes before what is timed. */
    Filter start() {
        return (request, response, chain) -> {
            lap.get().start();
            chain.doFilter(request, response);
        };
    }

    /** Comes behind it. */
    Filter stop() {
        return (request, response, chain) -> {
            lap.get().stop();
            chain.doFilter(request, response);
        };
    }

    /** Answers what was counted since it was last asked. It is asked when nothing else is. */
    HttpServlet results() {
        return new Results();
    }

    private Lap newLap() {
        Lap added = new Lap();
        laps.add(added);
        return added;
    }

    private final class Results extends HttpServlet {

        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            Nanos sum = new Nanos();
            laps.forEach(counted -> counted.moveTo(sum));
            response.setContentType("text/plain");
            response.getWriter().print(sum.describe());
        }
    }

    private static final class Lap {

        private final Nanos nanos = new Nanos();
        private long startedAt;

        void start() {
            startedAt = System.nanoTime();
        }

        void stop() {
            nanos.add(System.nanoTime() - startedAt);
        }

        void moveTo(Nanos sum) {
            sum.takeFrom(nanos);
        }
    }
}
