package io.anchorify.benchmarks.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
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
        Server server = StackServer.start(contender, workload.accounts(), false);
        try {
            answers.check(contender, StackServer.urlOf(server));
        } finally {
            server.stop();
        }
    }

    @Test
    void server_thatAdmitsEverybody_makesTheRunInvalid() throws Exception {
        Server server = StackServer.start(Contender.BARE, workload.accounts(), false);
        try {
            URI url = StackServer.urlOf(server);

            assertThatExceptionOfType(StackException.class)
                    .isThrownBy(() -> answers.check(Contender.ANCHORIFY, url))
                    .withMessageContaining("invalid");
        } finally {
            server.stop();
        }
    }

    @Test
    void stopwatch_aroundAFilter_countsEachRequest() throws Exception {
        Server server = StackServer.start(Contender.ANCHORIFY, workload.accounts(), true);
        try {
            URI url = StackServer.urlOf(server);
            answers.check(Contender.ANCHORIFY, url);

            assertThat(answers.get(url.resolve(Stopwatch.PATH))).startsWith("50 | ");
            assertThat(answers.get(url.resolve(Stopwatch.PATH))).startsWith("0 | ");
        } finally {
            server.stop();
        }
    }
}
