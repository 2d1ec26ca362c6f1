package org.referralconnectors.cli;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.ClassType;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.InvalidTypeException;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What stops and ends single threads of another process, as no code of that process could: a debugger. */
final class Debugger implements AutoCloseable {

    private final VirtualMachine machine;

    private Debugger(VirtualMachine machine) {
        this.machine = machine;
    }

    /** The options with which a process lets itself be debugged on a port of this machine. */
    static String options(int port) {
        return "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,quiet=y,address=127.0.0.1:" + port;
    }

    static int freePort() {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Debugger of(int port) throws IOException {
        AttachingConnector socket = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(each -> each.name().equals("com.sun.jdi.SocketAttach"))
                .findFirst()
                .orElseThrow();
        Map<String, Connector.Argument> arguments = socket.defaultArguments();
        arguments.get("hostname").setValue("127.0.0.1");
        arguments.get("port").setValue(Integer.toString(port));
        try {
            return new Debugger(socket.attach(arguments));
        } catch (IllegalConnectorArgumentsException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The names of all threads, the JVM's own included. */
    List<String> threads() {
        return machine.allThreads().stream().map(ThreadReference::name).toList();
    }

    void suspend(String thread) {
        find(thread).suspend();
    }

    void resume(String thread) {
        find(thread).resume();
    }

    /** Has the thread throw an {@code OutOfMemoryError}, of which every JVM keeps some, wherever it is. */
    void kill(String thread) {
        kill(find(thread));
    }

    /** The same to one that is within this method; false where none is. */
    boolean killWithin(String thread, String method) {
        return machine.allThreads().stream()
                .filter(each -> Pattern.matches(thread, each.name()) && isWithin(each, method))
                .findFirst()
                .map(this::kill)
                .isPresent();
    }

    private static boolean isWithin(ThreadReference thread, String method) {
        thread.suspend();
        try {
            return thread.frames().stream()
                    .anyMatch(frame -> frame.location().method().name().equals(method));
        } catch (IncompatibleThreadStateException impossible) {
            throw new IllegalStateException(impossible);
        } finally {
            thread.resume();
        }
    }

    private ThreadReference kill(ThreadReference thread) {
        ClassType error =
                (ClassType) machine.classesByName("java.lang.OutOfMemoryError").get(0);
        ObjectReference kept = error.instances(1).get(0);
        try {
            thread.stop(kept);
            return thread;
        } catch (InvalidTypeException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private ThreadReference find(String pattern) {
        return machine.allThreads().stream()
                .filter(thread -> Pattern.matches(pattern, thread.name()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no thread " + pattern + " among " + threads()));
    }

    @Override
    public void close() {
        try {
            machine.dispose();
        } catch (VMDisconnectedException ended) {
            return;
        }
    }
}
