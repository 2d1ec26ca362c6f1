package org.referralconnectors.flow;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Other ways to write a path, which other software takes for the same one (RFC 3986 section 6.2.2), or has taken for it
 * by mistake.
 */
final class Spellings {

    private Spellings() {}

    /** @param path of two letters at least, without a slash at its end */
    static Set<String> of(String path) {
        Set<String> others = new LinkedHashSet<>();
        others.add("/" + path);
        others.add("/." + path);
        others.add("/.." + path);
        others.add("/x/.." + path);
        others.add("/%2e" + path);
        others.add("/%2E%2e" + path);
        others.add("/;" + path);
        others.add("/%2f" + path.substring(1));
        others.add(path + "/.");
        others.add(path + "/%2e");
        others.add(path + "/..;/" + path.substring(path.lastIndexOf('/') + 1));
        others.add(path + "%00");
        others.add(path + "%20");
        others.add(path + ";");
        others.add(path + ";jsessionid=1");
        others.add(path + "%2f");
        others.add(path + "//");
        others.add(path + ".json");
        others.add(path + "x");
        others.add(path.toUpperCase(Locale.ROOT));
        for (int at = 1; at < path.length(); at++) {
            char letter = path.charAt(at);
            String before = path.substring(0, at);
            String after = path.substring(at + 1);
            others.add(before + "%" + Integer.toHexString(letter) + after);
            others.add(letter == '/' ? before + "//" + after : before + Character.toUpperCase(letter) + after);
        }
        others.remove(path);
        return others;
    }
}
