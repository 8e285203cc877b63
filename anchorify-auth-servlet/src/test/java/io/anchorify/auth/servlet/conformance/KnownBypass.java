package io.anchorify.auth.servlet.conformance;

import java.util.List;

/** Requests that bypassed the filters of other projects, sent to protected paths of this application. */
enum KnownBypass {
    SHIRO_CVE_2020_1957("GET /open/..;/api/x HTTP/1.1"),
    SHIRO_CVE_2020_11989_SEMICOLON("GET /;/api/x HTTP/1.1"),
    SHIRO_CVE_2020_11989_ENCODED_TWICE("GET /api/%252fx HTTP/1.1"),
    SHIRO_CVE_2020_13933("GET /api/%3bx HTTP/1.1"),
    SHIRO_CVE_2020_17510("GET /api/%2e HTTP/1.1"),
    SHIRO_CVE_2020_17523("GET /api/%20 HTTP/1.1"),
    SHIRO_CVE_2022_40664_FORWARD("GET /open/go?by=forward&to=/api/x HTTP/1.1"),
    SHIRO_CVE_2022_40664_INCLUDE("GET /open/go?by=include&to=/api/x HTTP/1.1"),
    SHIRO_CVE_2023_22602("GET /api/.. HTTP/1.1"),
    SHIRO_CVE_2023_34478("GET /open/../api/x HTTP/1.1"),
    SHIRO_CVE_2023_46749("GET /open;/../api/x HTTP/1.1"),
    SPRING_CVE_2016_5007_SPACE("GET /api/x%20 HTTP/1.1"),
    SPRING_CVE_2016_5007_NEWLINE("GET /secret%0a HTTP/1.1"),
    SPRING_CVE_2018_1199_PARAMETER("GET /secret;x=y HTTP/1.1"),
    SPRING_CVE_2018_1199_EVERY_SEGMENT("GET /api;x=y/x;z HTTP/1.1"),
    SPRING_CVE_2022_22978_LINE_FEED("GET /api/x%0ay HTTP/1.1"),
    SPRING_CVE_2022_22978_CARRIAGE_RETURN("GET /api/x%0dy HTTP/1.1"),
    SPRING_CVE_2022_31692_FORWARD("GET /open/go?by=forward&to=/secret HTTP/1.1"),
    SPRING_CVE_2022_31692_INCLUDE("GET /open/go?by=include&to=/secret HTTP/1.1"),
    SPRING_CVE_2022_31692_ASYNC("GET /open/go?by=async&to=/secret HTTP/1.1"),
    SPRING_CVE_2022_31692_ERROR("GET /open/go?by=error HTTP/1.1"),
    SPRING_CVE_2023_20860("GET /api/x/ HTTP/1.1"),
    SPRING_CVE_2023_34034("GET //api/x HTTP/1.1"),
    SPRING_CVE_2026_22753_SERVLET_PATH("GET /api HTTP/1.1"),
    SPRING_CVE_2026_22754_SERVLET_PATH("GET /report.do HTTP/1.1"),
    UNDERTOW_CVE_2020_1757("GET /;x/api/x HTTP/1.1"),
    UNDERTOW_CVE_2026_28367_TERMINATOR("GET /open/x HTTP/1.1", "X: y\r\r\n\r\r\nGET /api/x HTTP/1.1"),
    UNDERTOW_CVE_2026_28368_HEADER_NAME("GET /api/x HTTP/1.1", "Authorization : Bearer x"),
    UNDERTOW_CVE_2026_28369_LEADING_SPACE("GET /api/x HTTP/1.1", " Authorization: Bearer x"),
    JETTY_CVE_2021_28164("GET /open/%2e%2e/api/x HTTP/1.1"),
    JETTY_CVE_2021_34429_UNICODE("GET /open/%u002e%u002e/api/x HTTP/1.1"),
    JETTY_CVE_2021_34429_NUL("GET /open/..%00/api/x HTTP/1.1"),
    JETTY_CVE_2025_11143_AUTHORITY("GET http://localhost\\@x/api/x HTTP/1.1"),
    JETTY_CVE_2025_11143_SCHEME("GET http:/api/x HTTP/1.1"),
    TOMCAT_CVE_2018_1304_EMPTY_PATTERN("GET / HTTP/1.1"),
    TOMCAT_CVE_2026_24733_HTTP_0_9_GET("GET /api/x"),
    TOMCAT_CVE_2026_24733_HTTP_0_9_HEAD("HEAD /api/x"),
    TOMCAT_CVE_2026_43515_METHOD_AND_EXTENSION("POST /report.do HTTP/1.1", "Content-Length: 0"),
    METHOD_IN_LOWER_CASE("get /api/x HTTP/1.1"),
    METHOD_INVENTED("ANCHORIFY /api/x HTTP/1.1"),
    METHOD_OVERRIDDEN("POST /api/x HTTP/1.1", "X-HTTP-Method-Override: OPTIONS", "Content-Length: 0"),
    METHOD_OPTIONS("OPTIONS /api/x HTTP/1.1"),
    METHOD_TRACE("TRACE /api/x HTTP/1.1"),
    HEADERS_THAT_NAME_ANOTHER_PATH("GET /api/x HTTP/1.1", "X-Original-URL: /open/x", "X-Rewrite-URL: /open/x"),
    HEADERS_THAT_NAME_A_USER("GET /api/x HTTP/1.1", "X-Remote-User: ada", "X-Forwarded-User: ada", "Remote-User: ada"),
    HOST_WITH_A_PATH("GET /api/x HTTP/1.1", "Host: open/x?y="),
    ATTRIBUTE_OF_THE_FILTER(
            "GET /api/x?io.anchorify.auth.servlet.AuthenticatedRequest=ada HTTP/1.1",
            "io.anchorify.auth.servlet.AuthenticatedRequest: ada"),
    WELCOME_FILE("GET /welcome/ HTTP/1.1"),
    WELCOME_FILE_OF_THE_ROOT("GET /?x HTTP/1.1"),
    INCLUDE_OF_A_FORWARD("GET /open/go?by=include&to=/open/go%3Fby=forward%26to=/api/x HTTP/1.1"),
    FORWARD_OF_AN_INCLUDE("GET /open/go?by=forward&to=/open/go%3Fby=include%26to=/secret HTTP/1.1"),
    ASYNC_OF_A_FORWARD("GET /open/go?by=async&to=/open/go%3Fby=forward%26to=/api/x HTTP/1.1"),
    ABSOLUTE_URI("GET http://localhost/api/x HTTP/1.1"),
    LETTER_ENCODED("GET /%61pi/x HTTP/1.1");

    private final String requestLine;
    private final List<String> headers;

    KnownBypass(String requestLine, String... headers) {
        this.requestLine = requestLine;
        this.headers = List.of(headers);
    }

    /** The whole request, below a context path. */
    String request(String contextPath) {
        String line = requestLine.replaceFirst("^(\\S+ (?:http://localhost)?)/", "$1" + contextPath + "/");
        boolean hasHost = headers.stream().anyMatch(header -> header.startsWith("Host:"));
        StringBuilder request = new StringBuilder(line).append(hasHost ? "\r\n" : "\r\nHost: localhost\r\n");
        request.append("Connection: close\r\n");
        headers.forEach(header -> request.append(header).append("\r\n"));
        return request.append("\r\n").toString();
    }
}
