package io.anchorify.benchmarks.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.util.List;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every server does what it is measured for. */
class ContenderTest {

    private static Workload workload;
    private static Answers answers;

    @BeforeAll
    static void create() throws Exception {
        workload = Workload.create(100);
        answers = new Answers(workload);
    }

    @AfterAll
    static void close() throws Exception {
        workload.close();
    }

    @ParameterizedTest
    @EnumSource
    void server_ofEachContender_answersToWhomItShould(Contender contender) throws Exception {
        Server server = StackServer.start(List.of(contender), workload.accounts(), false);
        try {
            answers.check(contender, urlOf(server, contender));
        } finally {
            server.stop();
        }
    }

    @Test
    void server_thatAdmitsEverybody_makesTheRunInvalid() throws Exception {
        Server server = StackServer.start(List.of(Contender.BARE), workload.accounts(), false);
        try {
            URI url = urlOf(server, Contender.BARE);

            assertThatExceptionOfType(StackException.class)
                    .isThrownBy(() -> answers.check(Contender.ANCHORIFY, url))
                    .withMessageContaining("invalid");
        } finally {
            server.stop();
        }
    }

    @Test
    void server_ofAllContenders_answersForEachOnItsPath() throws Exception {
        List<Contender> all = List.of(Contender.values());
        Server server = StackServer.start(all, workload.accounts(), false);
        try {
            for (Contender contender : all) {
                answers.check(contender, urlOf(server, contender));
            }
        } finally {
            server.stop();
        }
    }

    @Test
    void stopwatch_aroundAFilter_countsEachRequest() throws Exception {
        Server server = StackServer.start(List.of(Contender.ANCHORIFY), workload.accounts(), true);
        try {
            URI url = urlOf(server, Contender.ANCHORIFY);
            answers.check(Contender.ANCHORIFY, url);

            assertThat(answers.get(Stopwatch.urlOf(url))).startsWith("50 | ");
            assertThat(answers.get(Stopwatch.urlOf(url))).startsWith("0 | ");
        } finally {
            server.stop();
        }
    }

    private static URI urlOf(Server server, Contender contender) {
        return StackServer.urlOf(StackServer.urlOf(server), contender);
    }
}
