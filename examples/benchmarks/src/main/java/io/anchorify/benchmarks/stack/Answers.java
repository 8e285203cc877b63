package io.anchorify.benchmarks.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.jspecify.annotations.Nullable;

/** Sees to it that a server is right, for only then is it of interest how fast it is. */
final class Answers {

    private static final int SAMPLES = 50;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Workload workload;

    Answers(Workload workload) {
        this.workload = workload;
    }

    /** Asks with some of the tokens, with one that nobody has, and with none. */
    void check(Contender contender, URI url) {
        Accounts accounts = workload.accounts();
        int step = Math.max(1, accounts.size() / SAMPLES);
        for (int user = 0; user < accounts.size(); user += step) {
            String name = contender.authenticates() ? Accounts.nameOf(user) : Accounts.NOBODY;
            expect(contender, request(url, accounts.token(user)), 200, HelloServlet.GREETING + name);
        }
        if (contender.authenticates()) {
            expect(contender, request(url, workload.strangersToken()), 401, null);
            expect(contender, HttpRequest.newBuilder(url).build(), 401, null);
        }
    }

    /** What a server answers on another path. */
    String get(URI url) {
        return send(HttpRequest.newBuilder(url).build()).body();
    }

    private void expect(Contender contender, HttpRequest request, int status, @Nullable String body) {
        HttpResponse<String> answer = send(request);
        if (answer.statusCode() != status || (body != null && !answer.body().equals(body))) {
            throw new StackException("The run is invalid: " + contender.title() + " answered " + answer.statusCode()
                    + " '" + answer.body() + "' instead of " + status);
        }
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new StackException("A server does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted", e);
        }
    }

    private static HttpRequest request(URI url, String token) {
        return HttpRequest.newBuilder(url)
                .header("Authorization", "Bearer " + token)
                .build();
    }
}
