package org.referralconnectors.simulated;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a simulated Entra ID knows: tenants, their applications, and the resources that tokens can be for. */
final class Directory {
    private final EntraError errors;
    private final Map<String, Application> applications = new ConcurrentHashMap<>();
    private final Map<String, String> domains = new ConcurrentHashMap<>();
    private final Set<String> resources = ConcurrentHashMap.newKeySet();

    Directory(EntraError errors) {
        this.errors = errors;
    }

    void register(Application application) {
        applications.put(application.clientId(), application);
        resources.addAll(application.resources());
    }

    void domain(String domain, String tenant) {
        domains.put(domain, tenant);
    }

    /** The GUID behind a tenant's name in an address. */
    String id(String tenant) {
        return domains.getOrDefault(tenant, tenant);
    }

    void checkTenant(String tenant) {
        if (applications.values().stream().noneMatch(known -> known.tenant().equals(id(tenant)))) {
            throw errors.of(400, "invalid_request", 90002, "Tenant '" + tenant + "' not found.");
        }
    }

    Application application(String clientId, String tenant) {
        if (clientId == null) {
            throw errors.of(400, "invalid_request", 900144, "The request must contain the parameter: 'client_id'.");
        }
        Application application = applications.get(clientId);
        if (application == null || !application.tenant().equals(id(tenant))) {
            String text = "Application with identifier '" + clientId + "' was not found in the directory.";
            throw errors.of(400, "unauthorized_client", 700016, text);
        }
        return application;
    }

    /** What the application asks for, if it may. */
    TokenScope scope(Application application, String sent) {
        TokenScope scope = TokenScope.parse(sent, errors);
        if (!resources.contains(scope.audience())) {
            String text = "The resource principal named " + scope.audience() + " was not found in the tenant.";
            throw errors.of(400, "invalid_resource", 500011, text);
        }
        if (!application.resources().contains(scope.audience())) {
            String text = "The user or administrator has not consented to use the application.";
            throw errors.of(400, "invalid_grant", 65001, text, "consent_required");
        }
        if (!scope.isDefault() && !scope.permission().equals("user_impersonation")) {
            throw errors.of(400, "invalid_scope", 70011, "The scope " + scope + " is not valid.");
        }
        return scope;
    }
}
