package io.anchorify.examples.cli.http;

import java.security.KeyManagementException;
import java.security.Provider;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * A TLS that makes no connection, for a server without TLS: the HTTP client insists on one, and the real one reads all
 * certificates that Java trusts and starts the cryptography, which together takes longer than the request.
 */
final class NoTls extends SSLContextSpi {

    static SSLContext context() {
        return new Context();
    }

    /** Made known to nobody. */
    private static final class Context extends SSLContext {

        private Context() {
            super(new NoTls(), new None(), "none");
        }
    }

    /** A provider of nothing. */
    private static final class None extends Provider {

        private static final long serialVersionUID = 1L;

        private None() {
            super("none", "1", "nothing");
        }
    }

    @Override
    protected SSLParameters engineGetDefaultSSLParameters() {
        return new SSLParameters();
    }

    @Override
    protected SSLParameters engineGetSupportedSSLParameters() {
        return new SSLParameters();
    }

    @Override
    protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
            throws KeyManagementException {
        throw new KeyManagementException("There is no TLS here");
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
        throw noTls();
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
        throw noTls();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
        throw noTls();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
        throw noTls();
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
        throw noTls();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
        throw noTls();
    }

    private static UnsupportedOperationException noTls() {
        return new UnsupportedOperationException("There is no TLS here");
    }
}
