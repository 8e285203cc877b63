package io.anchorify.auth.jdbc;

import io.anchorify.auth.Token;
import io.anchorify.auth.TokenQuery;
import io.anchorify.auth.TokenService;
import java.util.List;

/** The main class of a process that revokes tokens until it is killed, and prints the id of each revoked token. */
final class RevokingProcess {

    private RevokingProcess() {}

    public static void main(String[] args) {
        JdbcTokenStore store = JdbcTokenStore.connect(args[0], args[1], args[2]).tablePrefix(args[3]);
        TokenService tokens = TokenService.builder(store).build();
        List<Token> active = tokens.list(TokenQuery.of("ada").limit(TokenQuery.MAX_LIMIT));
        for (Token token : active) {
            tokens.revoke("ada", token.id());
            System.out.println(token.id());
            System.out.flush();
        }
    }
}
