package org.referralconnectors.ops;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.FileWatcherResourceReloadStrategy;
import org.apache.camel.support.PluginHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For development: takes over each file of {@code routes/} as it is saved. Of a file that can't be read the routes stay
 * as they were, and it is named until it is mended; Camel's own reloading stops all routes before it reads.
 */
public final class EditedRoutes extends FileWatcherResourceReloadStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(EditedRoutes.class);
    private static final Pattern FILES = Pattern.compile("[^.].*(\\.camel\\.yaml|\\.java)");

    private final Map<String, String> broken = new ConcurrentSkipListMap<>();

    public EditedRoutes() {
        super("routes", true);
        setFileFilter(file -> FILES.matcher(file.getName()).matches());
        setResourceReload(this::takeOver);
    }

    /** From now on. */
    public void watch(CamelContext context) {
        try {
            context.addService(this);
        } catch (Exception e) {
            throw new IllegalStateException("routes/ can't be watched", e);
        }
        LOG.warn("Files of routes/ are taken over as they are saved (routes.reload): for development only");
    }

    /** What is wrong with which file. */
    List<String> broken() {
        return broken.entrySet().stream()
                .map(file -> file.getKey() + " can't be read: " + file.getValue())
                .toList();
    }

    /** What is wrong with a route, and where: Camel shows it with its lines, and says so in the first two. */
    public static String why(Exception broken) {
        return broken.toString()
                .replaceFirst("^[\\w.$]+: ", "")
                .lines()
                .limit(2)
                .map(String::strip)
                .collect(Collectors.joining(" "));
    }

    private void takeOver(String file, Resource saved) {
        try {
            Set<String> ids = saved.exists()
                    ? PluginHelper.getRoutesLoader(getCamelContext()).updateRoutes(saved)
                    : Set.of();
            removeAllBut(ids, saved.getLocation());
            broken.remove(file);
            LOG.info("{} is taken over: {}", file, ids);
        } catch (Exception e) {
            broken.put(file, why(e));
            LOG.warn("{} can't be read, and changes nothing: {}", file, why(e));
        }
    }

    private void removeAllBut(Set<String> ids, String file) throws Exception {
        CamelContext context = getCamelContext();
        for (Route route : List.copyOf(context.getRoutes())) {
            if (!ids.contains(route.getId()) && file.equals(NeededRoutes.file(route))) {
                context.getRouteController().stopRoute(route.getId());
                context.removeRoute(route.getId());
            }
        }
    }
}
