package io.anchorify.auth.web.internal.json;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An error answer: a problem detail of RFC 9457. Its texts contain nothing of the body of the request. */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final Map<Integer, String> TITLES = Map.of(
            400, "Bad Request",
            401, "Unauthorized",
            403, "Forbidden",
            404, "Not Found",
            405, "Method Not Allowed",
            409, "Conflict",
            413, "Content Too Large",
            415, "Unsupported Media Type",
            503, "Service Unavailable");

    private final int status;
    private final String code;
    private final transient Map<String, @Nullable Object> members;

    private Problem(int status, String code, String detail, Map<String, @Nullable Object> members) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.members = members;
    }

    /**
     * A problem.
     *
     * @param code tells problems of one status apart, for programs
     * @param detail what is wrong and what to do, for developers
     */
    public Problem(int status, String code, String detail) {
        this(status, code, detail, Map.of());
    }

    /** The same problem with one more member. */
    public Problem with(String member, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Problem(status, code, detail(), more);
    }

    /** Invalid fields of the body, or invalid parameters. */
    public static Problem invalid(Map<String, String> errors) {
        return new Problem(400, "invalid", "Some values are invalid. Nothing was changed.")
                .with("errors", new LinkedHashMap<>(errors));
    }

    /** One invalid field or parameter. */
    public static Problem invalid(String field, String error) {
        return invalid(Map.of(field, error));
    }

    /** A missing token, a token of another owner, and every path that does not exist. */
    public static Problem notFound() {
        return new Problem(404, "not-found", "There is no such token or path.");
    }

    public int status() {
        return status;
    }

    private String detail() {
        return String.valueOf(getMessage());
    }

    /** The members of the JSON object. */
    public Map<String, @Nullable Object> body() {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("type", "about:blank");
        body.put("title", TITLES.get(status));
        body.put("status", status);
        body.put("code", code);
        body.put("detail", detail());
        body.putAll(members);
        return body;
    }
}
