package io.anchorify.auth;

/**
 * A service of the simulation.
 *
 * @param tokens the service
 * @param door what is asked by requests; behind the door of a service it decides also after that was closed, for a
 *     request that came in just before
 */
record SimService(TokenService tokens, TokenAuthenticator door) {}
