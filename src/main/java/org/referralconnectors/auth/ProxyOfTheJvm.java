package org.referralconnectors.auth;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;

/**
 * The JVM's own choice ({@code https.proxyHost}) for every call that leaves this machine, which is each one with TLS;
 * without it a process asks only itself, whatever {@code http.nonProxyHosts} says.
 */
final class ProxyOfTheJvm extends ProxySelector {

    private final ProxySelector jvm;

    ProxyOfTheJvm(ProxySelector jvm) {
        this.jvm = jvm;
    }

    @Override
    public List<Proxy> select(URI uri) {
        return uri.getScheme().equals("https") ? jvm.select(uri) : List.of(Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress proxy, IOException why) {
        jvm.connectFailed(uri, proxy, why);
    }
}
