package io.anchorify.benchmarks.request;

import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.openjdk.jmh.annotations.Setup;

/** A filter that lets requests with a good token through, with all tokens in its cache. */
public abstract class Contender {

    @SuppressWarnings("NullAway.Init") // Before the first request.
    private Filter filter;

    /**
     * Sets the filter up, and tries whether it does its work. Then the collector of garbage moves together what is kept, as it
     * soon does in a server. Until then it lies where it was made, between what is of no use any more, on as many pages of
     * memory; a request takes twice as long, and who makes less garbage is moved later.
     *
     * @param tokens the good ones
     * @throws Exception if it cannot be set up
     */
    @Setup
    public void prepare(Tokens tokens) throws Exception {
        filter = build(tokens);
        Admission.check(getClass().getSimpleName(), tokens, (header, client) -> send(client, header));
        System.gc();
    }

    abstract Filter build(Tokens tokens) throws Exception;

    void send(Client client, Tokens tokens) throws IOException, ServletException {
        send(client, client.next(tokens));
    }

    void send(Client client, String header) throws IOException, ServletException {
        filter.doFilter(client.request.with(header), client.response, client.destination);
    }
}
