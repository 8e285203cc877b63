package io.anchorify.auth.spring.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenService;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/** Transactions of Hibernate that use every connection which the store leaves. */
class JpaTransactionsIT {

    private static final int CALLERS = 12;

    /** The pool of ten connections without those of the store. */
    private static final int PARALLEL = 6;

    @Test
    void issue_byTransactionsThatUseTheWholePool_isNotStarved() {
        new ApplicationContextRunner()
                .withUserConfiguration(Application.class)
                .withPropertyValues(
                        "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID(),
                        "spring.datasource.hikari.maximum-pool-size=10",
                        "spring.jpa.hibernate.ddl-auto=create",
                        "spring.flyway.enabled=false",
                        "spring.liquibase.enabled=false")
                .run(context -> {
                    callInParallel(context.getBean(Notes.class));

                    TokenService tokens = context.getBean(TokenService.class);
                    assertThat(tokens.count(TokenQuery.of("ada"))).isEqualTo(CALLERS);
                    assertThat(context.getBean(Notes.class).count()).isEqualTo(CALLERS / 2);
                });
    }

    private static void callInParallel(Notes notes) throws Exception {
        CyclicBarrier everyConnectionIsUsed = new CyclicBarrier(PARALLEL);
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                int id = i;
                calls.add(callers.submit(() -> notes.addAndIssue(id, everyConnectionIsUsed)));
            }
            for (Future<?> call : calls) {
                call.get(20, TimeUnit.SECONDS);
            }
        } finally {
            callers.shutdownNow();
        }
    }

    /** With everything that Boot finds on the class path. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EntityScan(basePackageClasses = Note.class)
    static class Application {

        @Bean
        Notes notes(EntityManager entities, TokenService tokens) {
            return new Notes(entities, tokens);
        }
    }

    /** Half of its transactions are rolled back. */
    @Transactional
    static class Notes {

        private final EntityManager entities;
        private final TokenService tokens;

        Notes(EntityManager entities, TokenService tokens) {
            this.entities = entities;
            this.tokens = tokens;
        }

        Void addAndIssue(int id, CyclicBarrier everyConnectionIsUsed) throws Exception {
            entities.persist(new Note(id));
            entities.flush();
            everyConnectionIsUsed.await(10, TimeUnit.SECONDS);
            tokens.issue("ada", "note " + id);
            if (id % 2 == 0) {
                TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
            }
            return null;
        }

        long count() {
            return entities.createQuery("SELECT count(n) FROM Note n", Long.class)
                    .getSingleResult();
        }
    }
}
