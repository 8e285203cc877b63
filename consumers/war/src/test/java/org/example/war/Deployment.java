package org.example.war;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.DriverManager;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Deploys the WAR in Jetty, sends one request without the token and one with it, and loads the token page. */
public final class Deployment {

    private Deployment() {}

    public static void main(String[] args) throws Exception {
        // As Tomcat does at its start. From then on, DriverManager finds no driver of a web application.
        DriverManager.getDrivers();
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        WebAppContext application = new WebAppContext(args[0], "/");
        application.setThrowUnavailableOnStartupException(true);
        // The application sees these libraries in its WEB-INF/lib only, although they are on the class path here.
        application
                .getHiddenClassMatcher()
                .add("io.anchorify.", "com.github.benmanes.", "com.zaxxer.", "org.h2.", "gg.jte.", "tools.jackson.");
        server.setHandler(application);
        server.start();
        try {
            URI uri = URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/api/owner");
            String secret = (String) application.getServletContext().getAttribute("org.example.war.secret");
            require(401, "", send(HttpRequest.newBuilder(uri)));
            require(200, "ada", send(HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + secret)));
            require(200, "laptop", send(HttpRequest.newBuilder(uri.resolve("/tokens"))));
        } finally {
            server.stop();
        }
        System.out.println("WAR: 401 without a token, 200 with one, and a page that lists it");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private static void require(int status, String body, HttpResponse<String> response) {
        if (response.statusCode() != status || !response.body().contains(body)) {
            throw new AssertionError("Expected " + status + " " + body + ", got " + response + " " + response.body());
        }
    }
}
