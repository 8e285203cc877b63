package io.anchorify.auth.spring.users;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/** Reads users from the {@link UserDetailsService} of the application. */
final class UserReader implements AutoCloseable {

    /** Reads that run at the same time, each of which may take a connection of the application's pool. */
    private static final int THREADS = 4;
    /** Reads that wait. Further ones fail, and their requests are answered with 503. */
    private static final int WAITING = 1000;

    /** Resolved on use, because the implementation may itself use the service of the tokens. */
    private final ObjectProvider<UserDetailsService> users;

    private final ThreadPoolExecutor executor = newExecutor();

    UserReader(ObjectProvider<UserDetailsService> users) {
        this.users = users;
    }

    /** Whether a user is disabled, locked, expired or deleted. An expired password does not end tokens. */
    boolean isSuspended(String username) {
        try {
            UserDetails user = users.getObject().loadUserByUsername(username);
            return !user.isEnabled() || !user.isAccountNonLocked() || !user.isAccountNonExpired();
        } catch (UsernameNotFoundException e) {
            return true;
        }
    }

    /** Runs reads on the threads of this reader, which end after a minute without any. Throws if too many wait. */
    void execute(Runnable read) {
        executor.execute(read);
    }

    /** Interrupts the reads. Not a bean of its own: Boot creates no task executor for an application that has an executor. */
    @Override
    public void close() {
        executor.shutdownNow();
    }

    private static ThreadPoolExecutor newExecutor() {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                THREADS, THREADS, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(WAITING), UserReader::newThread);
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    private static Thread newThread(Runnable task) {
        Thread thread = new Thread(task, "anchorify-users");
        thread.setDaemon(true);
        return thread;
    }
}
