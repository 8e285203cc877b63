package io.anchorify.auth.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.util.EnumSet;

/** A servlet container under test, with one context. Starts on a free port of the loopback interface. */
public interface Container extends AutoCloseable {

    /** Maps a filter, which supports asynchronous requests. */
    void filter(String path, Filter filter, EnumSet<DispatcherType> dispatches);

    /** Maps a servlet, which supports asynchronous requests. */
    void servlet(String path, HttpServlet servlet);

    /** Sends error responses with this status to a path. */
    void errorPage(int status, String path);

    void start() throws Exception;

    int port();

    @Override
    void close() throws Exception;
}
