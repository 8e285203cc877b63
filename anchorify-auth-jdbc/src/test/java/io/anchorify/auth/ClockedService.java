package io.anchorify.auth;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/** Lets the tests of other packages set the clocks of a service, which only tests may. */
public final class ClockedService {

    private ClockedService() {}

    public static TokenService build(TokenServiceBuilder builder, InstantSource clock, LongSupplier ticker) {
        return TokenServices.build(builder, clock, ticker);
    }
}
