package io.anchorify.auth.servlet.conformance;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;

/** Classes for a descriptor, which delegate to an object in a servlet context attribute. */
public final class Delegates {

    /** The init parameter with the name of the attribute. */
    static final String INSTANCE = "instance";

    private Delegates() {}

    private static Object instance(ServletContext context, String attribute) {
        return Objects.requireNonNull(context.getAttribute(attribute), attribute);
    }

    public static final class OfFilter implements Filter {

        private Filter delegate;

        @Override
        public void init(FilterConfig config) throws ServletException {
            delegate = (Filter) instance(config.getServletContext(), config.getInitParameter(INSTANCE));
            delegate.init(config);
        }

        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            delegate.doFilter(request, response, chain);
        }
    }

    public static final class OfServlet extends HttpServlet {

        private transient HttpServlet delegate;

        @Override
        public void init() throws ServletException {
            delegate = (HttpServlet) instance(getServletContext(), getInitParameter(INSTANCE));
            delegate.init(getServletConfig());
        }

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws IOException, ServletException {
            delegate.service((ServletRequest) request, response);
        }
    }
}
