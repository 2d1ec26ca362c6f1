package org.referralconnectors.check;

import java.util.Map;
import org.referralconnectors.auth.TokenException;

/** Where in Microsoft's own portals a thing is mended. */
final class Portal {

    static final String APP = "Entra admin center > App registrations > the app";
    static final String REFERRALS_ROLE =
            "give the service account the role Referrals admin in Partner Center > Settings > Account settings > User"
                    + " management > the account";
    static final String APPLICATION_USERS =
            "Power Platform admin center > Environments > the environment > Settings > Users + permissions >"
                    + " Application users";
    static final String ROLES =
            "Power Platform admin center > Environments > the environment > Settings > Users + permissions > Security"
                    + " roles > the role";
    static final String COLUMN_SECURITY =
            "Power Platform admin center > Environments > the environment > Settings > Users + permissions > Column"
                    + " security profiles";
    static final String CURRENCIES =
            "Power Platform admin center > Environments > the environment > Settings > Business > Currencies";
    static final String LEAD = "Power Apps > Tables > Lead";

    private static final Map<String, String> BY_NUMBER = Map.of(
            "AADSTS90002", "Entra admin center > Overview > Tenant ID",
            "AADSTS700016", APP + " > Overview > Application (client) ID",
            "AADSTS7000215", APP + " > Certificates & secrets > New client secret",
            "AADSTS7000222", APP + " > Certificates & secrets > New client secret",
            "AADSTS700027", APP + " > Certificates & secrets > Certificates",
            "AADSTS65001", APP + " > API permissions > Grant admin consent",
            "AADSTS500011", "Power Platform admin center > Environments > the environment > Environment URL");

    private Portal() {}

    static String ofToken(TokenException noToken) {
        String number = noToken.code().replaceFirst("^.* ", "");
        String place = BY_NUMBER.get(number);
        return place == null ? "" : " (" + place + ")";
    }

    static String ofRefusal(String where, Refused refused) {
        return where.equals("dynamics") ? ofDynamics(refused) : ofPartnerCenter(refused);
    }

    private static String ofDynamics(Refused refused) {
        if (refused.code().equalsIgnoreCase("0x80072560")) {
            return "there is no application user for dynamics.client-id: make one in " + APPLICATION_USERS
                    + " > New app user";
        }
        return switch (refused.status()) {
            case 401 ->
                "the organisation does not take tokens of this tenant: check dynamics.url and"
                        + " dynamics.tenant-id, and that the application user is there and enabled in "
                        + APPLICATION_USERS;
            case 403 -> "the application user's security role lacks a privilege: " + ROLES;
            case 404 -> "check dynamics.url and dynamics.api-version";
            case 429, 503 -> "Dynamics 365 is busy: run check again in a few minutes";
            default -> "run check again; if it stays, look at the environment's service health";
        };
    }

    private static String ofPartnerCenter(Refused refused) {
        return switch (refused.status()) {
            case 401 ->
                "the token is not taken, and Partner Center says so of one without a second factor: run login"
                        + " as the service account, with multi-factor authentication on";
            case 403 -> REFERRALS_ROLE;
            case 404 -> "check partner-center.api-url and partner-center.registration-url";
            case 429, 503 -> "Partner Center is busy: run check again in a few minutes";
            default -> "run check again; if it stays, look at Partner Center's service health";
        };
    }
}
