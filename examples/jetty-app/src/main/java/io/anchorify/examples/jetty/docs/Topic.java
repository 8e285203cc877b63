package io.anchorify.examples.jetty.docs;

/** The pages of the documentation for users, in the order of the navigation. */
public enum Topic {
    TOKENS("/docs/tokens", "Tokens", "using-tokens.md"),
    CLI("/docs/cli", "Command", "command.md"),
    WEB("/docs/web", "Dashboard", "dashboard.md"),
    API("/docs/api", "REST API", "rest-api.md");

    private final String path;
    private final String label;
    private final String file;

    Topic(String path, String label, String file) {
        this.path = path;
        this.label = label;
        this.file = file;
    }

    /** Where the application serves the page. */
    public String path() {
        return path;
    }

    /** The name in the navigation. */
    public String label() {
        return label;
    }

    /** The source in the project's folder {@code docs}. */
    String file() {
        return file;
    }
}
