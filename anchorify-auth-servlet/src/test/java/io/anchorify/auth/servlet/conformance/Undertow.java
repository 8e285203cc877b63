package io.anchorify.auth.servlet.conformance;

import io.anchorify.auth.servlet.conformance.Application.MappedFilter;
import io.anchorify.auth.servlet.conformance.Application.MappedServlet;
import io.undertow.Handlers;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ErrorPage;
import io.undertow.servlet.api.FilterInfo;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.api.ServletInfo;
import io.undertow.servlet.core.ServletContainerImpl;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import java.net.InetSocketAddress;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** Undertow with Servlet 6.0. It does not read descriptors; application servers built on it do. */
public final class Undertow implements Container {

    private io.undertow.Undertow server;

    @Override
    public String name() {
        return "Undertow 2.3";
    }

    @Override
    public Set<Registration> registrations() {
        return EnumSet.of(Registration.CODE, Registration.INITIALIZER);
    }

    @Override
    public Set<String> unsupportedMappings() {
        return Set.of("");
    }

    @Override
    public boolean foldsWhiteSpace() {
        return true;
    }

    @Override
    public void start(Application application, Variant variant) throws Exception {
        String path = variant.contextPath().isEmpty() ? "/" : variant.contextPath();
        DeploymentManager manager = new ServletContainerImpl().addDeployment(deployment(application, variant, path));
        manager.deploy();
        server = io.undertow.Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(Handlers.path().addPrefixPath(path, manager.start()))
                .build();
        server.start();
    }

    private static DeploymentInfo deployment(Application application, Variant variant, String path) throws Exception {
        DeploymentInfo deployment = new DeploymentInfo()
                .setDeploymentName("tests")
                .setClassLoader(Undertow.class.getClassLoader())
                .setContextPath(path)
                .setResourceManager(new PathResourceManager(application.directory()))
                .addWelcomePages(application.welcomeFiles());
        application.errorPages().forEach((status, page) -> deployment.addErrorPage(new ErrorPage(page, status)));
        if (variant.virtualThreads()) {
            deployment.setExecutor(virtualThreads());
            deployment.setAsyncExecutor(virtualThreads());
        }
        if (variant.registration() == Registration.CODE) {
            application.filters().forEach(filter -> add(deployment, filter));
            application.servlets().forEach(servlet -> add(deployment, servlet));
        } else {
            deployment.addServletContainerInitializer(new ServletContainerInitializerInfo(
                    application.initializer().getClass(),
                    new ImmediateInstanceFactory<>(application.initializer()),
                    Set.of()));
        }
        return deployment;
    }

    /** By reflection, because the tests are compiled for Java 17. */
    private static Executor virtualThreads() throws ReflectiveOperationException {
        return (Executor)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }

    private static void add(DeploymentInfo deployment, MappedFilter filter) {
        deployment.addFilter(new FilterInfo(
                        filter.name(), filter.filter().getClass(), new ImmediateInstanceFactory<>(filter.filter()))
                .setAsyncSupported(true));
        filter.dispatches().forEach(dispatch -> deployment.addFilterUrlMapping(filter.name(), filter.path(), dispatch));
    }

    private static void add(DeploymentInfo deployment, MappedServlet servlet) {
        deployment.addServlet(new ServletInfo(
                        servlet.name(), servlet.servlet().getClass(), new ImmediateInstanceFactory<>(servlet.servlet()))
                .setAsyncSupported(true)
                .addMappings(servlet.paths()));
    }

    @Override
    public int port() {
        return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    @Override
    public void close() {
        server.stop();
    }
}
