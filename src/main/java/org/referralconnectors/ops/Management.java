package org.referralconnectors.ops;

import java.lang.annotation.Annotation;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The {@code Sync} MBean, registered from the process's start to its end, with the words of {@link SyncMBean}. */
public final class Management extends StandardMBean implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Management.class);

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final DryRuns dryRuns;
    private boolean registered;

    private Management(Operations operations, DryRuns dryRuns) {
        super(new Sync(operations, dryRuns), SyncMBean.class, false);
        this.dryRuns = dryRuns;
    }

    /** Two processes in one JVM, as in tests, have one name to share: the second goes without. */
    public static Management register(Operations operations, DryRuns dryRuns) {
        Management management = new Management(operations, dryRuns);
        management.register();
        return management;
    }

    @Override
    public void close() {
        dryRuns.close();
        if (!registered) {
            return;
        }
        try {
            server.unregisterMBean(new ObjectName(SyncMBean.NAME));
        } catch (JMException e) {
            LOG.warn("{} was not registered any more", SyncMBean.NAME, e);
        }
    }

    private void register() {
        try {
            ObjectName name = new ObjectName(SyncMBean.NAME);
            if (server.isRegistered(name)) {
                LOG.warn("{} is there already: this JVM holds another process of ours", name);
                return;
            }
            server.registerMBean(this, name);
            registered = true;
        } catch (JMException e) {
            throw new IllegalStateException("The MBean " + SyncMBean.NAME + " can't be registered", e);
        }
    }

    @Override
    protected String getDescription(MBeanInfo info) {
        return "What the connectors have to do, and what an operator can do about it";
    }

    @Override
    protected String getDescription(MBeanAttributeInfo attribute) {
        return described("get" + attribute.getName()).map(Described::value).orElseThrow();
    }

    @Override
    protected String getDescription(MBeanOperationInfo operation) {
        return described(operation.getName()).map(Described::value).orElseThrow();
    }

    @Override
    protected String getDescription(MBeanOperationInfo operation, MBeanParameterInfo parameter, int index) {
        Annotation[] annotations = method(operation.getName()).getParameterAnnotations()[index];
        return ((Described) annotations[0]).value();
    }

    @Override
    protected String getParameterName(MBeanOperationInfo operation, MBeanParameterInfo parameter, int index) {
        return method(operation.getName()).getParameters()[index].getName();
    }

    /** Only the two that look leave everything as it is. */
    @Override
    protected int getImpact(MBeanOperationInfo operation) {
        return operation.getName().equals("explain") || operation.getName().equals("plan")
                ? MBeanOperationInfo.INFO
                : MBeanOperationInfo.ACTION;
    }

    private static Optional<Described> described(String name) {
        return Optional.ofNullable(method(name).getAnnotation(Described.class));
    }

    private static Method method(String name) {
        return Stream.of(SyncMBean.class.getMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
