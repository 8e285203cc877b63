package io.anchorify.auth.servlet;

import io.anchorify.auth.servlet.AuthorizationHeader.Kind;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The grammars of RFC 6750 section 2.1 and RFC 9110 section 11 as regular expressions, independent of the parser. */
final class HeaderGrammar {

    private static final Pattern OUTER_WHITE_SPACE = Pattern.compile("^[ \t]+|[ \t]+$");
    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([A-Za-z0-9._~+/-]+=*)");
    private static final Pattern SCHEME = Pattern.compile("([!#$%&'*+.^_`|~A-Za-z0-9-]++).*", Pattern.DOTALL);

    private HeaderGrammar() {}

    static AuthorizationHeader parse(String header) {
        String value = OUTER_WHITE_SPACE.matcher(header).replaceAll("");
        Matcher bearer = BEARER.matcher(value);
        if (bearer.matches()) {
            String token = bearer.group(1);
            return token.length() > 512 ? of(Kind.TOO_LONG) : new AuthorizationHeader(Kind.TOKEN, token);
        }
        if (value.equalsIgnoreCase("bearer")) {
            return of(Kind.EMPTY);
        }
        Matcher scheme = SCHEME.matcher(value);
        boolean isOtherScheme = scheme.matches() && !scheme.group(1).equalsIgnoreCase("bearer");
        return of(isOtherScheme ? Kind.OTHER_SCHEME : Kind.MALFORMED);
    }

    private static AuthorizationHeader of(Kind kind) {
        return new AuthorizationHeader(kind, "");
    }
}
