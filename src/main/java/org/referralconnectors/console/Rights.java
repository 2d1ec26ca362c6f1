package org.referralconnectors.console;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.apache.camel.support.service.ServiceSupport;
import org.jolokia.server.core.config.ConfigKey;
import org.jolokia.server.core.restrictor.RestrictorFactory;
import org.jolokia.server.core.service.api.Restrictor;

/** What {@code jolokia-access.xml} allows, so that Hawtio locks what is refused instead of offering it. */
public final class Rights extends ServiceSupport implements RightsMBean {

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final ObjectName name;
    private final Restrictor policy;
    private boolean registered;

    Rights() {
        try {
            name = new ObjectName(NAME);
            policy = RestrictorFactory.lookupPolicyRestrictor(ConfigKey.POLICY_LOCATION.getDefaultValue());
        } catch (IOException | MalformedObjectNameException e) {
            throw new IllegalStateException("Jolokia's policy can't be read", e);
        }
    }

    /** The policy hides what it refuses as a whole. */
    @Override
    public boolean canInvoke(String mbean) {
        return true;
    }

    @Override
    public Map<String, Map<String, Map<String, Boolean>>> canInvoke(Map<String, List<String>> operations) {
        Map<String, Map<String, Map<String, Boolean>>> rights = new HashMap<>();
        operations.forEach((mbean, signatures) -> rights.put(mbean, rights(mbean, signatures)));
        return rights;
    }

    /** Two processes in one JVM, as in tests, have the same policy: one of them tells it. */
    @Override
    protected void doStart() throws JMException {
        if (!server.isRegistered(name)) {
            server.registerMBean(this, name);
            registered = true;
        }
    }

    @Override
    protected void doStop() throws JMException {
        if (registered) {
            server.unregisterMBean(name);
        }
    }

    private Map<String, Map<String, Boolean>> rights(String mbean, List<String> signatures) {
        Map<String, Map<String, Boolean>> rights = new HashMap<>();
        try {
            ObjectName asked = new ObjectName(mbean);
            signatures.forEach(each -> rights.put(each, Map.of("CanInvoke", policy.isOperationAllowed(asked, each))));
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException("Not the name of an MBean", e);
        }
        return rights;
    }
}
