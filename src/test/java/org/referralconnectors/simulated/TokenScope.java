package org.referralconnectors.simulated;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a token request asks for.
 *
 * @param audience the one resource, such as {@code https://api.partner.microsoft.com}
 * @param permission {@code .default} or the name of a delegated permission
 */
record TokenScope(String audience, String permission) {
    private static final Set<String> OPENID = Set.of("openid", "profile", "offline_access", "email");

    /** @param scope as sent: resource scopes and OpenID ones, separated by spaces */
    static TokenScope parse(String scope, EntraError errors) {
        Set<TokenScope> asked = new LinkedHashSet<>();
        for (String each : scope == null ? new String[0] : scope.trim().split(" +")) {
            if (!OPENID.contains(each)) {
                asked.add(one(each, errors));
            }
        }
        if (asked.isEmpty()) {
            throw errors.of(
                    400, "invalid_scope", 70011, "The provided value for the input parameter 'scope' is not valid.");
        }
        if (asked.stream().map(TokenScope::audience).distinct().count() > 1) {
            throw errors.of(
                    400,
                    "invalid_scope",
                    28000,
                    "Provided value for the input parameter scope is not valid because it contains more than one resource.");
        }
        return asked.iterator().next();
    }

    /** The resource is what stands before the last slash; one more slash at its end belongs to it. */
    private static TokenScope one(String scope, EntraError errors) {
        int slash = scope.lastIndexOf('/');
        if (!scope.startsWith("https://") || slash < "https://x".length()) {
            throw errors.of(400, "invalid_scope", 70011, "The scope '" + scope + "' is not valid.");
        }
        return new TokenScope(scope.substring(0, slash), scope.substring(slash + 1));
    }

    boolean isDefault() {
        return permission.equals(".default");
    }

    @Override
    public String toString() {
        return audience + "/" + permission;
    }
}
