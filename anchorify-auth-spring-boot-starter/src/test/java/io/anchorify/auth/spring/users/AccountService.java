package io.anchorify.auth.spring.users;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;

/** The service of {@code docs/spring-operations.md}. */
class AccountService {

    private final JdbcTemplate jdbc;
    private final ApplicationEventPublisher events;
    private final AnchorifyUsers users;

    AccountService(JdbcTemplate jdbc, ApplicationEventPublisher events, AnchorifyUsers users) {
        this.jdbc = jdbc;
        this.events = events;
        this.users = users;
    }

    @Transactional
    public void changePassword(String username, String encodedPassword) {
        jdbc.update("UPDATE users SET password = ? WHERE username = ?", encodedPassword, username);
        events.publishEvent(new PasswordChangedEvent(username));
    }

    @Transactional
    public void disable(String username) {
        jdbc.update("UPDATE users SET enabled = FALSE WHERE username = ?", username);
        users.userChanged(username);
    }
}
